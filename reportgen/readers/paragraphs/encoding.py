"""Tell the encoding of a text: its byte order mark, what it declares, UTF-8, UTF-16, GB18030, in this order."""

from __future__ import annotations

import codecs
import re

from reportgen.diagnostics import Span, refuse
from reportgen.messages import say

UTF8 = "UTF-8"
MARKS = (
    (codecs.BOM_UTF8, UTF8), (codecs.BOM_UTF32_LE, "UTF-32-LE"), (codecs.BOM_UTF32_BE, "UTF-32-BE"),
    (codecs.BOM_UTF16_LE, "UTF-16-LE"), (codecs.BOM_UTF16_BE, "UTF-16-BE"),
)
DECLARABLE = re.compile(r"utf-8|ascii|gbk?|gb2312|gb18030|big5(hkscs)?|hz|euc_\w\w|shift_jis|iso8859-\d+|cp\d+|koi8-\w")
WIDER = {"ascii": UTF8, "gb2312": "GB18030", "gbk": "GB18030", "iso8859-1": "CP1252"}   # as browsers take them


def decode(data: bytes, span: Span, declared: str = "") -> tuple[str, str]:
    """The text and the name of its encoding. ReportgenError [unknown-encoding] at `span` where none fits.

    GB18030 fits nearly anything, so it is taken only where most of what is not ASCII becomes characters of GB 2312;
    UTF-16 without a mark only where there are zeros and nearly everything becomes such characters or ASCII.
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark):], name) or _refuse(span, name), name
    for name in _utf16_by_its_zeros(data) if b"\0" in data else (*_declarable(declared), UTF8, "GB18030"):
        text = _strict(data, name)
        if text is not None and (name == UTF8 or name in _declarable(declared) or _is_likely(text)):
            return text, name
    return _refuse(span, declared), ""


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _refuse(span: Span, name: str) -> str:
    tried = say("it is not the {name} it says it is", name=name) if name else \
        say("it is neither UTF-8 nor UTF-16 nor GB18030")
    refuse("unknown-encoding", say("the encoding of the text cannot be told: {tried}", tried=tried), span,
           say("open it in an editor that shows it rightly, and save it as UTF-8"))


def _declarable(label: str) -> tuple[str, ...]:
    """The encoding that a label means, if it is one of texts."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ()
    return (WIDER.get(name, name.upper()),) if DECLARABLE.fullmatch(name) else ()


def _utf16_by_its_zeros(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark, the likelier order of bytes first: by where the zeros of spaces and line ends stand."""
    even, odd = data[0::2].count(0), data[1::2].count(0)
    return ("UTF-16-LE", "UTF-16-BE") if odd >= even else ("UTF-16-BE", "UTF-16-LE")


def _is_likely(text: str) -> bool:
    """Whether most of what is not ASCII is of GB 2312, and nothing is a control character."""
    beyond = [c for c in text[:100_000] if ord(c) > 127]
    known = sum(len(c.encode("gb2312", "ignore")) == 2 for c in beyond)
    return 2 * known >= len(beyond) and not re.search(r"[\x00-\x08\x0e-\x1f]", text)
