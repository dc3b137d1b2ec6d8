"""One document in the making: what its template calls for, gathered and put together as a tree."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType

from jinja2 import Undefined
from markupsafe import Markup

from reportgen.characters import refused, refused_entities
from reportgen.compose.annexes import Annex, annex_blocks
from reportgen.compose.bare import bare_problems
from reportgen.compose.exhibits import Exhibits
from reportgen.compose.templates import Environment
from reportgen.compose.tokens import Tokens
from reportgen.compose.views import FactView, ReportView, View, known_things
from reportgen.compose.vocabulary import Calls
from reportgen.compose.written import Numbering, OwnWords, Written
from reportgen.diagnostics import Diagnostic, ReportgenError, Span, error, refuse, stop_on_errors
from reportgen.document.nodes import Block, Blocks, FactText, Inlines, Text
from reportgen.document.rows import cut
from reportgen.document.walk import blocks
from reportgen.facts.format import print_value
from reportgen.facts.format_dates import print_when
from reportgen.facts.format_names import print_name
from reportgen.facts.formulas.convert import without_relation
from reportgen.facts.model import Fact, FactBase, Name, Relation, Value, When
from reportgen.inputs import Inputs
from reportgen.locales import capitalised, words
from reportgen.messages import said, say
from reportgen.pictures.check import check_picture
from reportgen.readers.markdown import to_markup
from reportgen.readers.marks import PRIVATE, Held, HeldBlocks, HeldInline, Setting, mark_lines, without_marks
from reportgen.readers.markup import read_markup

SIGNATURES = MappingProxyType({".png": b"\x89PNG\r\n", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".svg": b"<"})
PICTURES = MappingProxyType({".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".svg": "image/svg+xml"})
WORDS_OF_EXHIBITS = ("caption", "notes", "text", "head")
WORD = re.compile(r"\w+")
KINDS = MappingProxyType({"table": say("table"), "chart": say("chart"), "timeline": say("timeline")})


class Composition:
    """The template's view of the facts in one language, and the way from its rendered text to blocks."""

    def __init__(self, inputs: Inputs, facts: FactBase, lang: str, styles: Sequence[str], template: str) -> None:
        self.inputs, self.facts, self.lang, self.styles, self.template = inputs, facts, lang, tuple(styles), template
        self.words = words(lang)
        self.tokens = Tokens()
        self.exhibits = Exhibits(facts, lang)
        self.names_used: dict[str, Name] = {}
        self._bare: list[tuple[FactText, Relation]] = []
        self._spelled: set[str] = set()
        self.problems: list[Diagnostic] = []
        self.templates = Environment(inputs, self.print, {"claim": self.claim, "callout": self.callout})

    @cached_property
    def things(self) -> dict[str, View]:
        return known_things(self)

    # --- from template to blocks

    def blocks(self, report: Mapping[str, str], wanted_at: Span | None = None, max_rows: int = 0) -> Blocks:
        """The document's blocks, annexes filled; `report` is what the template may print of the report itself.

        Of a table at most `max_rows` are there to be printed, all where it is 0.
        """
        self.templates.globals.update({**self.things, **Calls(self).by_name(), "report": ReportView(self, report)})
        self.templates.hints = self._meant()
        text = self.templates.render_marked(self.template, wanted_at)
        body = cut(self.read(text), max_rows)
        on_top = {id(block) for block in body}
        self.problems += [error("annex-inside", say("{kind}() cannot stand inside a list or a box", kind=block.kind),
                                block.span)
                          for block in blocks(body) if isinstance(block, Annex) and id(block) not in on_top]
        if not body and not self.problems:
            refuse("empty-template", say("the template says nothing"), Span(self.template))
        said = tuple(block for block in body if not isinstance(block, Annex))
        self.problems += bare_problems(said, self._bare, self.lang)
        stop_on_errors(self.problems)
        return self.with_annexes(body)

    def _meant(self) -> dict[str, str]:
        """What was meant by a word that is no name here: the last word of a fact's id, or an id that needs quotes."""
        facts = {id.rpartition(".")[2]: say('did you mean "{word}"?', word=id) for id in self.facts.facts if "." in id}
        return facts | {id: say('an id of a source or an exhibit stands in quotes: "{id}"', id=id)
                        for id in (*self.facts.sources, *self.facts.exhibits)}

    def read(self, marked: str) -> Blocks:
        """The blocks of a rendered text; what is wrong with it joins `problems`."""
        rendered = _Rendered(self, marked)
        if odd := list(refused_entities(rendered.text)):
            self.problems += [error("unwanted-character", say("{entity} is no character to print", entity=entity[:40]),
                                    rendered.locate(rendered.text.count("\n", 0, at), entity)) for at, entity in odd]
            return ()
        html, problems = (to_markup(rendered.text, rendered.locate) if self.template.endswith(".md")
                          else (rendered.text, []))
        blocks, more = read_markup(html, rendered)
        self.problems += [*problems, *more]
        return blocks

    def with_annexes(self, body: Blocks) -> Blocks:
        filled: list[Block] = []
        said = tuple(block for block in body if not isinstance(block, Annex))
        for block in body:
            filled += annex_blocks(block, said, self) if isinstance(block, Annex) else (block,)
        return tuple(filled)

    # --- what values become

    def print(self, value: object) -> Markup:
        """Any value that a template prints, as a held mark: data never becomes markup."""
        if isinstance(value, Markup):
            return value
        if hasattr(value, "__html__"):
            return value.__html__()
        if isinstance(value, str):
            if PRIVATE.search(value) or next(refused(value), None):
                self.templates.problem("broken-value", say("this text holds characters that cannot be printed"), "",
                                       say("facts are printed whole: take filters and slices away from them"))
                return Markup()
            known = isinstance(value, Written | OwnWords)
            return self.tokens.hold_text(value if known else Written(value, self.templates.here(value)))
        if isinstance(value, int) and not isinstance(value, bool):
            number, typed = f"{value:d}", not isinstance(value, Numbering)
            return self.tokens.hold_text(Written(number, self.templates.here(number)) if typed else number)
        if isinstance(value, list | tuple):
            marks = [self.print(item) for item in value]
            return self.tokens.hold_text(self.words["list_separator"]).join(marks)
        if callable(value) and (call := getattr(value, "__name__", "")) in self.templates.globals:
            self.templates.problem("not-printable", say('"{call}" is called, with parentheses', call=call), call,
                                   say("write {{{{ {call}() }}}}", call=call))
            return Markup()
        self.templates.problem("not-printable",
                               say("a value of type {type} cannot be printed", type=type(value).__name__), "",
                               say("print a fact, a name or words"))
        return Markup()

    def hold_fact(self, fact: Fact, value: Value, context: str) -> Markup:
        span = self.templates.here(fact.id.partition("(")[0])        # compute(…) as the template has it
        return self.tokens.hold(HeldInline(lambda setting: (self._fact_text(fact, value, context, setting, span),)))

    def hold_bare(self, fact: Fact, value: Value, context: str) -> Markup:
        """The figure without its relation word, which the table around it must say."""
        span, relation = self.templates.here(fact.id.partition("(")[0]), value.quantity.relation
        bare = replace(value, quantity=without_relation(value.quantity), written="")

        def spoken(setting: Setting) -> Inlines:
            text = self._fact_text(fact, bare, context, setting, span)
            self._bare.append((text, relation))
            return (text,)

        return self.tokens.hold(HeldInline(spoken))

    def _fact_text(self, fact: Fact, value: Value, context: str, setting: Setting, span: Span) -> FactText:
        where = "table" if setting.in_table and context == "prose" else context
        text = print_value(value, fact, self.lang, self.facts, where,
                           setting.starts_sentence)  # type: ignore[arg-type]
        return FactText(fact.id, text, span=span, value=None if value.span == fact.newest.span else value.span)

    def hold_when(self, fact: str, when: When) -> Markup:
        span = self.templates.here(fact)

        def spoken(setting: Setting) -> Inlines:
            text = print_when(when, self.lang, "table" if setting.in_table else "prose")
            return (FactText(fact, capitalised(text) if setting.starts_sentence else text, span=span),)

        return self.tokens.hold(HeldInline(spoken))

    def hold_name(self, name: Name, always_short: bool = False) -> Markup:
        def spoken(setting: Setting) -> Inlines:
            first = name.id not in self._spelled and not setting.in_table and not always_short
            if first and not setting.in_note:
                self._spelled.add(name.id)
            self.names_used.setdefault(name.id, name)
            return (Text(print_name(name, self.lang, first)),)

        return self.tokens.hold(HeldInline(spoken))

    def hold_exhibit(self, kind: str, what: tuple[object, ...], choice: dict[str, object]) -> Markup:
        """An exhibit of `kind`: by its id where `what` is one, else made in place of facts or a choice of events."""
        span = self.templates.here(kind)
        named = len(what) == 1 and isinstance(what[0], str) and what[0] in self.facts.exhibits
        if len(what) == 1 and isinstance(what[0], str) and (not choice or (named and kind == "timeline")):
            exhibit = self.facts.exhibits.get(what[0])
            if exhibit is None or exhibit.kind != kind:
                alike = [name for name, one in self.facts.exhibits.items() if one.kind == kind]
                hint = self.templates.hint(what[0], alike) or (
                    say("there are {names}", names=", ".join(alike)) if alike else
                    say("describe it under exhibits: in the facts, or say here what {kind}() is to show", kind=kind))
                lacking = (say('there is no {kind} "{name}"', kind=KINDS[kind], name=what[0]) if kind in KINDS
                           else say('there are no key figures "{name}"', name=what[0]))
                self.templates.problem("unknown-exhibit", lacking, what[0], hint)
                return Markup()
            try:
                exhibit = self.exhibits.reformed(exhibit, _no_facts(choice)) if choice else exhibit
            except ValueError as problem:
                self.templates.problem("bad-exhibit", say("{kind}() {problem}", kind=kind, problem=said(problem)), kind)
                return Markup()
        else:
            ids = tuple(view.name_known if isinstance(view, FactView) else str(view) for view in what)
            try:
                if any(isinstance(view, Undefined) for view in what):
                    return Markup()                    # told already
                if not all((isinstance(view, FactView) and view.is_newest) or type(view) is str for view in what):
                    raise ValueError(say("takes the id of an exhibit, or facts at their newest value"))
                exhibit = self.exhibits.in_place(kind, ids, self.with_places(_no_facts(choice)), span)
            except ValueError as problem:
                self.templates.problem("bad-exhibit", say("{kind}() {problem}", kind=kind, problem=said(problem)), kind)
                return Markup()

        def make() -> Blocks:
            try:
                return (self.exhibits.block(exhibit, span),)
            except ReportgenError as found:
                self.problems += found.diagnostics
                return ()

        return self.tokens.hold(HeldBlocks(make))

    def with_places(self, choice: Mapping[str, object]) -> dict[str, object]:
        """What a template says of an exhibit in place, its words with the places where they were typed."""
        def placed(said: object, key: str = "") -> object:
            if isinstance(said, list | tuple):
                return [placed(one, key) for one in said]
            if isinstance(said, dict):
                return {name: placed(one, name) for name, one in said.items()}
            return Written(said, self.templates.here(said)) if type(said) is str and key in WORDS_OF_EXHIBITS else said

        return {name: placed(said, name) for name, said in choice.items()}

    def hold_annex(self, kind: str) -> Markup:
        span = self.templates.here(kind)
        return self.tokens.hold(HeldBlocks(lambda: (Annex(kind, span),)))  # type: ignore[arg-type, return-value]

    # --- block tags

    def claim(self, body: str, confidence: str = "") -> str:
        return self._aside(body, f'class="claim" confidence="{self.print(confidence)}"', "claim")

    def callout(self, body: str, kind: str = "note", title: object = "") -> str:
        return self._aside(body, f'class="callout {self.print(kind)}" title="{self.print(title)}"', "callout")

    def _aside(self, body: str, attributes: str, tag: str) -> str:
        """The text of a block tag as the element that it is short for."""
        span = self.templates.here(tag)
        opening = mark_lines(f"<aside {attributes}>", self.templates.file_number(span.file), span.line)
        return f"\n\n{opening}\n\n{body}\n\n</aside>\n\n"


