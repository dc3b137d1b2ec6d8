"""What page layout is known to lose without a word is kept whole, or refused with a place: never lost.

Each document is written as a PDF and read back from what can be seen on its pages.
"""

from __future__ import annotations

import re
from functools import reduce

import pypdfium2
import pytest

from reportgen.checks.parity import check_parity
from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import (
    Callout, Cell, Chart, Claim, Column, Document, Emphasis, Heading, KeyFigure, KeyFigures, LineBreak, List, Masthead,
    Meta, Note, PageBreak, Paragraph, Picture, Point, Quote, Row, Series, Table, Text, Timeline, TimelineEntry,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.readers.pdf import read_words
from reportgen.writers.fonts import fonts_for
from reportgen.writers.pdf import write_pdf
from reportgen.writers.theme import load_theme

pytestmark = pytest.mark.needs("pango")
MODERN = load_theme("modern")
HERE = Span("t.md", 7)
WORDS = "Four countries together solved many cases and arrested many suspects in the operation of that year. "
HAN = "四国共破获涉湄公河流域毒品犯罪案件8919起，抓获犯罪嫌疑人10164名。"
SURE = "Confidence: low"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d"><rect width="9" height="9"/></svg>'


def say(*content):
    return tuple(Text(c) if isinstance(c, str) else c for c in content)


def p(*content, **more):
    return Paragraph(say(*content), span=HERE, **more)


def note(text):
    return Note(say(text), span=HERE)


def notes(count, text="note", before="a "):
    """So many words, each with a note."""
    return say(*(part for n in range(count) for part in (before, note(f"{text} {n}"))))


def cell(*content, **more):
    return Cell(say(*content), **more)


def table(*rows, head=("h", "i"), **more):
    """Rows of texts or cells; a head of texts, or none."""
    made = [Row(tuple(one if isinstance(one, Cell) else cell(one) for one in row)) for row in rows]
    heads = (Row(tuple(cell(text, head=True) for text in head)),) if head else ()
    return Table((Column(),) * (len(head) or len(rows[0])), heads, tuple(made), span=HERE, **more)


def counted(count):
    return " ".join(f"w{n}" for n in range(count))


def picture(width, height, caption):
    return Picture(SVG % (width, height), "image/svg+xml", "A square", say(caption), span=HERE)


def nested(levels, wrap):
    return reduce(lambda inner, _: wrap((inner,)), range(levels), p("deepest words"))


def boxed(content):
    return Callout("note", say("t"), content, span=HERE)


KEPT = {
    "sixty notes in one line": (p(*notes(60)),),
    "sixty notes in one Chinese line": (p(*notes(60, HAN, "字")),),
    "notes in a box": (boxed((p(WORDS * 40, note("in a box")),)),),
    "sixty notes in a box": (boxed((p(*notes(60)),)),),
    "a note in a box's title": (Callout("note", say("t", note("n")), (p("x"),), span=HERE),),
    "notes in a box over many pages": (boxed(tuple(p(WORDS * 6, note(f"n {n}")) for n in range(30))),),
    "notes in a judgement": (Claim((p(*notes(60)),), "low", SURE, span=HERE),),
    "notes in cards": (KeyFigures(tuple(KeyFigure(say("1", note("v")), notes(4), say("n", note("q")))
                                        for _ in range(9)), span=HERE),),
    "thirty notes in a card": (p(WORDS * 20), KeyFigures((KeyFigure(say("1"), notes(30)),), span=HERE)),
    "notes in rows": (table(*((cell("x", note(f"n {n}")), "y") for n in range(60)), caption=say("c", note("k"))),),
    "sixty notes in a cell": (table((cell(*notes(60)), "y")),),
    "notes in a repeated head": (table(*((str(n), "y") for n in range(90)), head=(note("n"), "i")),),
    "sixty notes in a caption": (table(("x", "y"), caption=notes(60)),),
    "a note below a table": (table(("x", "y"), notes=(say("t", note("n")),)),),
    "notes in items": (List(tuple((p("x", note(f"n {n}")),) for n in range(40)), span=HERE),),
    "notes in headings": (Heading(1, notes(20), span=HERE), Heading(2, say("h", note("n")), span=HERE), p("x")),
    "notes in a quotation": (Quote((p(WORDS, note("q")),), say("who", note("w")), span=HERE),),
    "notes in a picture's words": (picture(90, 50, "x"), picture(9, 9, "")),
    "notes in a timeline": (Timeline(("W", "T"), (TimelineEntry(say("1993"), say("t"), notes(60)),), span=HERE),),
    "a note of nearly a page": (p("a", note(WORDS * 30), "b"), p(WORDS * 5)),
    "long notes, of which one waits": tuple(p(WORDS * 5, note(f"{n} {WORDS * 8}")) for n in range(12)),
    "notes that fill a page": (p(WORDS * 34), p("x", note(WORDS * 24)), p("y")),
    "a box of many pages": (p("x"), boxed(tuple(p(WORDS * 6) for _ in range(40)))),
    "a box of one long paragraph": (boxed((p(WORDS * 120),)),),
    "a box with a title of a page": (Callout("bottom-line", say(WORDS * 60), (p("x"),), span=HERE),),
    "a judgement of many pages": (Claim((p(WORDS * 120),), "low", SURE, span=HERE),),
    "a quotation of many pages": (Quote((p(WORDS * 120),), say(WORDS * 60), span=HERE),),
    "a card higher than a page": (KeyFigures((KeyFigure(say("1"), say(counted(900))), KeyFigure(say("2"), say("b"))),
                                             span=HERE),),
    "a card with a value of two pages": (KeyFigures((KeyFigure(say(counted(200)), say("b")),), span=HERE),),
    "300 key figures": (KeyFigures(tuple(KeyFigure(say(str(n)), say(f"label {n}"), say("n")) for n in range(300)),
                                   span=HERE),),
    "a tower of a picture": (picture(1000, 4000, WORDS * 30),),
    "a picture with words of two pages": (picture(1000, 4000, WORDS * 90),),
    "a chart with words of two pages": (Chart("bar", ("a",), (Series("s", (Point("1", "1"),), "u"),), say(WORDS * 30),
                                              (say(WORDS * 60),), span=HERE),),
    "a row higher than a page": (table(("x", counted(1500)), ("y", "z")),),
    "a row higher than a page, later": (table(*(("x", "y"),) * 20, ("x", counted(1500)), ("y", "z")),),
    "cells of two pages beside one another": (table(("x", counted(1200), counted(900)), head=("a", "b", "c")),),
    "cells over many rows": (table((cell("s", rowspan=3), counted(700)), (counted(700),), (counted(700),)),),
    "a cell over 200 rows": (table((cell("s", rowspan=200), "0"), *((str(n),) for n in range(1, 200))),),
    "a head higher than a page": (table(("x", "y"), head=(counted(1500), "i")),),
    "a head of half a page": (table(*((str(n), WORDS * 20) for n in range(5)), head=(WORDS * 30, "i")),),
    "a caption of two pages": (table(("x", "y"), caption=say(counted(1500))),),
    "300 notes below a table": (table(("x", "y"), notes=tuple(say(f"note {n}") for n in range(300))),),
    "an entry of a timeline higher than a page": (Timeline(("W", "T"), (
        TimelineEntry(say("1993"), say("t"), say(counted(1500))), TimelineEntry(say("1994"), say("t"))), span=HERE),),
    "a date of a timeline of many pages": (Timeline(("W", "T"), (TimelineEntry(say(counted(400)), say("t")),),
                                                    span=HERE),),
    "a table of 40 empty columns": (table([""] * 40, head=[str(n) for n in range(40)]),),
    "a table in a box": (boxed((table(*((str(n), "x") for n in range(150))),)),),
    "a table in a list": (List(((p("x"), table(*((str(n), "x") for n in range(150)))),), span=HERE),),
    "cards in a list in a box": (boxed((List(((KeyFigures((KeyFigure(say("1"), say("x" * 40)),) * 5, span=HERE),),),
                                             span=HERE),)),),
    "a heading of a page": (Heading(1, say(WORDS * 60), span=HERE), p("a")),
    "400 headings": tuple(Heading(1 + n % 4, say(f"h {n}"), span=HERE) for n in range(400)),
    "a heading at the very end": (*(p("x") for _ in range(38)), Heading(1, say("Last"), span=HERE)),
    "empty paragraphs": (*(p() for _ in range(99)), p("x"), p(" "), p(LineBreak(), LineBreak(), "y", LineBreak())),
    "300 line breaks": (p(*[LineBreak()] * 300, "y"),),
    "page breaks in a row": (PageBreak(), PageBreak(), p("x"), PageBreak(), PageBreak(), p("y"), PageBreak()),
    "a masthead of many pages": (Masthead("M", "o", WORDS * 30, WORDS * 60, (("k", say(counted(600))), ("l", say("x"))),
                                          span=HERE), p("a")),
    "a word of 2,000 letters": (p("x" * 2000), Heading(1, say("x" * 300), span=HERE),
                                KeyFigures((KeyFigure(say("x" * 99), say("y" * 99), say("z" * 99)),) * 3, span=HERE)),
    "a word of 40,000 letters with hyphens": (p("x-" * 20000),),
    "40,000 Han characters": (p("字" * 40000),),
    "eight lists": (nested(8, lambda inner: List((inner,), span=HERE)),),
    "eight quotations": (nested(8, lambda inner: Quote(inner, span=HERE)),),
    "eight boxes": (nested(8, boxed),),
    "sixty emphases": (p(reduce(lambda inner, _: Emphasis((inner,)), range(60), Text("x"))),),
}
REFUSED = {
    "a note longer than a page": ((p("a", note(counted(1500)), "b"),), "note-too-long"),
    "notes of one line longer than a page": ((p(*notes(20, WORDS * 8)),), "note-too-long"),
    "a word of 40,000 letters": ((p("x" * 40000),), "too-wide"),
    "the same in a cell": ((table(("x" * 40000, "y")),), "too-wide"),
    "the same in a note": ((p("a", note("x" * 40000)),), "too-wide"),
    "the same of spaces that do not break": ((p("ab\u00a0" * 20000),), "too-wide"),
    "a table of 40 columns of words": ((table(["words here"] * 40, head=()),), "too-wide"),
    "nine lists": ((nested(9, lambda inner: List((inner,), span=HERE)),), "nested-too-deep"),
    "a hundred lists": ((nested(100, lambda inner: List((inner,), span=HERE)),), "nested-too-deep"),
    "a hundred boxes": ((nested(100, boxed),), "nested-too-deep"),
}


def made(blocks):
    document = resolve(Document(Meta("r", "en", "t", "1", "2016-04-30"), tuple(blocks)), words("en"))
    return document, write_pdf(document, MODERN, fonts_for(document, MODERN))


@pytest.mark.parametrize("case", KEPT)
def test_it_is_kept_whole(case):
    document, data = made(KEPT[case])
    assert [str(found) for found in check_parity(document, {"pdf": data})] == []


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_at_its_place(case):
    blocks, rule = REFUSED[case]
    with pytest.raises(ReportgenError, match=rf"\[{rule}\]") as caught:
        made(blocks)
    assert {found.span for found in caught.value.diagnostics} == {HERE}


def test_a_repeated_head_stays_where_a_row_must_be_broken():
    _, data = made((table(*(("x", "y"),) * 5, ("x", counted(1500)), *(("y", "z"),) * 5),))
    heads = [re.search(r"\bh\b", page.get_textpage().get_text_bounded()) for page in pypdfium2.PdfDocument(data)]
    assert len(heads) > 1 and all(heads)


def test_the_notes_of_a_page_stand_in_order():
    _, data = made(KEPT["long notes, of which one waits"])
    numbers = [int(unit.text.split()[0]) for unit in read_words(data) if unit.role == "note"]
    assert numbers == list(range(1, 13))
