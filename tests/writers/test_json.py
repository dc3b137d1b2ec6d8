"""document.json is the tree, whole, without places."""

import json
from dataclasses import fields, is_dataclass, replace

from reportgen.diagnostics import Span
from reportgen.document import nodes
from reportgen.document.nodes import (
    Cell, Column, Document, FactText, Heading, List, Meta, Paragraph, Picture, Row, Table, Text,
)
from reportgen.writers.json import write_json

TREE = Document(Meta("r", "zh-CN", "题", "1", "2016-04-30"), (
    Heading(1, (Text("节"),), "s-1", "1", span=Span("t.md", 3, 4)),
    List(((Paragraph((FactText("a.b", "8,919起", "f1_a_b", span=Span("t.md", 9)),)),),), ordered=True),
    Table((Column(),), (), (Row((Cell((), True),)),)), Picture(b"\x00\xff", "image/png", "alt")))


def read(value):
    """The tree again, by the names in it: what a later program can do with the file."""
    if isinstance(value, list):
        return tuple(map(read, value))
    if not isinstance(value, dict):
        return value
    kind = getattr(nodes, value["is"])
    return kind(**{name: read(inner) for name, inner in value.items() if name not in ("is", "format")})


def test_the_tree_can_be_made_again_from_the_file():
    again = read(json.loads(write_json(TREE)))
    assert replace(again, blocks=again.blocks[:-1]) == replace(TREE, blocks=TREE.blocks[:-1])
    assert again.blocks[-1] == Picture("AP8=", "image/png", "alt")


def test_places_in_templates_are_not_in_the_file_and_chinese_is_readable():
    written = write_json(TREE).decode("utf-8")
    assert "span" not in written and "typed" not in written and "t.md" not in written
    assert "8,919起" in written
    moved = replace(TREE.blocks[0], span=Span("x"))
    assert write_json(replace(TREE, blocks=(moved, *TREE.blocks[1:]))).decode() == written


def test_no_node_has_a_field_that_the_file_would_lose():
    kinds = [kind for kind in vars(nodes).values() if isinstance(kind, type) and is_dataclass(kind)
             and kind.__module__ == nodes.__name__]
    assert len(kinds) > 25
    assert {field.name for kind in kinds for field in fields(kind) if not field.compare} == {
        "span", "typed", "lines", "value",               # all of them places in templates and facts
        "origins"}                                       # said in another way, for formats that show it at the fact
    assert not [field.name for kind in kinds for field in fields(kind) if field.name == "is"]
