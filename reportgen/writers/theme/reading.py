"""Read a theme from its folder: theme.yaml over that of the theme it extends, look.css, and the logo."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from itertools import islice

from reportgen.diagnostics import Diagnostic, ReportgenError, Span, gather, stop_on_errors
from reportgen.facts.yaml import Map, Node, Scalar, Seq, into, parse
from reportgen.facts.yaml.fit import MOST_TOLD
from reportgen.inputs import Inputs
from reportgen.writers.theme import (
    FILE, LOOK, Page, Script, Style, Theme, Typeface, is_own, shipped_inputs, themes, unknown_theme,
)
from reportgen.writers.theme.css import css_problems
from reportgen.writers.theme.file import PageEntry, ThemeFile, TypefaceEntry
from reportgen.writers.theme.logo import read_logo
from reportgen.writers.theme.rules import colour_problems, margin_problems, style_problems, word_problems

BASE = "modern"                        # what a theme extends that does not say


@dataclass(frozen=True, slots=True)
class _Folder:
    """Where a theme lies: a folder below the root of `inputs`."""

    name: str
    inputs: Inputs

    def path(self, file: str) -> str:
        return posixpath.normpath(f"{self.name}/{file}")

    def look(self) -> str:
        """Its style sheet; "" where it has none. One that leads out of the project is refused, not left out."""
        return self.inputs.text(self.path(LOOK)) if self.path(LOOK) in self.inputs.files(self.name, ".css") else ""


def read_theme(name: str, wanted_at: Span | None, inputs: Inputs | None) -> Theme:
    """The theme called `name`; ReportgenError with every mistake in its files, at `wanted_at` where there is none."""
    if inputs is not None and is_own(name):
        return _own(name, _Folder(name.rstrip("/"), inputs), wanted_at)
    if name not in themes():
        raise ReportgenError(unknown_theme(name, wanted_at, inputs))
    folder = _Folder(name, shipped_inputs())
    problems: list[Diagnostic] = []
    whole, look = _over_its_base(folder, problems)
    return _theme(name, whole, look, folder, problems)


def _own(name: str, folder: _Folder, wanted_at: Span | None) -> Theme:
    """A project's own theme, of which more is asked, for it may come from a stranger."""
    problems: list[Diagnostic] = []
    whole, look = _over_its_base(folder, problems, wanted_at)
    if isinstance(whole, Map):
        problems += style_problems(whole, read_theme(BASE, None, None))
    problems += islice(css_problems(folder.look(), folder.path(LOOK)), MOST_TOLD)
    return _theme(name, whole, look, folder, problems)


# --- one tree of its own and what it extends --------------------------------------------------------------------

def _over_its_base(folder: _Folder, problems: list[Diagnostic], wanted_at: Span | None = None) -> tuple[Node, str]:
    """theme.yaml over that of the theme it extends, and the style sheets of both, the theme's own last."""
    root = _with_named_styles(parse(folder.inputs.text(folder.path(FILE), wanted_at), folder.path(FILE)))
    base = _extended(root, folder, problems)
    if not base or not isinstance(root, Map):
        return root, folder.look()
    under, look = _over_its_base(_Folder(base, shipped_inputs()), problems)
    return _merged(under, root), look + folder.look()


def _extended(root: Node, folder: _Folder, problems: list[Diagnostic]) -> str:
    """The name of the theme that this one extends; "" where it stands by itself."""
    named = root.get("extends") if isinstance(root, Map) else None
    if isinstance(named, Scalar) and named.text not in themes():
        problems.append(unknown_theme(named.text, named.span))
        return BASE
    if isinstance(named, Scalar):
        return named.text
    return BASE if folder != _Folder(BASE, shipped_inputs()) else ""


def _with_named_styles(root: Node) -> Node:
    """`styles: [lead, small]` as a mapping: each looks as in the theme below, or like other paragraphs."""
    styles = root.get("styles") if isinstance(root, Map) else None
    if not isinstance(styles, Seq) or not all(isinstance(item, Scalar) for item in styles.items):
        return root
    named = Map(tuple((item, Map((), item.span)) for item in styles.items if isinstance(item, Scalar)), styles.span)
    return Map(tuple((key, named if value is styles else value) for key, value in root.pairs), root.span)


def _merged(under: Node, over: Node) -> Node:
    """`over`, and of `under` what it does not say, key by key."""
    if not isinstance(under, Map) or not isinstance(over, Map):
        return over
    kept = tuple((key, value) for key, value in under.pairs if over.get(key.text) is None)
    own = tuple((key, _merged(below, value) if (below := under.get(key.text)) else value) for key, value in over.pairs)
    return Map(own + kept, over.span)


# --- what it means ------------------------------------------------------------------------------------------------

def _theme(name: str, whole: Node, look: str, folder: _Folder, problems: list[Diagnostic]) -> Theme:
    written = into(ThemeFile, whole, problems)
    if isinstance(whole, Map):
        problems += [*colour_problems(whole, folder.path(FILE)), *word_problems(whole)]
    stop_on_errors(problems)
    page, logo = _page(written.page), None
    problems += margin_problems(page.text_width, page.height - page.top - page.bottom, whole.key("page").span)
    if written.logo:
        with gather(problems):
            logo = read_logo(written.logo, folder.path(written.logo.file), folder.inputs, page.text_width)
    stop_on_errors(problems)
    return Theme(
        name=name, page=page, body=_typeface(written.body), heading=_typeface(written.heading),
        colours={role: str(colour) for role, colour in written.colours}, sizes=dict(written.sizes),
        scripts={script: Script(**dict(said)) for script, said in written.scripts},
        styles={str(style): Style(**dict(said)) for style, said in written.styles.items()},
        masthead=written.masthead, cover=written.cover, contents_from=written.contents.from_pages, logo=logo,
        look=look, feet=written.feet, aside=_typeface(written.aside) if written.aside else None,
        cells=written.cells, numbering=written.numbering, callouts=written.callouts)


def _page(page: PageEntry) -> Page:
    return Page(page.sheet.width, page.sheet.height, page.top, page.right, page.bottom, page.left)


def _typeface(face: TypefaceEntry) -> Typeface:
    return Typeface(face.family, str(face.word_latin), str(face.word_chinese))
