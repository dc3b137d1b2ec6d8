"""Numbers, contents, captions, references and page heads of the Word file are fields that hold what Word would find."""

import os
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.build.build import build
from reportgen.build.project import open_project
from reportgen.diagnostics import MachineError
from reportgen.document.contents import with_contents
from reportgen.document.nodes import (
    Callout, Chart, Column, Contents, Document, Heading, List, Masthead, Meta, Note, Point, Quote,
    Reference, Row, Series, Strong, Table, Text, Timeline, TimelineEntry,
)
from reportgen.document.resolve import resolve
from reportgen.document.walk import blocks, text_units
from reportgen.locales import words
from reportgen.readers.docx.counting import spelled
from reportgen.readers.docx.words import read_words
from reportgen.writers.docx import write
from reportgen.writers.docx.pages import layout
from reportgen.writers.docx.base.numbering import ANNEXES_LIST, NO_LIST
from reportgen.writers.fonts import Fonts
from reportgen.writers.theme import load_theme
from reportgen.writers.word import Word
from tests.cases import project_of, templates
from tests.writers.test_docx import p, pairs, repacked, say, td, th, trees_of, value

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LOOKS = [("modern", "en"), ("modern", "zh-CN"), ("jianbao", "zh-CN")]


def heading(level, text, **more):
    return Heading(level, (Text(text),), **more)


def table(**more):
    return Table((Column(), Column("number")), (Row((th("Name"), th("Number"))),), (Row((td("a"), td("1"))),), **more)


def every_heading():
    return (
        Masthead("", "Office", "Title", "", (), "No. 1"),
        heading(1, "Summary", numbered=False, id="summary"), heading(2, "Silent below it"),
        heading(1, "Enforcement", id="enforcement"), heading(2, "Rivers", id="rivers"), heading(3, "North", id="north"),
        heading(3, "South"), heading(4, "Mouth"), heading(2, "Roads"), heading(3, "East"),
        heading(2, "An aside", numbered=False), heading(2, "Rails"),
        p("See ", Reference("enforcement"), ", ", Reference("rivers"), ", ", Reference("summary"), ", ",
          Reference("tbl"), ", ", Reference("fig"), ", ", Reference("tl"), ", ", Reference("annex"), ", ",
          Reference("below"), ", ", Strong((Reference("rivers"),)), ", ", Reference("row", "that row"), ", ",
          Reference("rivers", "chapter one"), ", ",
          Reference("north", "1."), Note(say("And ", Reference("tbl"), ".")), "."),
        Callout("note", say("Box"), (heading(1, "In a box"), heading(2, "And below"))),
        List(((heading(2, "In an item"), p("text")), (p("one"),)), ordered=True),
        Quote((heading(2, "In a quotation"),)),
        table(caption=say("First"), id="tbl"),
        Table((Column(),), (), (Row((td("wide"),), id="row"),), caption=say("Turned"), orientation="landscape"),
        Timeline(("When", "What"), (TimelineEntry(say("1993"), say("It began")),), caption=say("Then"), id="tl"),
        Chart("bar", ("a", "b"), (Series("s", (Point("1", "1"), Point("2", "2"))),), caption=say("Drawn"), id="fig"),
        heading(1, "Means"), heading(2, "Money"),
        heading(1, "Sources", annex=True, id="annex"), heading(2, "Kinds", id="below"), heading(3, "Deeper"),
        heading(1, "Evidence", annex=True), heading(2, "Again"),
        heading(1, "After the annexes"), heading(2, "Goes on"),
        ordered("one", ("two", ordered("deep one", ("deep two", ordered("deepest one")))),
                ("three", ordered("again one"))),
        p("Between."), ordered("seventh", "eighth", start=7), ordered("nought", start=0),
        bullets("dot", ("more", ordered("in a bullet", "and one more"))),
        Callout("note", (), (ordered("boxed one", ("boxed two", bullets("dot"))),)),
        Quote((ordered("quoted one", "quoted two"),)), ordered("a last one"),
    )


def ordered(*items, start=1):
    return List(tuple(map(item, items)), ordered=True, start=start)


def bullets(*items):
    return List(tuple(map(item, items)))


def item(content):
    return (p(content),) if isinstance(content, str) else (p(content[0]), *content[1:])


