"""Look after figures printed without their relation word: the table around them must say it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from reportgen.diagnostics import Diagnostic, error
from reportgen.document.nodes import Blocks, FactText, Row, Table
from reportgen.document.walk import blocks, inlines, plain, reading
from reportgen.facts.model import Relation
from reportgen.facts.wordings.relations import AFTER, BEFORE, ODD
from reportgen.locales import words
from reportgen.messages import say

Bare = Sequence[tuple[FactText, Relation]]


def bare_problems(tree: Blocks, bare: Bare, lang: str) -> Iterator[Diagnostic]:
    """A problem for each figure that stands bare in prose, or in a table whose heads, caption and notes lack its
    word."""
    if not bare:
        return
    relations = {id(node): relation for node, relation in bare}
    in_tables = {id(node): table for table in blocks(tree) if isinstance(table, Table) for node in _body(table)}
    for node in reading(tree):
        if id(node) in relations and (problem := _problem(node, relations[id(node)], in_tables, lang)):
            yield problem


def _problem(node: FactText, relation: Relation, in_tables: Mapping[int, Table], lang: str) -> Diagnostic | None:
    table = in_tables.get(id(node))
    said = words(lang)[f"relation_{relation}"].replace("{n}", "…")
    if table is None:
        return error("bare-in-prose", say('"{id}" would lose its "{word}"', id=node.fact, word=said), node.span,
                     say("bare=True is for a table whose head or note says the word"))
    if _words(relation, lang).search(_around(table)):
        return None
    return error("bare-without-word", say('nothing in this table says "{word}" of "{id}"', word=said, id=node.fact),
                 node.span, say("say it in a column's head, the caption or a note"))


def _body(table: Table) -> Iterator[object]:
    for cell in _cells(table.head + table.body):
        yield from inlines(cell)


def _around(table: Table) -> str:
    """The words of a table's heads, caption and notes."""
    heads = _cells(table.head + table.body, heads_only=True)
    return "\n".join(plain(content) for content in (table.caption, *heads, *table.notes)).casefold()


def _cells(rows: tuple[Row, ...], heads_only: bool = False) -> Iterator:
    return (cell.content for row in rows for cell in row.cells if cell.head or not heads_only)


def _words(relation: Relation, lang: str) -> re.Pattern[str]:
    """Every word that says this relation; "more than" serves a 余 figure too."""
    primary = "zh" if lang.partition("-")[0] == "zh" else "en"
    alike = (relation, "gt") if relation == "band" else (relation,)
    said = [word.strip() for table in (BEFORE, AFTER) for word, one in table[primary].items() if one in alike]
    said += ODD[primary] if relation == "band" else ()
    edge = r"\b" if primary == "en" else ""
    return re.compile("|".join(edge + re.escape(word) + edge * word[-1].isalpha() for word in said if word[0] != "-"))
