"""Turn a theme and its fonts into CSS."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from reportgen.writers.fonts import Face, Fonts
from reportgen.writers.theme import Theme

GENERIC = {"serif": "serif", "sans": "sans-serif"}


def font_faces(fonts: Fonts, media_type: str, pack: Callable[[Face], bytes]) -> str:
    """An `@font-face` for each face, its file inside as `pack` gives it."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{'italic' if face.italic else 'normal'};"
        f'src:url("data:{media_type};base64,{b64encode(pack(face)).decode("ascii")}")}}\n' for face in fonts.faces)


def properties(theme: Theme, fonts: Fonts, generic: bool) -> str:
    """The theme as custom properties: colours by role, sizes in rem (1rem is the body's size), families.

    `generic` names the reader's own serif or sans behind ours; the printed page has none.
    """
    body = theme.sizes["body"]
    lines = [f"--{role}: {colour};" for role, colour in theme.colours.items()]
    lines += [f"--size-{role}: {size / body:.4f}rem;" for role, size in theme.sizes.items()]
    indent = theme.script(fonts.lang).indent
    lines += [f"--line-height: {theme.script(fonts.lang).line_height};", f"--indent: {indent}em;", f"--body-points: {body}pt;"]
    lines += [f"--{role}-family: {family_list(fonts, voice.family, generic)};"
              for role, voice in (("body", theme.body), ("heading", theme.heading))]
    lines.append(f"--sans-family: {family_list(fonts, 'sans', generic)};")
    return ":root {\n  " + "\n  ".join(lines) + "\n}\n"


@cache
def stylesheet(path: str) -> str:
    """One of the writers' own style sheets ("html/base.css"), which every theme shares."""
    return files("reportgen.writers").joinpath(path).read_text("utf-8")


def foreign_words(theme: Theme, fonts: Fonts, generic: bool) -> str:
    """Families for words of the other tongue: Chinese quotation marks in Chinese, Latin ones in what is not."""
    other = "en" if fonts.lang.partition("-")[0] == "zh" else "zh"
    body, sans = (family_list(fonts, voice, generic, other) for voice in (theme.body.family, "sans"))
    return (f"[lang]:lang({other}) {{ font-family: {body}; }}\n"
            f".exhibit [lang]:lang({other}), figure [lang]:lang({other}) {{ font-family: {sans}; }}\n")


def sheet(theme: Theme) -> str:
    """Size and margins of the printed page, as declarations."""
    page = theme.page
    return (f"size: {page.width}mm {page.height}mm; "
            f"margin: {page.top}mm {page.right}mm {page.bottom}mm {page.left}mm;")


def family_list(fonts: Fonts, voice: str, generic: bool, lang: str = "") -> str:
    """The families for words in `lang` (by default the document's language), as a CSS value."""
    names = [f'"{name}"' for name in fonts.stack("serif" if voice == "serif" else "sans", lang)]
    return ", ".join([*names, GENERIC[voice]] if generic else names)
