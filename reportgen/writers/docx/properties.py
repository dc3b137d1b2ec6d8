"""Write what a file says about itself: its properties."""

from __future__ import annotations

import hashlib

from reportgen.document.nodes import Document, Meta
from reportgen.writers.docx.package import PACKAGE, XML, escape

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


def custom_part(document: Document, toc_pages: str) -> str:
    """docProps/custom.xml: which report this is, which edition, of which facts (sha256 of facts.yaml, "" without).

    `toc_pages` is what laid out the pages that the contents name, "" where they name none.
    """
    meta = document.meta
    facts = next((one.data for one in document.attachments if one.relationship == "Source"), None)
    values = {"report": meta.report, "edition": meta.number, "date": meta.date, "language": meta.lang,
              "licence": meta.licence, "facts": "" if facts is None else hashlib.sha256(facts).hexdigest()}
    values |= {"toc_pages": toc_pages} if toc_pages else {}
    rows = "".join(f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{pid}" name="{name}">'
                   f'<vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
                   for pid, (name, value) in enumerate(values.items(), 2))
    return (f'{XML}<Properties xmlns="{_PROPERTIES}custom-properties" xmlns:vt="{_PROPERTIES}docPropsVTypes">{rows}'
            '</Properties>')
