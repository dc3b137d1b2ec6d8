"""Write the map of facts: a part of the file that says which fact each bookmark prints, and in what words.

A bookmark's 40 letters may not hold a fact's whole id, and what was printed must be known to tell what was changed.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256

from reportgen.document.nodes import Chart, Document, FactText, Meta, Timeline
from reportgen.document.prose import digests
from reportgen.document.walk import blocks, contents, inlines
from reportgen.readers.docx.package import MAP
from reportgen.writers.docx.facts.charts import Drawn, charts_element
from reportgen.writers.docx.package import XML, escape

_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def facts_part(document: Document, names: Mapping[str, str], charts: Sequence[Drawn]) -> str:
    """customXml/item1.xml: the printed facts in the order of the blocks; `names` are the bookmarks of ids.

    Facts in drawings have the bookmark of the drawing, with its `figure` ("chart", "timeline") and, in a chart, their
    `series` and `category`. Behind them stands what the `charts` show, and digests of what all units say.
    """
    meta, found = document.meta, [*_facts(document, names)]
    rows = "".join(f"<fact {_attributes(place)}>{escape(text)}</fact>" for place, text in found)
    about = {"report": meta.report, "edition": meta.number, "lang": meta.lang, "hash": _digest(found)}
    units = f"<units>{' '.join(digests(document))}</units>"
    return f'{XML}<facts xmlns="{MAP}" {_attributes(about)}>{rows}{charts_element(document, charts)}{units}</facts>'


def facts_properties_part(meta: Meta) -> str:
    """customXml/itemProps1.xml, with an identity that stays the same from edition to edition."""
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{MAP}/{meta.report}")).upper()
    return (f'{XML}<ds:datastoreItem xmlns:ds="{_PROPERTIES}" ds:itemID="{{{identity}}}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{MAP}"/></ds:schemaRefs></ds:datastoreItem>')


def facts_digest(document: Document) -> str:
    """The sha256 of the facts that a document prints: their ids and words, in order."""
    return _digest(_facts(document, {}))


def _digest(found: Iterator[tuple[dict[str, str], str]] | list[tuple[dict[str, str], str]]) -> str:
    return sha256("".join(f"{place['id']}\t{text}\n" for place, text in found).encode()).hexdigest()


def _facts(document: Document, names: Mapping[str, str]) -> Iterator[tuple[dict[str, str], str]]:
    """Each printed fact: where it stands, and its words."""
    for block in blocks(document.blocks):
        figure = {}
        if isinstance(block, Chart) or (isinstance(block, Timeline) and block.form == "drawn"):
            figure = {"bookmark": names.get(block.id, ""), "figure": type(block).__name__.lower()}
        if isinstance(block, Chart):
            yield from _drawn(block, figure)
        for content in contents(block):
            for node in inlines(content):
                if isinstance(node, FactText):
                    yield ({"bookmark": node.mark} if node.mark else figure) | {"id": node.fact}, node.text


def _drawn(chart: Chart, figure: dict[str, str]) -> Iterator[tuple[dict[str, str], str]]:
    for series in chart.series:
        for category, point in zip(chart.categories, series.points, strict=True):
            if point.fact:
                yield figure | {"id": point.fact, "series": series.name, "category": category}, point.text
    if chart.whole and chart.whole.fact:
        yield figure | {"id": chart.whole.fact}, chart.whole.text


def _attributes(values: Mapping[str, str]) -> str:
    return " ".join(f'{name}="{escape(value)}"' for name, value in values.items())
