"""Rules on what is named: styles, lists, footnotes, comments, content controls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.checks.word.package import WORDING, Finding, Package, W, everywhere, find, twice, value, words
from reportgen.messages import say

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMED = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
LONGEST_TAG = 64                     # letters that Word takes for a content control's tag and title


def styles_defined(package: Package) -> Iterator[Finding]:
    """Every style that is named is defined, as one of its kind."""
    tags = [W + name for name in NAMED]
    numbering, styles = package.named("numbering"), package.named("styles")
    for part in (*package.stories, numbering, styles):
        tree = package.trees.get(part)
        for element in () if tree is None else tree.iter(*tags):
            yield from _defined(package, part, element, NAMED[element.tag.removeprefix(W)])
    for style in package.styles.values():
        kind = style.get(W + "type", "paragraph")
        for relation in ("basedOn", "next"):
            if (element := find(style, relation)) is not None:
                yield from _defined(package, styles, element, kind)
        if (element := find(style, "link")) is not None:
            yield from _defined(package, styles, element, "character" if kind == "paragraph" else "paragraph")


def _defined(package: Package, part: str, element: Element, kind: str) -> Iterator[Finding]:
    name = value(element)
    style = package.styles.get(name)
    if style is None:
        yield Finding(part, say('the style "{name}" is not defined', name=name), words(element))
    elif style.get(W + "type", "paragraph") != kind:
        yield Finding(part, say('the style "{name}" is of another kind than what it is for', name=name), words(element))


def styles_once(package: Package) -> Iterator[Finding]:
    """No id and no name of a style is there twice; no style is based on itself; each kind has one default."""
    part = package.named("styles")
    tree = package.trees.get(part)
    styles = [] if tree is None else list(tree.iter(W + "style"))
    for _, _, name in twice((part, style, style.get(W + "styleId", "")) for style in styles):
        yield Finding(part, say('two styles have the id "{name}"', name=name))
    for _, _, name in twice((part, style, value(find(style, "name")).casefold()) for style in styles):
        yield Finding(part, say('two styles have the name "{name}"', name=name))
    for name in package.styles:
        if _circle(package, name):
            yield Finding(part, say('the style "{name}" is based on itself', name=name))
    defaults = [style.get(W + "type") for style in styles if style.get(W + "default") in ("1", "true", "on")]
    for kind in ("paragraph", "character", "table", "numbering"):
        if defaults.count(kind) != 1:
            yield Finding(part, say("{count} styles are the default of their kind, {kind}",
                                    count=defaults.count(kind), kind=kind))


def _circle(package: Package, name: str) -> bool:
    seen = set()
    while name in package.styles and name not in seen:
        seen.add(name)
        name = value(find(package.styles[name], "basedOn"))
    return name in seen


def lists(package: Package) -> Iterator[Finding]:
    """Every list that is named is defined, with the level that is named; each definition is there once."""
    part = package.named("numbering")
    tree = package.trees.get(part)
    nums = [] if tree is None else tree.findall(W + "num")
    kinds = [] if tree is None else tree.findall(W + "abstractNum")
    for _, _, id in twice((part, one, one.get(W + "numId", "")) for one in nums):
        yield Finding(part, say("two lists have the number {id}", id=id))
    for _, _, id in twice((part, one, one.get(W + "abstractNumId", "")) for one in kinds):
        yield Finding(part, say("two kinds of list have the number {id}", id=id))
    levels = {kind.get(W + "abstractNumId"): {level.get(W + "ilvl") for level in kind.findall(W + "lvl")}
              for kind in kinds}
    known = {num.get(W + "numId"): levels.get(value(find(num, "abstractNumId"))) for num in nums}
    for id, found in known.items():
        if found is None:
            yield Finding(part, say("the list {id} is of a kind that is not defined", id=id))
    yield from _named_lists(package, known)


def _named_lists(package: Package, known: dict[str | None, set[str | None] | None]) -> Iterator[Finding]:
    styles = package.named("styles")
    inside = [(styles, element) for element in _iter(package, styles, "numPr")]
    for part, element in (*everywhere(package, "numPr"), *inside):
        id, level = value(find(element, "numId")), value(find(element, "ilvl"), "0")
        if id in ("", "0"):
            continue
        if id not in known:
            yield Finding(part, say("the list {id} is not defined", id=id), words(element))
        elif level not in (known[id] or {level}):
            yield Finding(part, say("the list {id} has no level {level}", id=id, level=level), words(element))


def _iter(package: Package, part: str, name: str) -> Iterator[Element]:
    tree = package.trees.get(part)
    return iter(()) if tree is None else tree.iter(W + name)


def notes(package: Package) -> Iterator[Finding]:
    """Every footnote's mark has its note and every note one mark; the separators that settings name are there."""
    for word in ("footnote", "endnote"):
        part = package.named(word + "s")
        own = [note for note in _iter(package, part, word)]
        for _, note, id in twice((part, note, note.get(W + "id", "")) for note in own):
            yield Finding(part, say("two notes have the number {id}", id=id), words(note))
        known = {note.get(W + "id", "") for note in own}
        marks = [(where, mark, mark.get(W + "id", "")) for where, mark in everywhere(package, word + "Reference")]
        for where, mark, id in marks:
            if id not in known:
                yield Finding(where, say("there is no note {id}", id=id), words(mark))
        for where, mark, id in twice(iter(marks)):
            yield Finding(where, say("the note {id} is marked twice", id=id), words(mark))
        marked = {id for _, _, id in marks}
        for note in own:
            if note.get(W + "type") is None and note.get(W + "id") not in marked:
                yield Finding(part, say("nothing leads to the note {id}", id=note.get(W + "id")), words(note))
        for place in _iter(package, package.named("settings"), word):
            if place.get(W + "id") not in known:
                yield Finding(package.named("settings"), say("there is no note {id}", id=place.get(W + "id")))


