"""Words in scripts that join letters can be copied out of a PDF as they were written."""

import pytest

from reportgen.checks.parity import check_parity
from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Cell, Column, Document, KeyFigure, KeyFigures, Language, LineBreak, Meta, Paragraph, Row, Table, Text,
)
from reportgen.document.resolve import resolve
from reportgen.locales import words
from reportgen.writers.fonts import fonts_for
from reportgen.writers.pdf import write_pdf
from reportgen.writers.theme import load_theme

pytestmark = pytest.mark.needs("pango")
WORDS = ("น้ำ", "ແມ່ນ້ຳຂອງ", "မြန်မာ", "ကျွန်ုပ်", "ស្រ្តី", "o\u0302\u0323 ", "e\u0301", "ﬁnd", "a\u200bb",
         "a\u2060b", "a\u200cb", "a \u00ad b", "น้ำ\u00adน้ำ \u00ad",
         "-\u2010\u2011", "\u00b5\u03bc", "\u2126\u03a9", "\u2206\u0394", "\u0110\u00d0")


@pytest.mark.parametrize("word", WORDS)
def test_joined_letters_are_read_back_as_they_were_written(word):
    told = [word, f"in {word} and {word}", f"四{word}国",
            "".join(f"{word} {n} " for n in range(60)), f"**{word}** {word[:1]} {word[::-1]}"]
    table = Table((Column(), Column()), (), (Row((Cell((Text(word),)), Cell((Text(f"{word}, {word}"),)))),))
    blocks = tuple(Paragraph((Text(text),), span=Span("t.md", n)) for n, text in enumerate(told, 1))
    document = resolve(Document(Meta("r", "en", "T", "1", "2016-04-30"), (*blocks, table)), words("en"))
    plain = load_theme("modern")
    assert check_parity(document, {"pdf": write_pdf(document, plain, fonts_for(document, plain))}) == []


@pytest.mark.needs("pdftotext")
def test_other_programs_read_them_too(tmp_path, program):
    import subprocess

    document = resolve(Document(Meta("r", "en", "T", "1", "2016-04-30"), (Paragraph((Text("in မြန်မာ and น้ำ"),)),)),
                       words("en"))
    plain = load_theme("modern")
    (tmp_path / "t.pdf").write_bytes(write_pdf(document, plain, fonts_for(document, plain)))
    subprocess.run([program("pdftotext"), tmp_path / "t.pdf", tmp_path / "t.txt"], check=True)
    assert "in မြန်မာ and น้ำ" in (tmp_path / "t.txt").read_text("utf-8")


def test_a_word_of_another_tongue_in_brackets_is_read_once():
    inner = (Text("（"), Language((Text("ស្រ្តី"),), "km"), Text("）。（"), Language((Text("င်္"),), "my"), Text("）"))
    document = resolve(Document(Meta("r", "zh-CN", "T", "1", "2016-04-30"), (Paragraph(inner),)), words("zh-CN"))
    plain = load_theme("modern")
    assert check_parity(document, {"pdf": write_pdf(document, plain, fonts_for(document, plain))}) == []


def test_a_hyphen_that_never_breaks_does_not_change_those_that_do():
    told = tuple(Paragraph((Text(text),)) for text in ("1995\u201105", "1995-05", "1995\u201005", "1995-05"))
    document = resolve(Document(Meta("r", "en", "T", "1", "2016-04-30"), told), words("en"))
    plain = load_theme("modern")
    assert check_parity(document, {"pdf": write_pdf(document, plain, fonts_for(document, plain))}) == []


def test_a_line_that_begins_with_a_bracket_is_seen_to_be_a_new_one():
    def say(text):
        return (Text(text),)

    cards = KeyFigures(tuple(KeyFigure(say(value), say("〔注〕"), say("（注）")) for value in "§1一"))
    lines = Table((Column(),), (), (Row((Cell((Text("1"), LineBreak(), Text("（注）"))),)),))
    document = resolve(Document(Meta("r", "zh-CN", "T", "1", "2016-04-30"), (cards, lines)), words("zh-CN"))
    plain = load_theme("modern")
    assert check_parity(document, {"pdf": write_pdf(document, plain, fonts_for(document, plain))}) == []
