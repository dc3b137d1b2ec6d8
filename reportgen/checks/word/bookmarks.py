"""Rules on bookmarks: paired, named as Word can, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.checks.word.package import Finding, Package, W, everywhere, twice, words
from reportgen.messages import say
from reportgen.readers.docx.package import MAP

NAME = re.compile(r"[^\W\d]\w{0,39}")


def pairs(package: Package) -> Iterator[Finding]:
    """Every bookmark begins once and ends once, in this order, in one part."""
    for part, story in package.stories.items():
        begun: dict[str, str] = {}
        ended: set[str] = set()
        for mark in story.iter(W + "bookmarkStart", W + "bookmarkEnd"):
            id = mark.get(W + "id", "")
            if mark.tag == W + "bookmarkStart":
                begun[id] = mark.get(W + "name", "")
            elif id not in begun or id in ended:
                yield Finding(part, say("a bookmark ends that has not begun"), words(mark))
            else:
                ended.add(id)
        for id in begun.keys() - ended:
            yield Finding(part, say('the bookmark "{name}" does not end', name=begun[id]))


def names(package: Package) -> Iterator[Finding]:
    """Names of at most 40 letters, digits and `_`, none that Word takes for another; numbers used once."""
    starts = [(part, start, start.get(W + "name", "")) for part, start in everywhere(package, "bookmarkStart")]
    for part, start, name in starts:
        if not NAME.fullmatch(name):
            yield Finding(part, say('Word takes no bookmark of the name "{name}"', name=name), words(start))
    for part, start, name in twice((part, start, name.casefold()) for part, start, name in starts):
        yield Finding(part, say('two bookmarks have the name "{name}"', name=name), words(start))
    numbered = ((part, start, ("" if part in package.flow else f"{part} ") + start.get(W + "id", ""))
                for part, start, _ in starts)
    for part, start, id in twice(numbered):
        yield Finding(part, say("two bookmarks have the number {id}", id=id), words(start))


def map_of_facts(package: Package) -> Iterator[Finding]:
    """The map of facts names bookmarks that are there, and knows their words."""
    for part, tree in package.trees.items():
        for fact in tree.iter(f"{{{MAP}}}fact"):
            name = fact.get("bookmark", "")
            said = (fact.text or "", package.said.get(name, ""))
            if name not in package.bookmarks:
                yield Finding(part, say('there is no bookmark "{name}"', name=name))
            elif not fact.get("figure") and len({"".join(words.split()) for words in said}) > 1:
                yield Finding(part, say('the bookmark "{name}" says "{said}", the map of facts "{mapped}"', name=name,
                                        said=said[1], mapped=said[0]))
