"""Write the CSS of the sheet: size, margins, and what heads and foots every page."""

from __future__ import annotations

from reportgen.document.nodes import Document, Masthead, Meta
from reportgen.locales import words
from reportgen.writers.fonts import Fonts
from reportgen.writers.html.look import family_list, sheet
from reportgen.writers.theme import Theme

FURNITURE = 7.0                   # points: running heads and feet
FIRST_TOP = 15.0                  # millimetres above a masthead


def page_css(document: Document, theme: Theme, fonts: Fonts) -> str:
    """`@page` rules: header, marking and section above; footer, marking and page number below.

    A first page that opens with a masthead has no head of its own: the masthead says all of it.
    """
    meta = document.meta
    look = (f"font-family: {family_list(fonts, 'sans', generic=False)}; font-size: {FURNITURE}pt; line-height: 1.35; "
            f"color: {theme.colours['muted']};")
    boxes = [_box(name, content, look, theme) for name, content in _contents(meta, theme).items()]
    rules = [f"figure img {{ max-height: {theme.page.tallest:.1f}mm }}\n",
             f"@page {{ {sheet(theme)}\n{''.join(boxes)}{_footnotes(theme)}}}\n"]
    if any(isinstance(block, Masthead) for block in document.blocks[:1]):
        tops = "".join(f"  @top-{side} {{ content: none; border: 0 }}\n" for side in ("left", "center", "right"))
        rules.append(f"@page :first {{ margin-top: {FIRST_TOP}mm;\n{tops}}}\n")
    else:
        rules.append("@page :first {\n  @top-right { content: \"\" }\n}\n")
    return "".join(rules)


def _contents(meta: Meta, theme: Theme) -> dict[str, str]:
    """What each margin box says, as CSS content."""
    return {
        "top-left": _string(meta.header), "top-center": _string(meta.marking), "top-right": "string(section)",
        "bottom-left": _string(meta.footer), "bottom-center": _string(meta.marking),
        "bottom-right": _page_number(words(meta.lang)["page"]),
    }


def _box(name: str, content: str, look: str, theme: Theme) -> str:
    edge, _, side = name.partition("-")
    width = "22%" if side == "center" else "39%"
    rule = f".6pt solid {theme.colours['rule']}"
    inner = "bottom" if edge == "top" else "top"                     # the side towards the text
    border = f"vertical-align: {inner}; padding-{inner}: 1.6mm; margin-{inner}: 5mm; border-{inner}: {rule};"
    marked = f" color: {theme.colours['warning']}; font-weight: 700;" if side == "center" else ""
    return f"  @{name} {{ content: {content}; width: {width}; text-align: {side}; {border} {look}{marked} }}\n"


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