def made(look, lang, tree, **more):
    theme = load_theme(look)
    meta = Meta("brief", lang, "Title", "1", "2016-04-30", header="A title", footer="No. 1", **more)
    document = resolve(Document(meta, tuple(tree)), words(lang), theme.numbering_in(lang))
    return with_contents(document, words(lang)), theme


def written(document, theme, **word):
    return write(document, replace(theme, word=Word(**word)), Fonts((), document.meta.lang))


@pytest.fixture(scope="module", params=LOOKS, ids="-".join)
def case(request):
    document, theme = made(*request.param, every_heading())
    return document, written(document, theme)


def body(data):
    return trees_of(data)["word/document.xml"].find(W + "body")


def text(element):
    return "".join(t.text for t in element.iter(W + "t"))


def fields(element):
    """Each field below an element that ends in it: its instruction, its result, the paragraph that it begins in."""
    open_, found = [], []
    for piece in element.iter(W + "fldChar", W + "instrText", W + "t", W + "tab"):
        kind = value(piece, "fldCharType") if piece.tag == W + "fldChar" else ""
        if kind == "begin":
            open_.append(["", "", False, next(piece.iterancestors(W + "p"))])
        elif kind == "separate":
            open_[-1][2] = True
        elif kind == "end":
            instruction, result, _, where = open_.pop()
            found.append((instruction.strip(), result, where))
        elif piece.tag == W + "instrText":
            open_[-1][0] += piece.text
        else:
            for each in open_:
                each[1] += (piece.text or "") if piece.tag == W + "t" and each[2] else ""
    assert not open_
    return found


def bookmarked(element, name):
    """The words between the ends of a bookmark."""
    start = next(e for e in element.iter(W + "bookmarkStart") if value(e, "name") == name)
    said, here = "", start.getnext()
    while here.tag != W + "bookmarkEnd" or value(here, "id") != value(start, "id"):
        said, here = said + text(here), here.getnext()
    return said


# --- headings -----------------------------------------------------------------------------------------------------

def test_words_own_numbers_are_those_of_the_tree(case):
    document, data = case
    assert pairs(read_words(data)) == pairs(text_units(document))
    numbers = [block.number for block in blocks(document.blocks) if isinstance(block, Heading) and block.number]
    assert len(numbers) > 18
    styles = [e for e in body(data).iter(W + "rStyle") if value(e) == "HeadingNumber"]
    assert styles == []                                            # none of them is typed
    lists = {value(e.find(f"{W}pPr/{W}numPr/{W}numId")) for e in body(data).iter(W + "p")
             if value(e.find(f"{W}pPr/{W}pStyle")).startswith("Heading") and e.find(f"{W}pPr/{W}numPr") is not None}
    assert lists == {str(ANNEXES_LIST), str(NO_LIST)}              # … and none is told to start anew


def test_a_heading_that_an_editor_inserts_gets_the_next_number_by_itself(case):
    data = case[1]
    before = [unit.text for unit in read_words(data) if unit.role == "h2"]

    def insert(parts):
        xml = parts["word/document.xml"].decode()
        at = xml.index("<w:p>", xml.index(">Rivers<", xml.index(">North<") - 3000))
        inserted = '<w:p><w:pPr><w:pStyle w:val="Heading2"/></w:pPr><w:r><w:t>New</w:t></w:r></w:p>'
        parts["word/document.xml"] = (xml[:at] + inserted + xml[at:]).encode()

    after = [unit.text for unit in read_words(repacked(data, insert)) if unit.role == "h2"]
    new = after.index(next(said for said in after if said.endswith("New")))
    assert new and after[:new] == before[:new]
    assert after[new] != "New"
    assert [re.sub(r"^\S* ?", "", said) for said in after[new + 1:]] == [
        re.sub(r"^\S* ?", "", said) for said in before[new:]]
    assert after[new + 1] != before[new]                           # Roads has moved on


def test_headings_keep_the_styles_that_navigation_and_contents_know(case):
    document, data = case
    levels = [block.level for block in blocks(document.blocks) if isinstance(block, Heading)]
    styles = [value(e) for e in body(data).iter(W + "pStyle") if value(e).startswith("Heading")]
    assert styles == [f"Heading{level}" for level in levels]


