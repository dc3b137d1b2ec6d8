"""Write the CSS of the sheet: size, margins, and what heads and foots every page."""

from __future__ import annotations

from reportgen.document.nodes import Document, Masthead, Meta
from reportgen.locales import words
from reportgen.pictures.lines import measure
from reportgen.writers.fonts import Fonts
from reportgen.writers.html.look import family_list, sheet
from reportgen.writers.theme import Theme

FURNITURE = 7.25                  # points: running heads and feet
NUMBERS = 1.7                     # times that: page numbers between dashes
FIRST_TOP = 15.0                  # millimetres above a masthead
SIDES = ("left", "center", "right")
POINTS = 72 / 25.4                # to the millimetre
MEASURED = 1.12                   # of what a text measures: room for its bold and for what is not quite measured
BLANK = '""'


def page_css(document: Document, theme: Theme, fonts: Fonts) -> str:
    """`@page` rules: title, marking and section above; office, number and date, marking and page number below.

    A first page that opens with a masthead has no head of its own: the masthead says all of it. A cover has no foot
    either. A page named `wide` is turned, and has the same.
    """
    page = theme.page
    look = (f"font-family: {family_list(fonts, fonts.labels, generic=False)}; font-size: {FURNITURE}pt; "
            f"line-height: 1.35; color: {theme.colours['muted']};")
    boxes = [*_head(document.meta, theme, look), *_foot(document.meta, theme, look)]
    rules = [f"figure img {{ max-height: {page.tallest:.1f}mm }}\n",
             f"@page {{ {sheet(theme)}\n{''.join(boxes)}{_footnotes(theme)}}}\n",
             f"@page wide {{ size: {page.height}mm {page.width}mm }}\n", *_outer(theme, look)]
    if any(isinstance(block, Masthead) for block in document.blocks[:1]):
        rules.append(f"@page :first {{ margin-top: {FIRST_TOP}mm;\n{_none('top')}}}\n")
        rules.append(f"@page cover {{\n{_none('top')}{_none('bottom')}}}\n")
    else:
        rules.append("@page :first {\n  @top-right { content: \"\" }\n}\n")
    return "".join(rules)


def _none(edge: str) -> str:
    return "".join(f"  @{edge}-{side} {{ content: none; border: 0 }}\n" for side in SIDES)


def _head(meta: Meta, theme: Theme, look: str) -> list[str]:
    said, widths = (_string(meta.header), _string(meta.marking), "string(section)"), _widths(meta.marking, theme)
    return [_box("top", side, content, width, look, theme, marks=side == "center", ruled=True)
            for side, content, width in zip(SIDES, said, widths, strict=True)]


def _foot(meta: Meta, theme: Theme, look: str) -> list[str]:
    """Page number at the right, or in the middle with the marking beside it; between dashes `_outer` numbers."""
    marking, page = _string(meta.marking), _page_number(words(meta.lang)["page"])
    middle = words(meta.lang)["page"] if theme.feet == "centred" else meta.marking
    widths = _widths(middle, theme)
    footer = _string(_fitting(meta, widths[0], theme))
    said = {"line": (footer, marking, page), "centred": (footer, page, marking), "dashes": (BLANK, marking, BLANK)}
    marked = "right" if theme.feet == "centred" else "center"
    return [_box("bottom", side, content, width, look, theme, marks=side == marked, ruled=theme.feet == "line")
            for side, content, width in zip(SIDES, said[theme.feet], widths, strict=True)]


def _widths(middle: str, theme: Theme) -> tuple[float, float, float]:
    """Shares of a line, in hundredths: a text in its middle, the same room at both sides."""
    side = max(20.0, (100 - _share(middle, theme)) / 2)
    return side, 100 - 2 * side, side


def _share(text: str, theme: Theme) -> float:
    """How much of a line `text` takes, in hundredths."""
    return 100 * MEASURED * measure(text, FURNITURE) / (theme.page.text_width * POINTS)


def _fitting(meta: Meta, room: float, theme: Theme) -> str:
    """The footer; without its first part, the office, where there is no room for it."""
    rest = meta.footer.partition(words(meta.lang)["footer_separator"])[2]
    return rest if rest and _share(meta.footer, theme) > room else meta.footer


def _box(edge: str, side: str, content: str, width: float, look: str, theme: Theme, marks: bool = False,
         ruled: bool = False) -> str:
    inner = "bottom" if edge == "top" else "top"                     # the side towards the text
    rule = f"border-{inner}: .6pt solid {theme.colours['rule']};" if ruled else ""
    placed = f"vertical-align: {inner}; padding-{inner}: 1.6mm; margin-{inner}: 5mm; {rule}"
    marked = f" color: {theme.colours['warning']}; font-weight: 700;" if marks else ""
    return (f"  @{edge}-{side} {{ content: {content}; width: {width:.2f}%; text-align: {side}; {placed} {look}{marked} "
            "}\n")


def _outer(theme: Theme, look: str) -> list[str]:
    """Page numbers between dashes at the outer edge, as the pages of a bound document lie."""
    if theme.feet != "dashes":
        return []
    number = (f'content: "— " counter(page) " —"; vertical-align: top; margin-top: 5mm; {look} '
              f"font-size: {NUMBERS * FURNITURE:.1f}pt; color: {theme.colours['text']};")
    return [f"@page :{side} {{ @bottom-{side} {{ {number} }} }}\n" for side in ("left", "right")]


def _footnotes(theme: Theme) -> str:
    return f"  @footnote {{ margin-top: 3mm; padding-top: 1.5mm; border-top: .6pt solid {theme.colours['rule']}; }}\n"


def _page_number(pattern: str) -> str:
    """"Page {page} of {pages}" as CSS content."""
    counters = {"page": "counter(page)", "pages": "counter(pages)"}
    parts, rest = [], pattern
    while "{" in rest:
        before, _, rest = rest.partition("{")
        name, _, rest = rest.partition("}")
        parts += [_string(before), counters[name]]
    return " ".join([*parts, _string(rest)])


def _string(text: str) -> str:
    """`text` as a CSS string."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{plain}"'
