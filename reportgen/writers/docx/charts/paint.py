"""Write colours, lines and letters in DrawingML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from reportgen.pictures.charts.ink import LABEL, TEXTURES, Ink
from reportgen.writers.docx.package import escape
from reportgen.writers.docx.text.runs import word_lang
from reportgen.writers.docx.units import EMU, POINT
from reportgen.writers.theme import Typeface

NOTHING = "<a:noFill/>"
PATTERNS = {"/": "ltUpDiag", "\\": "ltDnDiag", "x": "openDmnd", ".": "dotGrid", "/\\": "dkUpDiag", "x.": "smGrid"}
DASHES = ("", "dash", "sysDot", "dashDot", "sysDash", "lgDash", "dot", "lgDashDot")     # of lines, one a series
SYMBOLS = ("circle", "square", "triangle", "diamond", "x", "star", "dash", "plus")

Join = Literal["round", "miter"]


@dataclass(frozen=True, slots=True)
class Brush:
    """What all letters and marks of a chart share: the theme's colours, the language, the typeface."""

    ink: Ink
    face: Typeface

    def solid(self, role: str) -> str:
        return f'<a:solidFill><a:srgbClr val="{self._hex(role)}"/></a:solidFill>'

    def _hex(self, role: str) -> str:
        return self.ink.colour(role).lstrip("#").upper()

    def line(self, role: str, width: float, dash: str = "", join: Join = "miter") -> str:
        """An `a:ln` of `width` points; none where `role` is ""."""
        if not role:
            return f"<a:ln>{NOTHING}</a:ln>"
        dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
        joined = "<a:round/>" if join == "round" else ""
        return f'<a:ln w="{round(width * POINT * EMU)}">{self.solid(role)}{dashed}{joined}</a:ln>'

    def bar(self, index: int) -> str:
        """The look of the bars of a series: its colour and, from the third on, its texture."""
        role, texture = self.ink.series(index), TEXTURES[index % len(TEXTURES)]
        filled = self._texture(role, PATTERNS[texture]) if texture else self.solid(role)
        return f"<c:spPr>{filled}{self.line('', 0)}</c:spPr>"

    def _texture(self, role: str, pattern: str) -> str:
        return (f'<a:pattFill prst="{pattern}"><a:fgClr><a:srgbClr val="FFFFFF"/></a:fgClr>'
                f'<a:bgClr><a:srgbClr val="{self._hex(role)}"/></a:bgClr></a:pattFill>')

    def open_below(self, index: int) -> str:
        """The look of a bar that ends somewhere below where it ends: in outline, hatched."""
        role = self.ink.series(index)
        hatched = (f'<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="{self._hex(role)}"/></a:fgClr>'
                   '<a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>')
        return f"<c:spPr>{hatched}{self.line(role, 0.75, 'sysDash')}</c:spPr>"

    def hollow(self) -> str:
        """The look of what is not stated: a dashed outline."""
        return f"<c:spPr>{NOTHING}{self.line('muted', 0.8, 'dash')}</c:spPr>"

    def letters(self, tag: str, role: str = "text", size: float = LABEL, bold: bool = False) -> str:
        """Properties of letters as an `a:` element of that name; `size` in points."""
        latin, chinese = escape(self.face.word_latin), escape(self.face.word_chinese)
        return (f'<a:{tag} lang="{escape(word_lang(self.ink.lang))}" sz="{round(size * 100)}" b="{int(bold)}">'
                f'{self.solid(role)}<a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/>'
                f'<a:cs typeface="{latin}"/></a:{tag}>')

    def text(self, role: str = "text", size: float = LABEL, body: str = "") -> str:
        """A `c:txPr`."""
        return (f'<c:txPr><a:bodyPr{body}/><a:lstStyle/><a:p><a:pPr>{self.letters("defRPr", role, size)}</a:pPr>'
                f'<a:endParaRPr lang="{escape(word_lang(self.ink.lang))}"/></a:p></c:txPr>')

    def run(self, text: str, role: str = "text", size: float = LABEL, bold: bool = False) -> str:
        return f'<a:r>{self.letters("rPr", role, size, bold)}<a:t>{escape(text)}</a:t></a:r>'
