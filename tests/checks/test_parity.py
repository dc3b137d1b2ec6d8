"""Every format says what the tree says, and a loss planted in any one writer's output is found."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import replace
from functools import cache

import pytest

from reportgen.checks.parity import LINE_END, check_parity
from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Callout, Cell, Chart, Citation, Claim, Column, Distribution, Document, Emphasis, FactText, Heading, KeyFigure,
    KeyFigures, Language, LineBreak, Link, List, Masthead, Meta, Note, PageBreak, Paragraph, Picture, Point, Quote,
    Reference, Row, Series, Strong, Subscript, Superscript, Table, Text, Timeline, TimelineEntry,
)
from reportgen.document.resolve import resolve
from reportgen.document.walk import Unit, blocks, contents, inlines
from reportgen.locales import words
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

FORMATS = [pytest.param("html"), pytest.param("docx"), pytest.param("pdf", marks=pytest.mark.needs("pango"))]
MODERN = load_theme("modern")


def say(*content):
    return tuple(Text(c) if isinstance(c, str) else c for c in content)


def p(*content, **more):
    return Paragraph(say(*content), **more)


def cell(*content, **more):
    return Cell(say(*content), **more)


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\x30\x60\x90" * 8 for _ in range(8)))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


TEXTS = {
    "zh-CN": {
        "title": "大湄公河次区域禁毒合作",
        "marking": "示例",
        "office": "示例办公室",
        "subtitle": "1993年至2016年",
        "word": "四国共破获案件",
        "fact": "8919起",
        "more": "，抓获“嫌疑人”10164名——其余不详。",
        "claim": "执法合作已成常态。",
        "long": "四国共破获涉湄公河流域毒品犯罪案件8919起，抓获犯罪嫌疑人10164名，易制毒化学品约295.5吨（UNODC）。",
        "foreign": ("drug control", "en"),
        "note": "来源未给出分国数字。",
        "label": "编号",
    },
    "en": {
        "title": "Drug control in the Greater Mekong",
        "marking": "EXAMPLE",
        "office": "Example Office",
        "subtitle": "to 2016",
        "word": "Four countries together solved ",
        "fact": "8,919 cases",
        "more": " and arrested 10,164 “suspects” – no more.",
        "claim": "Joint enforcement has become routine.",
        "long": "Counter-narcotics co-operation is cross-border, state-of-the-art and well-documented; about 295.5 t. ",
        "foreign": ("禁毒合作“平安航道”", "zh-CN"),
        "note": "The source does not give national figures.",
        "label": "No.",
    },
}


def everything(lang):
    """A document with every node there is."""
    s = TEXTS[lang]
    span = Span("templates/a.md", 7, 3)
    table = Table(
        (Column(width=4), Column("number", 2), Column("center", 2)),
        (Row((cell("A", head=True, rowspan=2), cell("B", head=True, colspan=2))),
         Row((cell("B1", Note(say("n")), head=True), cell("B2", head=True)))),
        (Row((cell(s["claim"], head=True, colspan=3),), "group"),
         *(Row((cell(f"{s['word']} {i}", head=True), cell(FactText(f"f.n{i}", f"{i},919")), cell("–")), id=f"row-{i}")
           for i in range(45)),
         Row((cell("r", head=True, rowspan=2), cell("1"), cell(""))), Row((cell("2"), cell("3"))),
         Row((cell("Σ", head=True), cell("46"), cell("")), "total")),
        say(s["word"], Note(say("c"))), (say("–: ", s["note"]),), "tbl", span=span)
    inline = (
        Text("H"),
        Subscript(say("2")),
        Text("O 10"),
        Superscript(say("6")),
        Text(" "),
        Emphasis(say("e")),
        Text(" "),
        Strong(say("s", Emphasis(say("se")))),
        Text(" "),
        Language(say(s["foreign"][0]), s["foreign"][1]),
        Text(" "),
        Link(say("a ", Strong(say("b")), FactText("f.l", "12")), "https://example.org/?a=1&b=2"),
        LineBreak(),
        Text("x\u00ad\u00ady a\u00a0b <b>&amp;</b> "),
        Reference("tbl"),
        Text(" "),
        Citation((("src", "¶11"),)),
    )
    inner = List(
        ((p("i"), Table((Column(),), (Row((cell("in", head=True),)),), (Row((cell("list"),)),))), (p("k"),)), True, 4
    )
    tree = (
        Masthead(
            s["marking"],
            s["office"],
            s["title"],
            s["subtitle"],
            ((s["label"], say("1")), ("x", say(FactText("f.m", "3"))), ("y", say("z"))),
            "1",
            s["word"],
        ),
        Callout("bottom-line", say(s["word"]), (p(s["word"], FactText("w.cases", s["fact"], span=span), s["more"]),)),
        Claim((p(s["claim"]), p(s["claim"])), "moderate", words(lang)["confidence_moderate"]),
        KeyFigures(
            tuple(
                KeyFigure(say(FactText(f"k.{i}", f"{i},164")), say(s["word"]), say("q") if i else ())
                for i in range(1, 6)
            )
        ),
        Heading(1, say(s["word"])),
        Heading(2, say("h ", Emphasis(say("e")), Note(say("hn")))),
        Heading(3, say("h3")),
        Heading(4, say("h4")),
        Heading(1, say(s["claim"]), numbered=False),
        p(*inline, span=span),
        p(s["long"] * 60, Note(say(s["note"], Strong(say("!"))))),
        p(s["long"], style="lead"),
        p(s["claim"], style="small", id="small"),
        List(
            (
                (p("l1"), inner, p(s["long"])),
                (p("l2", Note(say("ln"))),),
                (Quote((p("lq"),)),),
                (p("l4", style="small"),),
            )
        ),
        List(tuple((p(f"{s['word']} {i}"),) for i in range(12)), True),
        table,
        Timeline(
            ("W", "T"),
            (TimelineEntry(say("1993"), say(s["word"]), say(s["long"])), TimelineEntry(say("2012"), say(s["claim"]))),
            say("tl"),
            (say("tn"),),
            "tl",
        ),
        Chart(
            "bar",
            (s["word"], s["claim"]),
            (
                Series("s", (Point("8919", s["fact"]), Point(None, "?")), "u"),
                Series("t", (Point("3", "3", open="above"), Point("1", "1")), "v"),
            ),
            say("ch"),
            (say("cn"),),
            "fig",
        ),
        Picture(png(), "image/png", s["claim"], say("pic")),
        Picture(png(), "image/png", "p2"),
        Quote((p(s["long"]), List(((p("ql"),),)), p("q2")), say("who")),
        Callout("note", (), (p("c1"), List(((p("c2"),),)))),
        PageBreak(),
        Callout("caveat", say("ct"), (p(s["long"] * 40),)),
        Heading(1, say("Sources")),
        Table((Column(),), (Row((cell("S", head=True),)),), (Row((cell("src"),), id="src"),)),
        Table(
            (Column(), Column()),
            (Row((cell("E", head=True), cell("F", head=True))),),
            (),
            say("empty"),
            style="evidence",
        ),
        Distribution((("To: ", say(s["word"], FactText("d.f", "3"))), ("抄送：", say(s["foreign"][0]))), s["more"]),
    )
    meta = Meta("report", lang, s["title"], "1", "2016-04-30", s["marking"], s["title"], s["office"], s["office"], "d")
    return resolve(Document(meta, tree), words(lang))


def written(document, name):
    return WRITERS[name](document, MODERN, fonts_for(document, MODERN))


@pytest.mark.parametrize("lang", TEXTS)
@pytest.mark.parametrize("name", FORMATS)
def test_a_document_with_every_node_is_read_back_as_it_is(name, lang):
    document = everything(lang)
    nodes = {type(node) for block in blocks(document.blocks)
             for node in (block, *(n for content in contents(block) for n in inlines(content)))}
    assert len(nodes) == 26, "the sample must hold every node there is"
    assert check_parity(document, {name: written(document, name)}) == []


# --- losses -------------------------------------------------------------------------------------------------------

def small(lang="en"):
    """One of each thing that could be lost, on one page."""
    s = TEXTS[lang]
    tree = (
        Masthead(s["marking"], s["office"], s["title"], s["subtitle"], ((s["label"], say("1")),)),
        Heading(1, say(s["claim"])), p(s["word"], FactText("w.cases", s["fact"]), s["more"], Note(say(s["note"])),
                                       span=Span("templates/en.md", 12, 1)),
        List(((p("first"),), (p("second"),)), True),
        Table((Column(), Column("number")), (Row((cell("A", head=True), cell("B", head=True))),),
              (Row((cell("x", head=True), cell("8,919"))), Row((cell("y", head=True), cell("2,688")))), say("cap")),
        Chart("column", ("a",), (Series("s", (Point("1", "1"),), "u"),), say("ch")),
        Claim((p(s["claim"]),), "high", words(lang)["confidence_high"]),
    )
    return resolve(Document(Meta("r", lang, s["title"], "1", "2016-04-30", s["marking"]), tree), words(lang))


def with_block(document, kind, **changes):
    """`document` with its only block of `kind` changed."""
    assert sum(isinstance(block, kind) for block in document.blocks) == 1
    return replace(document, blocks=tuple(replace(b, **changes) if isinstance(b, kind) else b for b in document.blocks))


def only(document, kind):
    return next(block for block in document.blocks if isinstance(block, kind))


def without_a_word(d):
    words_, *rest = only(d, Paragraph).content
    return with_block(d, Paragraph, content=(Text(words_.text.replace("together ", "")), *rest))


def with_another_number(d):
    head, fact, *rest = only(d, Paragraph).content
    return with_block(d, Paragraph, content=(head, replace(fact, text="8,916 cases"), *rest))


def with_a_longer_text(d):
    return with_block(d, Paragraph, content=(*only(d, Paragraph).content, Text(" And more.")))


def without_the_footnote(d):
    return with_block(d, Paragraph, content=tuple(n for n in only(d, Paragraph).content if not isinstance(n, Note)))


def with_another_footnote(d):
    *rest, note = only(d, Paragraph).content
    return with_block(d, Paragraph, content=(*rest, replace(note, content=say("The source gives national figures."))))


def without_a_list_item(d):
    return with_block(d, List, items=only(d, List).items[:1])


def with_other_list_numbers(d):
    return with_block(d, List, start=2)


def with_bullets_for_numbers(d):
    return with_block(d, List, ordered=False)


def with_an_empty_cell(d):
    table = only(d, Table)
    row = table.body[1]
    return with_block(
        d, Table, body=(table.body[0], replace(row, cells=(row.cells[0], replace(row.cells[1], content=()))))
    )


def without_a_row(d):
    return with_block(d, Table, body=only(d, Table).body[:1])


def with_rows_swapped(d):
    return with_block(d, Table, body=only(d, Table).body[::-1])


def with_blocks_swapped(d):
    first, second, *rest = d.blocks[1:]
    return replace(d, blocks=(d.blocks[0], second, first, *rest))


def without_the_marking(d):
    return with_block(d, Masthead, marking="")


def without_the_confidence(d):
    return with_block(d, Claim, confidence_text="")


def with_another_figure(d):
    return with_block(d, Chart, alt=only(d, Chart).alt.replace("1", "2"))


def without_the_caption(d):
    return with_block(d, Table, caption=(), label="")


def with_a_heading_as_text(d):
    heading = only(d, Heading)
    as_text = Paragraph(say(f"{heading.number} ", *heading.content))
    return replace(d, blocks=tuple(as_text if block is heading else block for block in d.blocks))


LOSSES = [
    without_a_word, with_another_number, with_a_longer_text, without_the_footnote, with_another_footnote,
    without_a_list_item, with_other_list_numbers, with_bullets_for_numbers, with_an_empty_cell, without_a_row,
    with_rows_swapped, with_blocks_swapped, without_the_marking, without_the_confidence, with_another_figure,
    without_the_caption, with_a_heading_as_text,
]


@pytest.mark.parametrize("lose", LOSSES)
@pytest.mark.parametrize("name", FORMATS)
def test_a_planted_loss_is_found(name, lose):
    document = small()
    doctored = lose(document)
    assert doctored != document
    found = check_parity(document, {name: written(doctored, name)})
    assert [(d.severity, d.rule) for d in found] == [("error", "parity")]
    assert f"the {name} output" in found[0].message


@pytest.mark.parametrize("name", FORMATS)
def test_a_character_lost_between_han_characters_is_found(name):
    document = small("zh-CN")
    first, *rest = only(document, Paragraph).content
    doctored = with_block(document, Paragraph, content=(Text(first.text.replace("共", "")), *rest))
    (found,) = check_parity(document, {name: written(doctored, name)})
    assert "四国共破获" in found.message and "四国破获" in found.message


def test_a_difference_is_told_with_its_place_and_what_stands_around_it():
    document = small()
    (found,) = check_parity(document, {"html": written(with_another_number(document), "html")})
    assert found.span == Span("templates/en.md", 12, 1)
    assert "8,919 cases and arrested" in found.message and "8,916 cases and arrested" in found.message


def test_every_output_that_differs_has_an_error_of_its_own():
    document = small()
    wrong, right = written(without_a_word(document), "html"), written(document, "docx")
    assert [d.message.split()[1] for d in check_parity(document, {"html": wrong, "docx": right})] == ["html"]


# --- losses in the file itself -------------------------------------------------------------------------------------

@cache
def long_one():
    """A document of some pages, and its PDF."""
    blocks_ = [*small().blocks, p(TEXTS["en"]["long"] * 60, span=Span("templates/en.md", 40)), p("The end of it.")]
    document = resolve(Document(small().meta, tuple(blocks_)), words("en"))
    return document, written(document, "pdf")


def changed(data, change):
    """The PDF after `change`, a function of pypdf's writer."""
    from pypdf import PdfReader, PdfWriter

    file = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    change(file)
    buffer = io.BytesIO()
    file.write(buffer)
    return buffer.getvalue()