def comments(package: Package) -> Iterator[Finding]:
    """Every comment is marked in the text, where it begins, ends and stands; every mark has its comment."""
    part = package.named("comments")
    own = list(_iter(package, part, "comment"))
    for _, comment, id in twice((part, one, one.get(W + "id", "")) for one in own):
        yield Finding(part, say("two comments have the number {id}", id=id), words(comment))
    marks = {word: [mark.get(W + "id", "") for _, mark in everywhere(package, word)]
             for word in ("commentRangeStart", "commentRangeEnd", "commentReference")}
    known = {one.get(W + "id", "") for one in own}
    for id in sorted(known | {id for ids in marks.values() for id in ids}):
        if id not in known:
            yield Finding(package.document, say("there is no comment {id}", id=id))
        elif any(ids.count(id) != 1 for ids in marks.values()):
            yield Finding(part, say("the comment {id} is not marked once from its beginning to its end", id=id))


def controls(package: Package) -> Iterator[Finding]:
    """Every content control holds something, with a number of its own and a tag and title that Word takes."""
    found = list(everywhere(package, "sdt"))
    for part, control in found:
        inside = find(control, "sdtContent")
        if inside is None or not len(inside):
            yield Finding(part, say("a content control holds nothing"), words(control))
        for word in ("tag", "alias"):
            if len(value(find(control, f"sdtPr/{word}"))) > LONGEST_TAG:
                yield Finding(part, say("a content control's tag or title is longer than {most} letters",
                                        most=LONGEST_TAG), words(control))
    numbered = ((part, control, value(find(control, "sdtPr/id"))) for part, control in found
                if find(control, "sdtPr/id") is not None)
    for part, control, id in twice(numbered):
        yield Finding(part, say("two content controls have the number {id}", id=id), words(control))


def revisions(package: Package) -> Iterator[Finding]:
    """Nothing is left as a tracked change: what is printed is what is said."""
    for part, change in everywhere(package, "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange"):
        yield Finding(part, say("a tracked change is neither accepted nor rejected"), words(change))


def page_edges(package: Package) -> Iterator[Finding]:
    """Page heads and feet that sections name are page heads and feet, and every section names one of a kind once."""
    for part, section in everywhere(package, "sectPr"):
        for word in ("header", "footer"):
            named = section.findall(W + word + "Reference")
            for _, _, kind in twice((part, one, one.get(W + "type", "default")) for one in named):
                yield Finding(part, say("a section has two page heads or feet of one kind, {kind}", kind=kind))
            for one in named:
                leads = package.relations.get(part, {}).get(next(iter(one.xpath("@*[local-name()='id']")), ""))
                if leads and package.types.get(leads.target) != f"{WORDING}{word}+xml":
                    yield Finding(part, say('"{name}" is no page head or foot', name=leads.target))
