"""Read a saved web page as paragraphs: headings, paragraphs, list items and table rows, without menus and scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say
from reportgen.readers.paragraphs.encoding import decode
from reportgen.readers.paragraphs.transcript import CELL, Transcript, fold, paragraphs, raised
from reportgen.readers.paragraphs.txt import split_text

END, LINE = "\u2029", "\u2028"                  # where a paragraph ends, and where a line does
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot",
    "th", "thead", "tr", "ul",
))
UNSEEN = frozenset((
    "head", "script", "style", "noscript", "template", "nav", "button", "select", "textarea", "datalist", "svg",
    "math", "canvas", "object", "iframe", "audio", "video", "map", "dialog", "title",
))
AROUND = frozenset(("header", "footer", "aside"))                       # furniture, but inside an article or main
ROLES = frozenset(("navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar"))
LAYOUT = 3                                      # a cell of so many blocks is there for layout
SENTENCE_END = r"[。！？!?.…][”’\"')）」』】]*"


def read_html(data: bytes, span: Span) -> Transcript:
    """The encoding is that of the byte order mark, else of the page's meta element, else as in a plain text."""
    declared = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", data[:4096], re.IGNORECASE)
    text, encoding = decode(data, span, declared[1].decode() if declared else "")
    root = _parse(text, span)
    if root is None:
        return Transcript((), encoding)
    return Transcript(paragraphs(_split("".join(_pieces(root)))), encoding, _title(root))


def _parse(text: str, span: Span) -> Any:
    """The root element, or None in an empty page. Nothing is fetched, and no entity but HTML's own is known."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None
    cut = [problem for problem in parser.error_log if problem.level_name == "FATAL"]
    if cut:
        problem = cut[0].message.strip()
        refuse("unreadable-source", say("the page cannot be read to its end: {problem}", problem=problem),
               Span(span.file, cut[0].line, cut[0].column))
    return root


def _title(root: Any) -> str:
    found = (fold("".join(element.itertext())) for element in (*root.iter("h1"), *root.iter("title")))
    return next(filter(None, found), "")


def _pieces(root: Any) -> Iterator[str]:
    """All text in order, with END at the edges of blocks and LINE for line breaks."""
    from lxml import etree

    walk = etree.iterwalk(root, events=("start", "end"))
    whole: Any = None                           # the element that was taken as a whole, or left out
    for event, element in walk:
        if event == "start":
            taken = _whole(element)
            if taken is not None:
                walk.skip_subtree()
                whole = element
                yield taken
            else:
                yield (END if element.tag in BLOCKS else "") + _words(element.text)
            continue
        if element is not whole and element.tag in BLOCKS:
            yield END
        if element is not root:
            yield _words(element.tail)


def _words(text: str | None) -> str:
    return re.sub(r"[\t\n\r\f\u2028\u2029]+", "\n", text or "")


def _whole(element: Any) -> str | None:
    """What stands for an element that is not looked into, or None."""
    if _is_furniture(element):
        return END if element.tag in BLOCKS else ""
    match element.tag:
        case "br":
            return LINE
        case "sup" if len(element) == 0:
            return raised(element.text or "")
        case "pre":
            return END + END.join(split_text("".join(element.itertext()))) + END
        case "tr" if (cells := _cells(element)) is not None:
            return END + CELL.join(cells).replace("\n", " ") + END
    return None


def _is_furniture(element: Any) -> bool:
    tag, role = element.tag, element.get("role", "")
    if tag in UNSEEN or role in ("navigation", "search", "menu", "menubar", "toolbar"):
        return True
    if element.get("hidden") is not None or re.search(r"display\s*:\s*none", element.get("style", "")):
        return True
    if tag in AROUND or role in ROLES:
        return next(element.iterancestors("article", "main"), None) is None
    return tag in ("ul", "ol") and _is_menu(element)


def _is_menu(element: Any) -> bool:
    """A list of three items or more with nothing but links in them."""
    linked = sum(len(fold("".join(link.itertext()))) for link in element.iter("a"))
    return len(element) >= 3 and linked > 0 and linked >= 0.9 * len(fold("".join(element.itertext())))


def _cells(row: Any) -> list[str] | None:
    """The text of each cell, or None where the row is there for layout: its only cell, a table in it, many blocks."""
    cells = [child for child in row if child.tag in ("td", "th")]
    for cell in cells:
        blocks = [inner for inner in cell.iter(*BLOCKS) if inner is not cell]
        if len(blocks) >= LAYOUT or any(inner.tag == "table" for inner in blocks):
            return None
    if len(cells) < 2:
        return None
    return [fold("".join(_pieces(cell)).replace(END, " ").replace(LINE, "\n")) for cell in cells]


def _split(text: str) -> Iterator[str]:
    """Paragraphs end at blocks; at a line break where another or an indent follows, or a sentence has ended."""
    text = re.sub(rf"{LINE}\s*(?={LINE})", END, text)
    text = re.sub(rf"{LINE}\s*?(?=\u3000|[\u00a0\u2003 ]{{2}})", END, text)
    text = re.sub(rf"({SENTENCE_END}\s*){LINE}", rf"\1{END}", text)
    for part in text.split(END):
        yield part.replace("\n", " ").replace(LINE, "\n")