def drawn(file, number, change):
    """Let `change` alter the list of operations that draw a page."""
    from pypdf.generic import ContentStream, NameObject

    page = file.pages[number]
    content = ContentStream(page.get_contents(), file)
    operations = content.operations
    change(operations)
    content.operations = operations
    page[NameObject("/Contents")] = file._add_object(content)


def operation(operator, *numbers):
    from pypdf.generic import FloatObject

    return [FloatObject(number) for number in numbers], operator


def words_drawn(operations):
    """Where letters are drawn, marked as content of the document."""
    open_, found = [], []
    for i, (operands, operator) in enumerate(operations):
        if operator in (b"BDC", b"BMC"):
            open_.append("/Artifact" not in operands)
        elif operator == b"EMC":
            open_.pop()
        elif operator in (b"TJ", b"Tj") and open_ and all(open_):
            found.append(i)
    return found


def without_a_line(file):
    drawn(file, 1, lambda operations: operations.pop(words_drawn(operations)[5]))


def without_the_end_of_a_line(file):
    def cut(operations):
        (letters,), _ = operations[max(words_drawn(operations), key=lambda i: len(str(operations[i][0])))]
        del letters[len(letters) // 2:]
        letters[-1] = type(letters[-1])(letters[-1][:len(letters[-1]) // 4 * 2])

    drawn(file, 1, cut)


def without_a_page(file):
    drawn(file, 1, lambda operations: operations.clear())


def with_a_patch_of_white(file):
    def cover(operations):
        operations += [operation(b"q"), operation(b"rg", 1, 1, 1), operation(b"re", 80, 300, 300, 40), operation(b"f"),
                       operation(b"Q")]

    drawn(file, 1, cover)


def with_white_letters(file):
    def whiten(operations):
        operations.insert(words_drawn(operations)[9], operation(b"rg", 1, 1, 1))

    drawn(file, 1, whiten)


def with_the_page_shifted(file):
    drawn(file, 1, lambda operations: operations.insert(0, operation(b"cm", 1, 0, 0, 1, 0, -200)))


def with_the_page_clipped(file):
    drawn(file, 1, lambda operations: operations.__setitem__(
        slice(0, 0), [operation(b"re", 0, 200, 600, 900), operation(b"W"), operation(b"n")]))


def with_lines_over_one_another(file):
    def together(operations):
        first, second = words_drawn(operations)[4:6]
        place = lambda i: next(j for j in range(i, -1, -1) if operations[j][1] == b"Tm")      # noqa: E731
        operations[place(second)] = operations[place(first)]

    drawn(file, 1, together)


def elements(file, role):
    """The structure elements of a role, in no order, with what holds each."""
    def inside(holder):
        for kid in kids(holder):
            if isinstance(kid.get_object(), dict) and "/S" in kid.get_object():
                yield holder, kid
                yield from inside(kid.get_object())

    def kids(holder):
        held = holder.get("/K", [])
        return held if isinstance(held, list) else [held]

    return [(holder, kid) for holder, kid in inside(file.root_object["/StructTreeRoot"])
            if kid.get_object()["/S"] == role]


def without_an_element(role):
    def lose(file):
        holder, kid = elements(file, role)[-1]
        holder["/K"].remove(kid)

    lose.__name__ = f"without_an_element_{role[1:]}"
    return lose


def with_elements_swapped(file):
    (holder, one), (_, other) = elements(file, "/LI")
    held = holder["/K"]
    i, j = held.index(one), held.index(other)
    held[i], held[j] = other, one


def with_an_element_twice(file):
    holder, kid = elements(file, "/LI")[0]
    holder["/K"].append(kid)


DAMAGES = [
    without_a_line, without_the_end_of_a_line, without_a_page, with_a_patch_of_white, with_white_letters,
    with_the_page_shifted, with_the_page_clipped, with_lines_over_one_another, with_elements_swapped,
    with_an_element_twice, *map(without_an_element, ("/P", "/LI", "/TD", "/TH", "/Note", "/Caption", "/Figure", "/H2")),
]


@pytest.mark.needs("pango")
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_to_the_pdf_itself_is_found(damage):
    document, data = long_one()
    (found,) = check_parity(document, {"pdf": changed(data, damage)})
    assert found.rule == "parity"


@pytest.mark.needs("pango")
def test_a_pdf_written_anew_without_damage_is_as_it_was():
    document, data = long_one()
    assert check_parity(document, {"pdf": changed(data, lambda file: None)}) == []


@pytest.mark.needs("pango")
def test_a_loss_is_told_with_the_page_it_is_on():
    document, data = long_one()
    (found,) = check_parity(document, {"pdf": changed(data, without_a_line)})
    assert found.span == Span("templates/en.md", 40) and "on page 2 " in found.message


# --- what counts as a difference ----------------------------------------------------------------------------------

@cache
def compared():
    from reportgen.checks import parity

    return lambda said, shown, name="pdf": [
        d.message for d in parity._compare(name, [Unit("p", said)], [Unit("p", shown)])
    ]


@pytest.mark.parametrize(("said", "shown"), [
    ("a  b\nc", "a b c"), (" a ", "a"), ("四国 共\n破获", "四国共破获"), ("，共", "，\n共"),
    ("a b", f"a{LINE_END}b"), ("a-b", f"a-{LINE_END}b"), ("四国", f"四{LINE_END}国"), ("a b", f"a {LINE_END} b"),
    ("soft\u00adware", "software"), ("soft\u00adware", f"soft-{LINE_END}ware"), ("soft\u00adware", "soft\u00adware"),
])
def test_white_space_and_line_ends_are_no_difference(said, shown):
    assert compared()(said, shown) == []


@pytest.mark.parametrize(("said", "shown"), [
    ("a b", "ab"), ("ab", "a b"), ("8 919", "8919"), ("表1 x", "表1x"), ("ab", f"a-{LINE_END}b"),
    ("a b", f"a{LINE_END}c"),
    ("soft\u00adware", f"soft-{LINE_END}wear"), ("soft\u00adware", "soft-ware"), ("a", "ab"), ("ab", "a"), ("a", ""),
])
def test_anything_else_is(said, shown):
    assert len(compared()(said, shown)) == 1
