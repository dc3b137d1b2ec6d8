"""Spell an edited paragraph as its template would say it: the editor's words in the source, its marks and tags kept."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reportgen.build.returned.aligning import Token, opcodes, tokens
from reportgen.compose.loader import CODE
from reportgen.compose.written import text_of
from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Citation, Emphasis, FactText, Inlines, Language, LineBreak, Link, Note, Reference, Strong, Subscript, Superscript,
    Text,
)
from reportgen.document.prose import Piece, tidied
from reportgen.document.walk import Unit, inlines
from reportgen.inputs import Inputs
from reportgen.messages import say

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_SPECIAL = re.compile(r"[\\`*_\[\]<>&|~^]|\{(?=[{%#])|(?<=[{%#])\{|[%#}](?=\})")
_AT_START = re.compile(r"^(\s*)([#>+\-=:]|\{(?!\{)|[0-9]+[.)])")
NOTHING = "****"                       # strong words of which none are left
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
FILES = (".md", ".html")
EXHIBIT = re.compile(r"\{\{-?\s*(table|chart|timeline|key_figures|sources|evidence|changes|abbreviations)\b")

Extent = tuple[int, int]               # from … to in a template's text


class CannotSpell(Exception):
    """A change that cannot be put into the template; its argument is a Message that says why."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Changes to the lines of a template from one place in its text to another: (from, to, what stands there then)."""

    file: str
    first: int
    last: int
    changes: tuple[tuple[int, int, str], ...]


class Templates:
    """The sources of a project's templates by name, and how they say what a document of them (`units`) prints."""

    def __init__(self, inputs: Inputs, units: Iterable[Unit]) -> None:
        self.inputs = inputs
        self._lines: dict[str, list[int]] = {}
        self.tags: dict[str, str] = {}                 # mark of a fact, words of a citation → how it is called for
        for node in (node for unit in units for node in inlines(unit.content)):
            if isinstance(node, FactText | Citation) and (place := _tag(node.span, self)):
                tag = self.text(node.span.file)[slice(*place)]
                if isinstance(node, Citation) and "cite" in tag:
                    self.tags.setdefault(tidied(node.text), tag)
                elif isinstance(node, FactText) and node.fact.partition("(")[0] in tag:
                    self.tags.setdefault(node.mark, tag)
        cites = sorted((name for name in self.tags if name[:1] in "[〔("), key=len, reverse=True)
        self.cites = re.compile("|".join(re.escape(name).replace("\\ ", "\\s") for name in cites) or "(?!)")

    def text(self, name: str) -> str:
        return self.inputs.text(name)

    def offset(self, span: Span) -> int:
        """Where a place lies in the text of its file."""
        if span.file not in self._lines:
            starts = [0]
            for line in self.text(span.file).split("\n"):
                starts.append(starts[-1] + len(line) + 1)
            self._lines[span.file] = starts
        return self._lines[span.file][min(span.line, len(self._lines[span.file])) - 1] + span.column - 1

    def paragraph(self, now: Sequence[Piece], role: str) -> str:
        """A new paragraph in Markdown; "" where it has what cannot be written so."""
        try:
            said = "".join(self.written(now, _escaped)).strip()
        except CannotSpell:
            return ""
        said = _AT_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", said, count=1)
        head = {"h1": "# ", "h2": "## ", "h3": "### ", "h4": "#### ", "li": "- "}.get(role, "")
        return head + said if role in ("p", "h1", "h2", "h3", "h4", "li", "quote") else ""

    def written(self, said: Iterable[Piece], escape: Callable[[str], str]) -> Iterator[str]:
        """New words as a template says them; facts and citations as their tags."""
        for (kind, name, mark), run in groupby(said, lambda piece: (piece.kind, piece.name, piece.mark)):
            words = "".join(piece.text for piece in run)
            if kind == "fact":
                yield self.tags.get(mark) or f"{{{{ {name} }}}}"
            elif kind in ("text", "reference"):
                if "\n" in words:
                    raise CannotSpell(say("a line break was added"))
                yield from self._with_cites(words, escape)
            elif kind == "note":
                raise CannotSpell(say("a footnote was added"))

    def _with_cites(self, words: str, escape: Callable[[str], str]) -> Iterator[str]:
        at = 0
        for cited in self.cites.finditer(words):
            yield escape(words[at:cited.start()])
            yield self.tags[tidied(cited[0])]
            at = cited.end()
        yield escape(words[at:])


