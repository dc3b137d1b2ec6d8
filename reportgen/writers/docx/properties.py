"""Write what a file says about itself: its properties, and which fact each bookmark prints."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from reportgen.document.nodes import Meta
from reportgen.writers.docx.package import PACKAGE, XML, escape

FACTS = "urn:reportgen:facts:1"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/"


def core_part(meta: Meta) -> str:
    """docProps/core.xml, dated by the edition and never by the clock."""
    moment = escape(meta.date + "T00:00:00Z" if len(meta.date) == 10 else meta.date)
    dates = "".join(f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
                    for name in ("created", "modified")) if moment else ""
    author = escape(meta.author)
    return (f'{XML}<cp:coreProperties xmlns:cp="{PACKAGE}metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f'<dc:title>{escape(meta.title)}</dc:title><dc:creator>{author}</dc:creator>'
            f'<dc:description>{escape(meta.description)}</dc:description>'
            f'<cp:lastModifiedBy>{author}</cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}'
            f'<dc:language>{escape(meta.lang)}</dc:language></cp:coreProperties>')


def app_part() -> str:
    """docProps/app.xml."""
    return (f'{XML}<Properties xmlns="{_PROPERTIES}extended-properties"><Application>reportgen</Application>'
            '<DocSecurity>0</DocSecurity></Properties>')


def custom_part(meta: Meta) -> str:
    """docProps/custom.xml: which report and which edition this is, and its licence."""
    values = {"report": meta.report, "edition": meta.number} | ({"licence": meta.licence} if meta.licence else {})
    rows = "".join(f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
                   f'<vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
                   for pid, (name, value) in enumerate(values.items(), 2))
    return (f'{XML}<Properties xmlns="{_PROPERTIES}custom-properties" xmlns:vt="{_PROPERTIES}docPropsVTypes">{rows}'
            '</Properties>')


def facts_part(meta: Meta, facts: Mapping[str, str]) -> str:
    """customXml/item1.xml: the whole id of the fact in each bookmark, which a bookmark's 40 letters may not hold."""
    rows = "".join(f'<fact bookmark="{escape(mark)}" id="{escape(fact)}"/>' for mark, fact in facts.items())
    return (f'{XML}<facts xmlns="{FACTS}" report="{escape(meta.report)}" edition="{escape(meta.number)}" '
            f'lang="{escape(meta.lang)}">{rows}</facts>')


def facts_properties_part(meta: Meta) -> str:
    """customXml/itemProps1.xml, with an identity that stays the same from edition to edition."""
    identity = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{FACTS}/{meta.report}")).upper()
    return (f'{XML}<ds:datastoreItem xmlns:ds="{_PROPERTIES}customXml" ds:itemID="{{{identity}}}">'
            f'<ds:schemaRefs><ds:schemaRef ds:uri="{FACTS}"/></ds:schemaRefs></ds:datastoreItem>')