@pytest.mark.parametrize(("look", "lang", "tree"), [
    ("jianbao", "zh-CN", [block for n in range(103) for block in (heading(1, f"s{n}"), heading(2, "b"))]),
    ("modern", "en", [block for n in range(30) for block in (heading(1, f"s{n}", annex=True), heading(2, "b"))]),
])
def test_where_words_count_would_differ_the_number_is_typed_and_the_next_ones_are_right(look, lang, tree):
    document, theme = made(look, lang, tree)
    data = written(document, theme)
    assert pairs(read_words(data)) == pairs(text_units(document))
    typed = [text(run) for run in body(data).iter(W + "r") if value_of_style(run) == "HeadingNumber"]
    assert typed[0] in ("100、", "Annex AB")
    assert len(typed) in (4, 6)


def value_of_style(run):
    style = run.find(f"{W}rPr/{W}rStyle")
    return "" if style is None else value(style)


def test_numbers_are_spelled_as_word_spells_them():
    assert [spelled(n, "upperLetter") for n in (1, 26, 27, 28, 53)] == ["A", "Z", "AA", "BB", "AAA"]
    assert [spelled(n, "chineseCountingThousand") for n in (1, 10, 11, 20, 99, 100, 101, 110, 1001)] == [
        "一", "十", "十一", "二十", "九十九", "一百", "一百零一", "一百一十", "一千零一"]
    assert [spelled(7, form) for form in ("decimal", "none", "lowerLetter")] == ["7", "", "g"]


# --- contents -----------------------------------------------------------------------------------------------------

