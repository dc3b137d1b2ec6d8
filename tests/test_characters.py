"""What nobody can see or print is refused; all that is written is not."""

import pytest

from reportgen.characters import refused


@pytest.mark.parametrize(("character", "what"), [
    ("\x00", "a control character"), ("\r", "a control character"), ("\x85", "a control character"),
    ("\u2028", "an invisible character"), ("\u202e", "an invisible character"), ("\u2066", "an invisible character"),
    ("\ufeff", "an invisible character"), ("\ue000", "a private-use character"),
    ("\U0010fffd", "a private-use character"), ("\ufffe", "a character that is none"),
    ("\U0001ffff", "a character that is none"), ("\ud800", "a character that is none")])
def test_a_refused_character_is_told_with_its_position(character, what):
    assert list(refused(f"约{character}3")) == [(1, what)]


def test_writing_is_not_refused():
    assert list(refused("约295.5吨\t“¶3”—\n𠀀é\u200d\u3000🙂")) == []