@dataclass(frozen=True, slots=True)
class _Atom:
    """A character of a unit's words, or a fact, citation, note or reference as a whole.

    `place` is where it was typed, None where the program made it; `extent` that in the text of a template, None where
    it is not found there.
    """

    place: Span | None
    extent: Extent | None


def edit_of(unit: Unit, said: Sequence[Piece], now: Sequence[Piece], templates: Templates) -> Edit:
    """What is to be changed in a template for `unit`, which says `said`, to say `now`.

    CannotSpell with the reason where the words are not typed there, or cannot be told apart.
    """
    atoms = [*_atoms(unit.content or (text_of(unit.text),), templates)]
    marks = frozenset(piece.mark for piece in said if piece.mark) & {piece.mark for piece in now if piece.mark}
    ours, theirs = tokens(said, marks), tokens(now, marks)
    ops = [op for op in opcodes([token.key for token in ours], [token.key for token in theirs]) if op[0] != "equal"]
    own = [_own(token, said, atoms) for token in ours]
    file = _file([atom for _, a, b, _, _ in ops for one in own[max(a - (a == b), 0):max(b, a + 1)] for atom in one])
    extents = [_extent(one) for one in own]
    escape = _escaped if file.endswith(".md") else _as_html
    changes = [change for _, a, b, c, d in ops
               for change in _changes(extents, a, b, "".join(templates.written(_pieces(theirs[c:d], now), escape)))]
    known = [atom.extent for one in own for atom in one if atom.extent and atom.place.file == file]
    text = templates.text(file)
    last = text.find("\n", max(end for _, end in known))
    return Edit(file, text.rfind("\n", 0, min(start for start, _ in known)) + 1, last if last >= 0 else len(text),
                tuple(changes))


def _file(changed: Sequence[_Atom]) -> str:
    """The template in which all that was changed is typed."""
    places = list(dict.fromkeys(atom.place for atom in changed if atom.place))
    elsewhere = [place for place in places if not place.file.endswith(FILES)]
    if elsewhere:
        raise CannotSpell(say("the words are typed at {places}", places=", ".join(map(str, elsewhere))))
    files = {place.file for place in places}
    if not files:
        raise CannotSpell(say("the program makes these words"))
    if len(files) > 1:
        raise CannotSpell(say("the words are typed in {files}", files=", ".join(sorted(files))))
    return files.pop()


def merged(edits: Iterable[Edit]) -> list[Edit]:
    """Edits of the same lines as one."""
    found: list[Edit] = []
    for one in sorted(edits, key=lambda edit: (edit.file, edit.first)):
        if found and found[-1].file == one.file and one.first <= found[-1].last:
            before = found.pop()
            one = Edit(one.file, before.first, max(before.last, one.last), (*before.changes, *one.changes))
        found.append(one)
    return found


def applied(edit: Edit, text: str) -> str:
    """The lines of an edit with its changes made."""
    said, at = "", edit.first
    for start, end, words in sorted(set(edit.changes)):
        if start < at:
            raise CannotSpell(say("the words do not follow each other in the template as they are printed"))
        said += text[at:start] + words
        at = end
    said += text[at:edit.last]
    before = text[edit.first:edit.last]
    said = said if NOTHING in before else said.replace(NOTHING, "")
    return said if before.endswith(" ") else said.rstrip(" \n")


# --- where the words stand ----------------------------------------------------------------------------------------

def _atoms(content: Inlines, templates: Templates) -> Iterator[list[_Atom]]:
    """For each piece of the content, in the order of `document.prose.pieces`, its atoms."""
    for node in content:
        match node:
            case Text():
                yield [*_typed(node, templates)]
            case FactText() | Citation() | Reference():
                yield [_Atom(node.span if node.span.file else None, _tag(node.span, templates))]
            case Note() | LineBreak():
                yield [_Atom(None, None)]
            case (Emphasis(inner) | Strong(inner) | Superscript(inner) | Subscript(inner) | Language(inner, _)
                  | Link(inner, _)):
                yield from _atoms(inner, templates)


