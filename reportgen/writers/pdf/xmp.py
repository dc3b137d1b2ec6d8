"""Write what a PDF says of itself, as XMP: what it is, by whom, of when, under which licence, by which rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from reportgen.document.nodes import Meta
from reportgen.document.terms import address_in

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/", "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/", "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/", "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/", "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#", "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
# PDF/A knows no identification of PDF/UA: a file that is both describes it (ISO 19005-3, 6.6.2.3).
UA_SCHEMA = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>"
    f"<pdfaSchema:namespaceURI>{NAMESPACES['pdfuaid']}</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>")


def xmp(meta: Meta, moment: str, producer: str, creator: str) -> bytes:
    """The packet, in UTF-8; `moment` is the edition's day in ISO 8601, `producer` and `creator` are programs."""
    plain = {
        "pdfaid:part": "3", "pdfaid:conformance": "A", "pdfuaid:part": "1", "dc:format": "application/pdf",
        "dc:identifier": f"{meta.report}-{meta.number}-{meta.lang}", "xmpMM:VersionID": meta.number,
        "xmp:CreateDate": moment, "xmp:ModifyDate": moment, "xmp:MetadataDate": moment, "xmp:CreatorTool": creator,
        "pdf:Producer": producer, "xmpRights:WebStatement": address_in(meta.licence),
    }
    told = "".join(f"<{name}>{escape(text, quote=False)}</{name}>" for name, text in plain.items() if text)
    told += _listed("Alt", {"dc:title": [meta.title], "dc:description": [meta.description],
                            "dc:rights": [meta.licence]}, ' xml:lang="x-default"')
    told += _listed("Seq", {"dc:creator": [meta.author], "dc:date": [moment]})
    told += _listed("Bag", {"dc:language": [meta.lang], "dc:publisher": [meta.author]})
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
            f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about=""{names}>'
            f"{told}{UA_SCHEMA}</rdf:Description></rdf:RDF></x:xmpmeta>\n"
            '<?xpacket end="r"?>').encode()


def _listed(kind: str, properties: Mapping[str, Sequence[str]], attribute: str = "") -> str:
    """Properties that are lists, those without a word left out."""
    told = {name: "".join(f"<rdf:li{attribute}>{escape(one, quote=False)}</rdf:li>" for one in texts)
            for name, texts in properties.items() if all(texts)}
    return "".join(f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" for name, items in told.items())
