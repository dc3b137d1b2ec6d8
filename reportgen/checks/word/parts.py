"""Rules on the package: parts that can be read and are reached, relationships that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.word.package import R, TYPES, Finding, Package, words
from reportgen.messages import say

SIGNS = {"png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",), "svg": (b"<",),
         "xlsx": (b"PK\x03\x04",), "gif": (b"GIF8",)}
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def readable(package: Package) -> Iterator[Finding]:
    """Every part of XML is well formed, every other is what its ending says; no name is there twice."""
    for name, problem in package.broken.items():
        yield Finding(name, say("the part cannot be read: {problem}", problem=problem))
    for number, name in enumerate(package.names):
        if name in package.names[:number]:
            yield Finding(name, say("the file has the part twice"))
        signs = SIGNS.get(name.rpartition(".")[2].lower())
        if signs and not package.zip.read(name).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(signs):
            yield Finding(name, say("the part is not what its name says"))


def content_types(package: Package) -> Iterator[Finding]:
    """Every part has a content type, every content type a part; there is a main part."""
    for name in package.names:
        if name != TYPES and name not in package.types:
            yield Finding(name, say("the part has no content type"))
    for row in package.trees.get(TYPES, ()):
        name = row.get("PartName", "")
        if name and name[1:] not in package.names:
            yield Finding(TYPES, say('there is no part "{name}"', name=name))
    if not package.document:
        yield Finding(TYPES, say("no part is the document"))


def targets(package: Package) -> Iterator[Finding]:
    """Every relationship leads to a part, every part is led to, and no relationship leads out but a link."""
    for part, relations in package.relations.items():
        if part and part not in package.names:
            yield Finding(part, say("relationships of a part that is not there"))
        for name, one in relations.items():
            if one.external and one.kind != "hyperlink":
                yield Finding(part, say('the relationship {id} leads out of the file, to "{target}"', id=name,
                                        target=one.target))
            elif not one.external and one.target not in package.names:
                yield Finding(part, say('the relationship {id} leads to "{target}", which is not there', id=name,
                                        target=one.target))
    led_to = {one.target for relations in package.relations.values() for one in relations.values()}
    for name in package.names:
        if name != TYPES and not name.endswith(".rels") and name not in led_to:
            yield Finding(name, say("nothing leads to the part"))


def references_to_parts(package: Package) -> Iterator[Finding]:
    """Every r:id names a relationship of its part, and no two relationships of a part have one id."""
    for name, tree in package.trees.items():
        if name.endswith(".rels"):
            ids = [row.get("Id") for row in tree]
            for id in sorted({id for id in ids if ids.count(id) > 1}):
                yield Finding(name, say('two relationships have the id "{id}"', id=id))
            continue
        relations = package.relations.get(name, {})
        for place in tree.xpath("//@r:*", namespaces={"r": R[1:-1]}):
            if place not in relations and (place or place.attrname != "embed"):
                yield Finding(name, say('there is no relationship "{id}"', id=str(place)), words(place.getparent()))


def prefixes(package: Package) -> Iterator[Finding]:
    """Every prefix that readers are told to know or to pass over is declared: Word opens no file where one is not."""
    for name, tree in package.trees.items():
        for place in tree.xpath("//@mc:Ignorable | //mc:Choice/@Requires", namespaces={"mc": MC[1:-1]}):
            known = place.getparent().nsmap
            for prefix in place.split():
                if prefix not in known:
                    yield Finding(name, say('the prefix "{prefix}" is not declared', prefix=prefix))
        for choice in tree.iter(MC + "AlternateContent"):
            if choice.find(MC + "Choice") is None or choice.find(MC + "Fallback") is None:
                yield Finding(name, say("an alternative lacks its choice or its fallback"), words(choice))

