"""What a citation names is understood in the ways that people write it, and nothing else is guessed at."""

import pytest

from reportgen.diagnostics import Span
from reportgen.readers.paragraphs import read_paragraphs
from reportgen.readers.paragraphs.places import Body, NoSuchPlace, NotAPlace, read_place, words_at

TXT = read_paragraphs(b"A title\n\nThe first.\nThe second.\n\nThe third.\n", Span("a.txt"))
BODY = Body(2, 4)


@pytest.mark.parametrize(("at", "parts"), [
    ("¶7", {"paragraph": (7,)}), ("¶¶7–9", {"paragraph": (7, 8, 9)}), ("¶7, ¶9", {"paragraph": (7, 9)}),
    ("¶7、9", {"paragraph": (7, 9)}), ("第7至9段", {"paragraph": (7, 8, 9)}), ("Para. 7 and 9", {"paragraph": (7, 9)}),
    ("p. 12", {"page": (12,)}), ("pp. 12—13", {"page": (12, 13)}), ("第１２页", {"page": (12,)}),
    ("Table 2, row 3, column 2", {"table": (2,), "row": (3,), "column": (2,)}),
    ("表2，第3行", {"table": (2,), "line": (3,)}),
    ("line 30", {"line": (30,)}), ("p. 3, table 2", {"page": (3,), "table": (2,)})])
def test_a_place_is_read(at, parts):
    assert read_place(at).parts == parts


@pytest.mark.parametrize("at", ["§ 4", "the beginning", "¶", "Annex B", "¶7 or so", "¶9–7", "¶1–9999", "ch. 3", ""])
def test_what_is_no_place_is_not_guessed_at(at):
    with pytest.raises(NotAPlace):
        read_place(at)


def test_paragraphs_count_in_the_body_and_lines_in_the_file():
    assert words_at("¶1", TXT, BODY) == words_at("line 3", TXT, BODY) == ("The first.",)
    assert words_at("¶2–3", TXT, BODY) == ("The second.", "The third.")


@pytest.mark.parametrize("at", ["¶0", "¶4", "line 2", "line 99", "p. 1"])
def test_a_place_beyond_the_text_is_none(at):
    with pytest.raises(NoSuchPlace):
        words_at(at, TXT, BODY)