def test_the_contents_are_a_field_filled_with_links_to_the_headings(case):
    document, data = case
    entries = next(block for block in document.blocks if isinstance(block, Contents)).entries
    control = body(data).find(W + "sdt")
    assert value(control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")) == "Table of Contents"
    content = control.find(W + "sdtContent")
    (instruction, _, where), = fields(content)
    assert instruction == 'TOC \\o "1-2" \\n \\h \\z \\u'
    assert where == content.findall(W + "p")[1]                    # begins in the first entry, ends in the last line
    assert [value(e, "fldCharType") for e in content[-1].iter(W + "fldChar")] == ["end"]
    lines = content.findall(W + "p")[1:-1]
    links = [line.find(W + "hyperlink") for line in lines]
    said = [unit.text for unit in read_words(data) if unit.role == "contents-entry"]
    assert len(lines) == len(entries) == len(said) > 9
    for link, entry in zip(links, entries, strict=True):
        assert re.fullmatch(r"_Toc\d{9}", value(link, "anchor"))
        assert bookmarked(body(data), value(link, "anchor")) == entry.text
    assert [value(line.find(f"{W}pPr/{W}pStyle")).lower() for line in lines] == [f"toc{e.level}" for e in entries]


# --- captions and references --------------------------------------------------------------------------------------

def test_captions_are_counted_by_fields_in_the_bookmarks_that_others_refer_to(case):
    document, data = case
    zh = document.meta.lang == "zh-CN"
    found = [(asked, result) for asked, result, _ in fields(body(data)) if asked.startswith("SEQ")]
    table, figure = ("表", "图") if zh else ("Table", "Figure")
    assert found == [(f"SEQ {table} \\* ARABIC", "1"), (f"SEQ {table} \\* ARABIC", "2"),
                     (f"SEQ {table} \\* ARABIC", "3"), (f"SEQ {figure} \\* ARABIC", "1")]
    assert bookmarked(body(data), "_tl") == ("表3" if zh else "Table\u00a03")


def test_references_are_fields_that_hold_what_they_would_find(case):
    document, data = case
    numbers = {block.id: block.number for block in blocks(document.blocks) if isinstance(block, Heading)}
    asked = [(instruction.split(), result) for tree in (body(data), trees_of(data)["word/footnotes.xml"])
             for instruction, result, _ in fields(tree) if instruction.startswith("REF")]
    assert len(asked) >= (6 if document.meta.lang == "zh-CN" else 9)
    for (_, mark, *switches), result in asked:
        if "\\r" in switches:
            assert result == numbers[mark.lstrip("_")]             # nothing in them that Word would leave out
            assert result[-1].isalnum()
        else:
            assert result == bookmarked(body(data), mark)
    assert [" ".join(what) for what, _ in asked if what[1] == "_tbl"] == ["REF _tbl \\h"] * 2


def test_what_a_field_cannot_say_stays_a_link(case):
    document, data = case
    links = {text(link): value(link, "anchor") for link in body(data).iter(W + "hyperlink")}
    assert links["that row"] == "_row"
    assert links["chapter one"] == "_rivers"
    assert links["1."] == "_north"                                 # Word leaves the point out
    if document.blocks[3].number == "一、":
        assert links["第一部分"] == "_enforcement"                  # Word would say 一、


def test_a_reference_inside_a_link_out_is_words_alone():
    from reportgen.document.nodes import Link

    document, theme = made("modern", "en", (heading(1, "H", id="h"), p(Link((Reference("h"),), "https://example.org/"))))
    data = written(document, theme)
    assert [f for f in fields(body(data)) if f[0].startswith("REF")] == []
    assert pairs(read_words(data)) == pairs(text_units(document))


# --- sections -----------------------------------------------------------------------------------------------------

def test_each_section_has_its_own_head_and_foot_with_the_section_named_in_it(case):
    data = case[1]
    trees = trees_of(data)
    names = {r.get("Id"): r.get("Target") for r in trees["word/_rels/document.xml.rels"]}
    sections = list(body(data).iter(W + "sectPr"))
    assert [value(s.find(W + "pgSz"), "orient") for s in sections] == [None, "landscape", None]
    heads = []
    for section in sections:
        room = sum(int(value(section.find(W + tag), side)) * sign for tag, side, sign in (
            ("pgSz", "w", 1), ("pgMar", "left", -1), ("pgMar", "right", -1)))
        kinds = {(e.tag.rpartition("}")[2], value(e, "type")): trees[f"word/{names[list(e.attrib.values())[-1]]}"]
                 for e in section if e.tag.endswith("Reference")}
        head = kinds["headerReference", "default"]
        (asked, result, where), = fields(head)
        assert asked == "STYLEREF 1"
        heads.append(result)
        tabs = [value(tab, "pos") for tab in where.iter(W + "tab") if value(tab) == "right"]
        assert [abs(int(at) - room) <= 1 for at in tabs] == [True] * (section is sections[1])
        assert ("headerReference", "first") in kinds or section is not sections[0]
    assert heads == ["Summary", "Enforcement", "Enforcement"]


def test_a_section_that_begins_with_a_heading_names_it():
    turned = Table((Column(),), (), (Row((td("x"),)),), orientation="landscape")
    document, theme = made("modern", "en", (heading(1, "One"), p("text"), heading(1, "Two"), turned, p("end")))
    trees = trees_of(written(document, theme))
    assert [text(trees[f"word/header{n}.xml"]) for n in (1, 2, 3)] == ["A titleOne", "A titleTwo", "A titleTwo"]


def test_no_section_is_named_where_its_name_has_no_room_beside_the_title():
    document, theme = made("modern", "en", (heading(1, "A very long heading " * 6), p("text")))
    head = trees_of(written(document, theme))["word/header1.xml"]
    assert text(head) == "A title"
    assert fields(head) == []


# --- LibreOffice --------------------------------------------------------------------------------------------------

def converted(program, data, kind, folder):
    folder.mkdir(exist_ok=True)
    folder.joinpath("brief.docx").write_bytes(data)
    subprocess.run([program("soffice"), f"-env:UserInstallation={folder.joinpath('profile').as_uri()}", "--headless",
                    "--convert-to", kind, "--outdir", str(folder / "made"), str(folder / "brief.docx")], check=True,
                   capture_output=True, timeout=120)
    return next((folder / "made").iterdir()).read_bytes()


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_libreoffice_counts_the_same_numbers(case, program, tmp_path):
    document, data = case
    shown = converted(program, data, "txt:Text (encoded):UTF8", tmp_path).decode("utf-8-sig")
    lines = [re.sub(r"\s", "", line) for line in shown.splitlines()]
    counted = [unit for unit in text_units(document) if unit.role in ("h1", "h2", "h3", "h4")
               or (unit.role == "li" and re.match(r"\d+\. \w", unit.text))]
    said = [re.sub(r"\s", "", unit.text) for unit in counted]
    assert len(said) > 36
    assert [line for line in said if line not in lines] == []


@pytest.mark.slow
@pytest.mark.needs("soffice")
def test_numbers_fields_and_contents_outlive_a_save_by_libreoffice(case, program, tmp_path):
    document, data = case
    again = converted(program, data, "docx", tmp_path)
    wanted = [pair for pair in pairs(text_units(document)) if pair[0] != "figure"]
    assert [pair for pair in pairs(read_words(again)) if pair[0] != "figure"] == wanted


# --- pages in the contents ----------------------------------------------------------------------------------------

FILLER = say("The office counts each of them on the last day of the month and compares it with the last one. " * 32)


def a_long_one(look, lang):
    def chapter(n):
        return (heading(1, f"Chapter {n}"), p(*FILLER), heading(2, f"Part {n}"), p(*FILLER), p(*FILLER))

    opening = Masthead("", "Office", "Title", "", (), "No. 1")
    return made(look, lang, (opening, *(block for n in "abcd" for block in chapter(n))))


def title(line):
    """The words of a heading without its number."""
    return re.sub(r"^([\d.]+|.*[、）])\s*", "", line)


@pytest.mark.slow
@pytest.mark.needs("soffice")
@pytest.mark.parametrize(("look", "lang"), [("modern", "en"), ("jianbao", "zh-CN")])
def test_the_pages_in_the_contents_are_those_that_libreoffice_lays_out(look, lang, program, tmp_path):
    from pypdfium2 import PdfDocument

    document, theme = a_long_one(look, lang)
    data = written(document, theme, toc_pages="libreoffice")
    with PdfDocument(converted(program, data, "pdf", tmp_path)) as pdf:
        stands = {title(entry.get_title()): entry.get_dest().get_index() + 1 for entry in pdf.get_toc()}
        count = len(pdf)
    control = body(data).find(W + "sdt")
    asked = [(instruction, result, text(where)) for instruction, result, where in fields(control)
             if instruction.startswith("PAGEREF")]
    assert len(asked) == 8 and len({page for _, page, _ in asked}) > 3
    assert [int(page) for _, page, _ in asked] == [stands[title(line.removesuffix(page))] for _, page, line in asked]
    trees = trees_of(data)
    if look == "modern":                                           # the other look numbers no pages "of" so many
        assert written(document, theme, toc_pages="libreoffice") == data
        assert ("NUMPAGES", str(count)) in [field[:2] for field in fields(trees["word/footer1.xml"])]
    custom = {e.get("name"): "".join(e.itertext()) for e in trees["docProps/custom.xml"]}
    assert re.fullmatch(r"LibreOffice \d+(\.\d+)+", custom["toc_pages"])
    assert pairs(read_words(data)) == pairs(text_units(document))


def test_without_libreoffice_the_other_formats_are_made_and_one_problem_says_why(tmp_path, monkeypatch):
    files = [file for file in templates() if file.parent.name == "contents" and file.stem == "en"]
    project = project_of(files, tmp_path)
    with (tmp_path / "reportgen.yaml").open("a") as settings:
        settings.write("    word: {toc_pages: libreoffice}\n    formats: [html, docx]\n")
    project = open_project(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    built = build(project.report("case"), project)
    assert ".html" in {made.path.suffix for made in built.files}
    assert ".docx" not in {made.path.suffix for made in built.files}
    lack, = built.missing
    assert "LibreOffice" in str(lack.message) and "toc_pages: none" in str(lack.hint)


@pytest.mark.skipif(os.name == "nt", reason="Windows starts files by their names' ends")
def test_a_libreoffice_that_cannot_be_started_is_told(tmp_path, monkeypatch):
    (tmp_path / "soffice").write_bytes(b"\0")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    document, theme = a_long_one("modern", "en")
    with pytest.raises(MachineError, match="cannot be run"):
        written(document, theme, toc_pages="libreoffice")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc for what still runs")
@pytest.mark.parametrize(("does", "said"), [("exit 1", "no PDF"), ("wait", "in 1 seconds")])
def test_a_libreoffice_that_fails_is_told_and_none_stays_behind(does, said, tmp_path, monkeypatch):
    script = tmp_path / "soffice"
    script.write_text(f"""#!/bin/sh
        [ "$1" = --version ] && {{ echo LibreOffice 1.0; exit; }}
        sleep {60 if does == "wait" else 0} & echo $! > {tmp_path}/pid
        {does}""")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(layout, "PATIENCE", 1)
    document, theme = a_long_one("modern", "en")
    with pytest.raises(MachineError, match=said):
        written(document, theme, toc_pages="libreoffice")
    until = time.monotonic() + 10
    while runs(int((tmp_path / "pid").read_text())):
        assert time.monotonic() < until, "it still runs"


def runs(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
