"""Turn a theme and its fonts into CSS."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from reportgen.writers.columns.room import cell_voice, type_size
from reportgen.writers.fonts import Face, Fonts, Voice
from reportgen.writers.theme import Logo, Style, Theme

GENERIC = {"serif": "serif", "sans": "sans-serif", "kai": "serif"}


def font_faces(fonts: Fonts, media_type: str, pack: Callable[[Face], bytes]) -> str:
    """An `@font-face` for each face, its file inside as `pack` gives it."""
    return faces_at(fonts, lambda face: f"data:{media_type};base64,{b64encode(pack(face)).decode('ascii')}")


def faces_at(fonts: Fonts, address: Callable[[Face], str]) -> str:
    """An `@font-face` for each face, its file at the `address` it has."""
    return "".join(
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};'
        f"font-style:{'italic' if face.italic else 'normal'};"
        f'src:url("{address(face)}")}}\n' for face in fonts.faces)


def properties(theme: Theme, fonts: Fonts, generic: bool) -> str:
    """The theme as custom properties: colours by role, sizes in rem (1rem is the body's size), families.

    `generic` names the reader's own serif or sans behind ours; the printed page has none.
    """
    body = theme.sizes["body"]
    lines = [f"--{role}: {colour};" for role, colour in theme.colours.items()]
    lines += [f"--size-{role}: {size / body:.4f}rem;" for role, size in theme.sizes.items()]
    lines.append(f"--size-table: {type_size('', theme) / body:.4f}rem;")
    indent = theme.script(fonts.lang).indent
    lines += [f"--line-height: {theme.script(fonts.lang).line_height};", f"--indent: {indent}em;",
              f"--align: {'justify' if theme.script(fonts.lang).justify else 'left'};",
              f"--hyphens: {'auto' if theme.script('en').hyphenate else 'manual'};",
              f"--hyphen-zone: {'0' if theme.script(fonts.lang).justify else '10%'};", f"--body-points: {body}pt;",
              f"--space: {theme.script(fonts.lang).space}em;"]
    lines += [f"--{role}-family: {family_list(fonts, voice.family, generic)};"
              for role, voice in (("body", theme.body), ("heading", theme.heading))]
    lines.append(f"--head: {theme.head_colour}; --paper: #ffffff; --marked: #fdf3d8;")
    lines.append(f"--cells-family: {family_list(fonts, cell_voice(theme, fonts), generic)};")
    lines += [f"--aside-family: {family_list(fonts, (theme.aside or theme.heading).family, generic)};",
              f"--sans-family: {family_list(fonts, fonts.labels, generic)};"]
    return ":root {\n  " + "\n  ".join(lines) + "\n}\n" + _own_styles(theme)


def _own_styles(theme: Theme) -> str:
    """What the theme says of the styles that authors may name, and of its logo."""
    rules = [f"p.{name} {{ {_declarations(style)} }}\n" for name, style in theme.styles.items()]
    return "".join(rules) + (_own_logo(theme.logo, theme.masthead) if theme.logo else "")


def _own_logo(logo: Logo, masthead: str) -> str:
    sides = "0" if masthead == "plain" else "auto"
    return (f".masthead .logo {{ display: block; width: {logo.width:.2f}mm; max-width: 100%; height: auto; "
            f"margin: 3mm {sides}; }}\n")


def _declarations(style: Style) -> str:
    said = (f"font-size: {style.size:g}rem;", f"color: var(--{style.colour});" if style.colour != "text" else "",
            "font-weight: 700;" if style.bold else "", "" if style.indent else "text-indent: 0;")
    return " ".join(filter(None, said))


@cache
def stylesheet(path: str) -> str:
    """One of the writers' own style sheets ("html/base.css"), which every theme shares."""
    return files("reportgen.writers").joinpath(path).read_text("utf-8")


def foreign_words(theme: Theme, fonts: Fonts, generic: bool) -> str:
    """Families for words of the other tongue: Chinese quotation marks in Chinese, Latin ones in what is not."""
    other = "en" if fonts.lang.partition("-")[0] == "zh" else "zh"
    body, sans = (family_list(fonts, voice, generic, other) for voice in (theme.body.family, fonts.labels))
    return (f"[lang]:lang({other}) {{ font-family: {body}; }}\n"
            f".exhibit [lang]:lang({other}), figure [lang]:lang({other}) {{ font-family: {sans}; }}\n")


def sheet(theme: Theme) -> str:
    """Size and margins of the printed page, as declarations."""
    page = theme.page
    return (f"size: {page.width}mm {page.height}mm; "
            f"margin: {page.top}mm {page.right}mm {page.bottom}mm {page.left}mm;")


def turned_sheet(theme: Theme) -> str:
    """The rule for sheets that wide tables stand on: turned on their side, with the margins of all."""
    return f"@page wide {{ size: {theme.page.height}mm {theme.page.width}mm }}\n"


def family_list(fonts: Fonts, voice: Voice, generic: bool, lang: str = "") -> str:
    """The families for words in `lang` (by default the document's language), as a CSS value."""
    names = [f'"{name}"' for name in fonts.stack(voice, lang)]
    return ", ".join([*names, GENERIC[voice]] if generic else names)