def _tag(span: Span, templates: Templates) -> Extent | None:
    """The `{{ … }}` around a place."""
    if not span.file.endswith(FILES):
        return None
    text, at = templates.text(span.file), templates.offset(span)
    start = text.rfind("{{", 0, at + 2)
    found = CODE.match(text, start) if start >= 0 else None
    return found.span() if found and found.end() > at and not EXHIBIT.match(found[0]) else None


def _typed(node: Text, templates: Templates) -> Iterator[_Atom]:
    """The characters of typed words, each where it stands in the source; escapes are part of their character."""
    places = node.lines or (((0, node.typed),) if node.typed else ())
    yield from (_Atom(None, None) for _ in node.text[:places[0][0] if places else None])
    ends = [*(start for start, _ in places[1:]), len(node.text)]
    for (start, span), end in zip(places, ends, strict=False):
        readable = span.file.endswith(FILES)
        text, at = (templates.text(span.file), templates.offset(span)) if readable else ("", -1)
        for character in node.text[start:end]:
            extent = _character(character, text, at) if at >= 0 else None
            at = extent[1] if extent else -1
            yield _Atom(span, extent)


def _character(character: str, text: str, at: int) -> Extent | None:
    """Where `character` stands at a place of the source: as itself, escaped, or as the white space of a line's end."""
    if character.isspace():
        space = re.compile(r"[ \t\n\r\f\u00a0]+").match(text, at)
        return space.span() if space else None
    if text.startswith("\\" + character, at) and character != "\\":
        return at, at + 2
    if (entity := _ENTITY.match(text, at)) and html.unescape(entity[0]) == character:
        return entity.span()
    return (at, at + 1) if text.startswith(character, at) else None


def _own(token: Token, said: Sequence[Piece], atoms: Sequence[Sequence[_Atom]]) -> Sequence[_Atom]:
    """The atoms of a token."""
    own = atoms[token.piece]
    return own[token.at:token.at + len(token.text)] if len(own) == len(said[token.piece].text) else own


def _extent(own: Sequence[_Atom]) -> Extent | None:
    extents = [one.extent for one in own]
    return (extents[0][0], extents[-1][1]) if extents and all(extents) else None


# --- what is changed ----------------------------------------------------------------------------------------------

def _changes(extents: Sequence[Extent | None], a: int, b: int, words: str) -> Iterator[tuple[int, int, str]]:
    """From … to in the source, and what stands there instead, for old tokens that new words replace."""
    own = list(dict.fromkeys(extents[a:b]))
    if None in own:
        raise CannotSpell(say("words that the program makes were changed with them"))
    if not own:
        yield _inserted(extents, a, words)
        return
    joined: list[Extent] = []
    for start, end in own:
        if joined and joined[-1][1] == start:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    for number, (start, end) in enumerate(joined):
        yield start, end, "" if number else words


def _inserted(extents: Sequence[Extent | None], at: int, words: str) -> tuple[int, int, str]:
    before, after = extents[at - 1] if at else None, extents[at] if at < len(extents) else None
    if before is None and after is None:
        raise CannotSpell(say("words were added beside some that the program makes"))
    place = after[0] if after else before[1]
    return place, place, words


def _pieces(chosen: Sequence[Token], now: Sequence[Piece]) -> Iterator[Piece]:
    for token in chosen:
        yield Piece(token.text, now[token.piece].kind, now[token.piece].name, now[token.piece].mark)


def _escaped(words: str) -> str:
    """Words as Markdown inside a Jinja template says them."""
    return _SPECIAL.sub(lambda found: ENTITIES.get(found[0]) or (f"&#{ord(found[0])};" if found[0] in "{}%#"
                                                                 else "\\" + found[0]), words)


def _as_html(words: str) -> str:
    return re.sub(r"\{(?=[{%#])|(?<=[{%#])\{|[%#}](?=\})", lambda found: f"&#{ord(found[0])};",
                  words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
