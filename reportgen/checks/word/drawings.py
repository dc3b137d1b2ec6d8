"""Rules on drawings: numbered once, said in words, with pictures and charts that are there."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.checks.word.package import CHART, Finding, Package, R, twice, words
from reportgen.messages import say

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
CHART_IN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def numbers(package: Package) -> Iterator[Finding]:
    """Every drawing has a number of its own among those of the text, or of a page head or foot, and room."""
    shapes = [(part, shape, ("" if part in package.flow else f"{part} ") + shape.get("id", ""))
              for part, story in package.stories.items()
              for shape in story.iter(WP + "docPr") if next(shape.iterancestors(FALLBACK), None) is None]
    for part, shape, id in twice(iter(shapes)):
        yield Finding(part, say("two drawings have the number {id}", id=id), words(shape))
    for part, shape, _ in shapes:
        extent = shape.getparent().find(WP + "extent")
        if extent is None or min(int(extent.get("cx", "0")), int(extent.get("cy", "0"))) <= 0:
            yield Finding(part, say("a drawing has no size"), words(shape))


def alternatives(package: Package) -> Iterator[Finding]:
    """Every drawing of the text is said in words for who cannot see it, or is marked as an ornament."""
    for part, story in package.flow.items():
        for shape in story.iter(WP + "docPr"):
            if not (shape.get("descr") or "").strip() and next(shape.iter(DECORATIVE), None) is None:
                yield Finding(part, say("a drawing has no text alternative"), words(shape))


def pictures(package: Package) -> Iterator[Finding]:
    """Every picture is a picture, one drawn of lines an SVG, every chart a chart."""
    for part, story in package.stories.items():
        for tag, word, kind in ((A + "blip", "embed", "image/"), (SVG, "embed", "image/svg+xml"),
                                (CHART_IN, "id", CHART)):
            for element in story.iter(tag):
                target = package.relations.get(part, {}).get(element.get(R + word, ""))
                if target and not package.types.get(target.target, "").startswith(kind):
                    yield Finding(part, say('"{name}" is not what a drawing takes it for', name=target.target),
                                  words(element))
