"""Put parts into one package, of Word or of a chart's workbook: content types, relationships, a zip of fixed bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NAMESPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in (
    ("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"),
))
OFFICE_TYPE = "application/vnd.openxmlformats-officedocument."
CONTENT_TYPES = tuple((re.compile(pattern), kind) for pattern, kind in (
    (r"word/document\.xml", WORD_TYPE + "document.main+xml"),
    (r"word/(styles|numbering|settings|fontTable|footnotes|endnotes|header|footer|comments)\d*\.xml",
     WORD_TYPE + r"\1+xml"),
    (r"word/theme/theme\d+\.xml", OFFICE_TYPE + "theme+xml"),
    (r"word/charts/chart\d+\.xml", OFFICE_TYPE + "drawingml.chart+xml"),
    (r"xl/(workbook)\.xml", OFFICE_TYPE + "spreadsheetml.sheet.main+xml"),
    (r"xl/(worksheets)/sheet\d+\.xml", OFFICE_TYPE + "spreadsheetml.worksheet+xml"),
    (r"xl/(styles|sharedStrings)\.xml", OFFICE_TYPE + r"spreadsheetml.\1+xml"),
    (r"docProps/core\.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    (r"docProps/app\.xml", OFFICE_TYPE + "extended-properties+xml"),
    (r"docProps/custom\.xml", OFFICE_TYPE + "custom-properties+xml"),
    (r"customXml/itemProps\d+\.xml", OFFICE_TYPE + "customXmlProperties+xml"),
))
DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml",
            "png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml",
            "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
            "emf": "image/x-emf", "wmf": "image/x-wmf", "odttf": OFFICE_TYPE + "obfuscatedFont",
            "xlsx": OFFICE_TYPE + "spreadsheetml.sheet"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def escape(text: str) -> str:
    """`text` for XML content and attributes; ValueError where XML cannot hold one of its characters."""
    if bad := _NOT_XML.search(text):
        raise ValueError(f"U+{ord(bad[0]):04X} cannot stand in a Word file: {text[:60]!r}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


@dataclass(slots=True)
class Relations:
    """The relationships of one part, numbered in the order they are asked for."""

    _ids: dict[tuple[str, str, bool], str] = field(default_factory=dict)
    _made: int = 0

    def to(self, kind: str, target: str, external: bool = False) -> str:
        """The id of the relationship to `target`; `kind` is the last word of an office type, or a whole address."""
        whole = kind if kind.startswith("http") else OFFICE + kind
        place = whole, target, external
        if place not in self._ids:
            self._made += 1
            self._ids[place] = f"rId{self._made}"
        return self._ids[place]

    def forget(self, *kinds: str) -> None:
        """Drop the relationships of these kinds; the others keep their ids."""
        gone = {OFFICE + kind for kind in kinds}
        self._ids = {place: name for place, name in self._ids.items() if place[0] not in gone}

    def xml(self) -> str:
        mode = {True: ' TargetMode="External"', False: ""}
        rows = (f'<Relationship Id="{name}" Type="{kind}" Target="{escape(target)}"{mode[external]}/>'
                for (kind, target, external), name in self._ids.items())
        return f'{XML}<Relationships xmlns="{PACKAGE}relationships">{"".join(rows)}</Relationships>'

    def __bool__(self) -> bool:
        return bool(self._ids)


def _content_types(names: list[str]) -> str:
    """`[Content_Types].xml` for the parts of these names."""
    endings = sorted({name.rpartition(".")[2] for name in names} | {"rels", "xml"})
    defaults = "".join(f'<Default Extension="{e}" ContentType="{DEFAULTS[e]}"/>' for e in endings)
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{found.expand(kind)}"/>' for name in sorted(names)
                        for pattern, kind in CONTENT_TYPES if (found := pattern.fullmatch(name)))
    return f'{XML}<Types xmlns="{PACKAGE}content-types">{defaults}{overrides}</Types>'


def pack(parts: Mapping[str, str | bytes]) -> bytes:
    """The package as bytes: content types first, then the parts by name, all dated 1980 and of no system."""
    whole = {"[Content_Types].xml": _content_types(list(parts)), **{name: parts[name] for name in sorted(parts)}}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in whole.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, content.encode("utf-8") if isinstance(content, str) else content)
    return buffer.getvalue()
