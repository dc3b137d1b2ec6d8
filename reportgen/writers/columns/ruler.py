"""Measure words with the very letters that the PDF prints. Word prints others of nearly the same width."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportgen.writers.fonts import Face, Fonts, Voice

SEAM, WORDS_SEAM = 0.095, 0.25         # ems between a Han character and a letter or digit, in a PDF and in Word
SLACK = 1.02                           # what measuring may be off by
RAISED = 0.68                          # of the size: source marks, marks of notes
REMEMBERED, REMEMBERED_LETTERS = 20000, 24             # texts whose width is remembered, and how long they are at most
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING = "，。、；：！？）》〉」』】〕］｝％”’…"
PIECES = re.compile(rf"[{_HAN}“‘][{_CLOSING}]*|[^\s{_HAN}/-]+[/-]*|[/-]+")
_LATIN = "0-9A-Za-z%‰°℃$€£¥"
_SEAM = re.compile(rf"(?<=[\u3400-\u9fff])(?=[{_LATIN}])|(?<=[{_LATIN}])(?=[\u3400-\u9fff])")


class Ruler:
    """Measures words in ems of their size: as wide as the widest of the `voices` in which tables are printed."""

    def __init__(self, fonts: Fonts, voices: Collection[Voice], seam: float = SEAM) -> None:
        self.seam = seam
        self._advances = {bold: _Widest(_Advances(fonts, voice, 700 if bold else 400) for voice in sorted(voices))
                          for bold in (False, True)}
        self._known: dict[bool, dict[str, float]] = {False: {}, True: {}}      # the short words of long tables

    def ems(self, text: str, bold: bool = False) -> float:
        """How wide `text` is on one line."""
        known = self._known[bold]
        if text in known:
            return known[text]
        width = sum(map(self._advances[bold].__getitem__, text))
        width = width if text.isascii() else width + self.seam * len(_SEAM.findall(text))
        if len(text) <= REMEMBERED_LETTERS and len(known) < REMEMBERED:
            known[text] = width
        return width

    def longest_piece(self, text: str, bold: bool = False) -> float:
        """How wide the longest piece of `text` is that no line break may divide."""
        return max((self.ems(piece, bold) for piece in PIECES.findall(text)), default=0.0)

    def tail(self, words: str, marks: str, bold: bool = False) -> float:
        """How wide `words` and the `marks` behind them are, which stand high and are smaller."""
        return self.ems(words, bold) + RAISED * self.ems(marks, bold) if marks else self.ems(words, bold)


class _Widest(dict[str, float]):
    """The width of each character in the widest of several fonts."""

    def __init__(self, voices: Iterable[_Advances]) -> None:
        self._voices = tuple(voices)

    def __missing__(self, character: str) -> float:
        self[character] = max(voice[character] for voice in self._voices)
        return self[character]


class _Advances(dict[str, float]):
    """The width of each character, in ems, in the first of the fonts that has it."""

    def __init__(self, fonts: Fonts, voice: Voice, weight: int) -> None:
        order = {family: n for n, family in enumerate(fonts.stack(voice))}
        self._faces = sorted((face for face in fonts.faces if face.family in order and not face.italic),
                             key=lambda face: (order[face.family], face.weight != weight))
        self._open: dict[int, Any] = {}

    def __missing__(self, character: str) -> float:
        for number, face in enumerate(self._faces):
            if character in face.characters:
                self[character] = self._advance(number, face, character)
                return self[character]
        self[character] = 0.0 if not character.isprintable() else 1.0 if character > "\u2e7f" else 0.6
        return self[character]

    def _advance(self, number: int, face: Face, character: str) -> float:
        import uharfbuzz as hb

        if number not in self._open:
            self._open[number] = hb.Font(hb.Face(face.data))
        font = self._open[number]
        glyph = font.get_nominal_glyph(ord(character))
        return font.get_glyph_h_advance(glyph) / font.face.upem if glyph is not None else 0.6
