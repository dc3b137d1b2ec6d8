"""Words keep the place where they were typed on their way into the tree."""

from reportgen.compose.written import OwnWords, Written, put_together, text_of
from reportgen.diagnostics import Span
from reportgen.document.nodes import Text

HERE, THERE = Span("a.yaml", 3, 5), Span("b.yaml", 7, 9)


def test_what_was_typed_knows_where_and_what_the_program_made_does_not():
    typed = text_of(Written("Cases", HERE, quoted=True))
    assert (typed, typed.typed) == (Text("Cases"), Span("a.yaml", 3, 6))
    assert type(typed.text) is str
    assert text_of(OwnWords("30 April 2016")).typed is None and text_of("Sources").typed is None


def test_parts_that_are_put_together_keep_each_its_place():
    words = put_together((Written("Room 42", HERE), OwnWords("x"), Written("Room 43", THERE)), "; ")
    assert words == "Room 42; x; Room 43"
    assert (words.place(5), words.place(words.index("43"))) == (Span("a.yaml", 3, 10), Span("b.yaml", 7, 14))
    assert type(put_together(("a", "b"))) is str