class _Rendered:
    """A rendered text while it is read: what its marks stand for, and where its lines were written."""

    def __init__(self, composition: Composition, marked: str) -> None:
        self._composition = composition
        self.text, self._places = without_marks(marked)
        self.lang, self.styles = composition.lang, composition.styles
        self._read: dict[tuple[str, int], int] = {}         # how far in each line the words have been found

    def locate(self, line: int, words: str) -> Span:
        return self._composition.templates.place(*self._written(line), words)

    def typed(self, line: int, words: str) -> tuple[tuple[int, Span], ...]:
        """Where words of a template were typed: the place of the first letter, and where escapes or an attribute on
        the line above keep them from being found whole, of each word, with its position."""
        file, number = self._written(line)
        for row in (number, number - 1):
            if (place := self._found(file, row, words)) is not None:
                return ((0, place),)
        known = ((word.start(), self._found(file, number, word[0])) for word in WORD.finditer(words))
        return tuple((at, place) for at, place in known if place) or ((0, Span(file, number)),)

    def _found(self, file: str, number: int, words: str) -> Span | None:
        """The place of words in a line, behind those that were found in it before, else anywhere."""
        text, bare = self._composition.templates.line(file, number), words.strip()
        after = self._read.get((file, number), 0)
        found = next((at for at in (text.find(bare, after), text.find(bare)) if at >= 0), None)
        if found is None:
            return None
        self._read[file, number] = found + len(bare)
        return Span(file, number, found + 1 - (words[:1].isspace() and found > 0))

    def _written(self, line: int) -> tuple[str, int]:
        """The template and its line that a line of the rendered text, counted from 0, comes from."""
        file, number = self._places[min(max(line, 0), len(self._places) - 1)]
        files = self._composition.templates.files
        return files[file] if file < len(files) else self._composition.template, number

    def held(self, number: int) -> Held:
        tokens = self._composition.tokens
        return tokens[number] if number < len(tokens) else HeldInline(lambda _: ())

    def picture(self, name: str, span: Span) -> tuple[bytes, str]:
        ending = name[name.rfind("."):].lower() if "." in name else ""
        try:
            if "://" in name:
                refuse("remote-picture", say('"{name}" lies elsewhere; a picture is a file of the project', name=name),
                       span)
            if ending not in PICTURES:
                refuse("unknown-picture", say('"{name}" is not a picture that every format can show', name=name), span,
                       say("pictures: {names}", names=", ".join(PICTURES)))
            inputs = self._composition.inputs
            nearby = posixpath.join(posixpath.dirname(self._composition.template), name)
            if not inputs.is_file(name) and inputs.is_file(nearby):
                refuse("missing-file", say('"{name}" does not exist', name=name), span,
                       say('the name of a picture begins at the folder of the project: "{nearby}"', nearby=nearby))
            data = inputs.bytes(name, span)
            if not data.startswith(SIGNATURES[ending]):
                refuse("unreadable-picture", say('"{name}" is not what its name says', name=name), span)
            check_picture(data, PICTURES[ending])
            return data, PICTURES[ending]
        except ValueError as problem:
            self._composition.problems.append(error("unreadable-picture", say(
                'the picture "{name}" cannot be printed: {why}', name=name, why=said(problem)), span))
        except ReportgenError as found:
            self._composition.problems += found.diagnostics
        return b"", "image/png"


def _no_facts(choice: dict[str, object]) -> dict[str, object]:
    """`choice`; ValueError where a value in it stands for a fact."""
    if any(PRIVATE.search(str(one)) for one in choice.values()):
        raise ValueError(say("takes words and ids by name, and no facts"))
    return choice
