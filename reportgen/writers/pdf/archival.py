"""Complete a PDF as an archive wants it: what it says of itself, the files in it, what its pages are called.

WeasyPrint has one variant at a time, writes XMP compressed, lists attached files twice, knows no media type of YAML
and no names of pages; all of that is written here, from the document alone.
"""

from __future__ import annotations

from hashlib import md5
from typing import Any

from reportgen.document.nodes import Attachment, Document
from reportgen.writers.pdf.xmp import xmp

CREATOR = "reportgen"


def complete(pdf: Any, document: Document) -> None:
    """Write properties, attachments and the labels of pages into the PDF, which then is only to be saved."""
    import pydyf

    meta = document.meta
    moment, producer = f"{meta.date}T00:00:00Z", pdf.info["Producer"].string
    pdf.info.clear()
    told = {"Title": meta.title, "Author": meta.author, "Subject": meta.description, "Creator": CREATOR,
            "Producer": producer, "CreationDate": _date(meta.date), "ModDate": _date(meta.date)}
    pdf.info.update({name: pydyf.String(text) for name, text in told.items() if text})
    packet = next(thing for thing in pdf.objects if thing.reference == pdf.catalog["Metadata"])
    packet.stream, packet.compress = [xmp(meta, moment, producer, CREATOR)], False
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})
    if document.attachments:
        _attach(pdf, document)


def _date(day: str) -> str:
    """An ISO 8601 day as PDF writes moments: its beginning, in UTC."""
    return f"D:{day.replace('-', '')}000000Z"


def _attach(pdf: Any, document: Document) -> None:
    """The files in the order of their names, each associated with the document."""
    import pydyf

    names, files = pydyf.Array(), pydyf.Array()
    for attachment in sorted(document.attachments, key=lambda one: one.name):
        specification = _specification(pdf, attachment, _date(document.meta.date))
        names += [pydyf.String(attachment.name), specification.reference]
        files.append(specification.reference)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["AF"] = files


def _specification(pdf: Any, attachment: Attachment, date: str) -> Any:
    import pydyf

    parameters = pydyf.Dictionary({
        "Size": len(attachment.data), "CreationDate": pydyf.String(date), "ModDate": pydyf.String(date),
        "CheckSum": f"<{md5(attachment.data, usedforsecurity=False).hexdigest()}>"})
    stream = pydyf.Stream([attachment.data], {
        "Type": "/EmbeddedFile", "Subtype": f"/{attachment.media_type.replace('/', '#2f')}", "Params": parameters},
        compress=True)
    pdf.add_object(stream)
    specification = pydyf.Dictionary({
        "Type": "/Filespec", "F": pydyf.String(attachment.name), "UF": pydyf.String(attachment.name),
        "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        "Desc": pydyf.String(attachment.description), "AFRelationship": f"/{attachment.relationship}"})
    pdf.add_object(specification)
    return specification
