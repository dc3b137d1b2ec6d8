"""Hold values back from the template's text, so that data never becomes markup."""

from __future__ import annotations

from markupsafe import Markup

from reportgen.compose.written import text_of
from reportgen.document.nodes import Block, Inline
from reportgen.messages import say
from reportgen.readers.marks import Held, HeldBlocks, HeldInline, held_mark


class Mark(Markup):
    """The mark that stands for a value until the text has been read as a tree. What it will say is not known yet."""

    def __eq__(self, other: object) -> bool:
        raise TypeError(say("what a fact or a text prints cannot be compared; compare names, kinds or parties"))

    __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __eq__  # type: ignore[assignment]
    __hash__ = Markup.__hash__


class Tokens:
    """The values of one document, each behind the number that its mark in the rendered text carries."""

    def __init__(self) -> None:
        self._held: list[Held] = []

    def __getitem__(self, number: int) -> Held:
        return self._held[number]

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, value: Held) -> Markup:
        """The mark for `value`."""
        self._held.append(value)
        return Mark(held_mark(len(self._held) - 1))

    def hold_text(self, text: str) -> Markup:
        """The mark for words, which know where they were typed if they are `Written`."""
        return self.hold_inline(text_of(text)) if text else Markup()

    def hold_inline(self, *nodes: Inline) -> Markup:
        return self.hold(HeldInline(lambda _: nodes))

    def hold_block(self, *blocks: Block) -> Markup:
        return self.hold(HeldBlocks(lambda: blocks))
