"""Any text, document tree, fact base and template that the program may meet, for hypothesis to draw."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import count, product
from typing import Any

from hypothesis import strategies as st

from reportgen.diagnostics import Span
from reportgen.document.nodes import (
    Block, Blocks, Callout, Cell, Chart, Citation, Claim, Column, Distribution, Document, Emphasis, FactText, Heading,
    Inline, Inlines, KeyFigure, KeyFigures, Language, LineBreak, Link, List, Masthead, Meta, Moment, Note, PageBreak,
    Paragraph, Picture, Point, Quote, Reference, Row, Series, Strong, Subscript, Superscript, Table, Text, Timeline,
    TimelineEntry,
)
from reportgen.document.walk import map_inlines
from reportgen.facts.wordings.quantity import QuantityError, read_quantity

# --- text ---------------------------------------------------------------------------------------------------------

SCRIPTS = {
    "Latin": ("river", "cases", "coöperation", "naïve", "Điện Biên", "Ångström", "i.e.", "A", "and", "ﬁnd", "ß"),
    "Han": ("四国", "共破获案件", "湄公河", "余", "第", "㐀", "禁毒", "（以下同）", "，", "。", "、",
            "“平安航道”", "——", "……"),
    "Thai": ("ประเทศไทย", "น้ำ", "กู้", "ๆ"),
    "Lao": ("ລາວ", "ແມ່ນ້ຳຂອງ"),
    "Burmese": ("မြန်မာ", "ကျွန်ုပ်", "အင်္ဂလိပ်", "င်္"),
    "Khmer": ("កម្ពុជា", "ស្រ្តី", "្"),
    "Greek and Cyrillic": ("Ω", "μ", "Россия", "ё"),
    "digits": ("8919", "10,164", "295.50", "1", "0", "-5%", "１２", "²", "½", "1234567890" * 4),
    "marks": ("e\u0301", "\u0301", "o\u0302\u0323", "\u0e49", "n\u0303\u0303\u0303"),
    "spaces": (" ", "  ", "\u00a0", "\u2009", "\u3000", "\u202f", "\u2003", "\u200b", "\u2060", "\u00ad", "\u200d",
               "\u200c"),
    "marks of writing": ("–", "—", "’", "‘", "“", "”", "…", "·", "•", "†", "§", "¶", "-", "\u2010", "\u2011", "/", "?",
                         "!", ";"),
    "markup": ("<b>", "</p>", "&amp;", "&", "<", ">", '"', "'", "\\", "`", "*", "_", "~~", "#", "|", "[x](y)", "{{",
               "}}",
               "{%", "{#", "]]>", "<!--", "$", "%s", "{0}", "[^1]", "1. ", "- ", "://"),
    "long words": ("a" * 70, "Donaudampfschifffahrtsgesellschaft", "https://example.org/" + "path/" * 12, "0" * 60,
                   "字" * 60, "ก" * 50, "x-" * 30, "\u00a0".join("ab" for _ in range(30)), "W" * 90),
}
FOREIGN = {                            # hardly any font of ours has these, so that they are drawn less often
    "right to left": ("שלום", "مرحبا", "٣"),
    "pictures": ("😀", "👩\u200d🔬", "🇨🇳", "✔", "→", "☎\ufe0f", "★"),
    "far planes": ("𠀀", "𝑥", "\U0001f600", "ꀀ"),
}
LANGS = ("en", "zh-CN", "lo", "my", "th", "ar", "vi", "und")


def _pieces(scripts: Mapping[str, Sequence[str]]) -> st.SearchStrategy[str]:
    return st.one_of(*(st.sampled_from(words) for words in scripts.values()))


WORD = _pieces(SCRIPTS)
ANY_WORD = st.integers(0, 400).flatmap(lambda n: _pieces(FOREIGN) if n == 137 else WORD)


@cache
def texts(least: int = 0, most: int = 6) -> st.SearchStrategy[str]:
    """Words of many scripts, joined with and without spaces."""
    parts = st.tuples(ANY_WORD, st.sampled_from(("", "", " ")))
    return st.lists(parts, min_size=least, max_size=most).map(lambda pairs: "".join(w + s for w, s in pairs))


SAFE = st.lists(st.sampled_from((*SCRIPTS["Latin"][:4], *SCRIPTS["Han"][:4], " ", "-", "&", "<")), min_size=1,
                max_size=6).map("".join)


# --- document trees -----------------------------------------------------------------------------------------------

IDS = ("a", "tbl-x", "fig-1", "图", "s-1", "table-1", "h-1", "note.1", "evidence-cases", "source-s1", "x.y:z")
FACTS = ("cases", "sweep.cases", "作物", "sweep.when", "a" * 60)
URLS = ("https://example.org/", "http://example.org/a?b=1&c=%20#d", "mailto:desk@example.org",
        "https://example.org/\u4e2d\u6587/" + "x" * 80)


@cache
def inlines(most: int = 4, depth: int = 2, note: bool = True) -> st.SearchStrategy[Inlines]:
    """Inline content; no note stands in a note, where the writers have no way to say it."""
    return st.lists(_inline(depth, note), max_size=most).map(tuple)


@cache
def _inline(depth: int, note: bool) -> st.SearchStrategy[Any]:
    flat = [
        texts().map(Text), texts(1, 3).map(Text), st.just(LineBreak()),
        st.builds(FactText, st.sampled_from(FACTS), texts(1, 3)),
        st.builds(Citation, st.lists(st.tuples(st.sampled_from(("s1", "s2", "来源")),
                                               st.sampled_from(("", "¶11", "¶ 12-14", "p. 3", "第6段", "Table <2>"))),
                                     max_size=4).map(tuple)),
        st.builds(Reference, st.sampled_from((*IDS, "fact:cases", "fact:作物")), st.one_of(st.just(""), texts(1, 2))),
    ]
    if not depth:
        return st.one_of(*flat[:3], *flat)
    inner = inlines(3, depth - 1, note)
    wrapped = [*(st.builds(kind, inner) for kind in (Emphasis, Strong, Superscript, Subscript)),
               st.builds(Language, inner, st.sampled_from(LANGS)), st.builds(Link, inner, st.sampled_from(URLS))]
    notes = [st.builds(Note, inlines(3, depth - 1, note=False))] if note else []
    return st.one_of(*flat[:2], *flat, *wrapped, *notes)


@cache
def blocks(depth: int = 2, most: int = 4) -> st.SearchStrategy[Blocks]:
    return st.lists(_block(depth), max_size=most).map(tuple)


@cache
def _block(depth: int) -> st.SearchStrategy[Block]:
    flat = [
        st.builds(Paragraph, inlines(), st.sampled_from(("", "", "lead", "small")), _id()),
        st.builds(Heading, st.integers(1, 4), inlines(), _id(), numbered=st.booleans()),
        tables(), timelines(), charts(), pictures(),
        st.builds(KeyFigures, st.lists(st.builds(KeyFigure, inlines(2, 1), inlines(2, 1), inlines(2, 1)),
                                       max_size=7).map(tuple)),
        st.just(PageBreak()), st.builds(Paragraph, large()),
    ]
    if not depth:
        return st.one_of(*flat)
    inner = st.one_of(blocks(depth - 1, 3), blocks(depth - 1, 3), st.builds(_chest, _block(0), st.integers(1, 9)))
    nested = [
        st.builds(List, st.lists(inner, max_size=4).map(tuple), st.booleans(), st.sampled_from((1, 1, 0, 7, 1000))),
        st.builds(Quote, inner, inlines(2, 1)),
        st.builds(Callout, st.sampled_from(("bottom-line", "caveat", "note", "highlight")), inlines(2, 1), inner),
        st.builds(Claim, inner, st.sampled_from(("low", "moderate", "high")), texts(1, 2)),
    ]
    return st.one_of(*flat, *nested, *nested)


def _chest(block: Block, levels: int) -> Blocks:
    """A block in boxes, lists and quotations, each in the next."""
    wraps = (lambda inner: Callout("note", (Text("t"),), inner), lambda inner: List((inner,)), Quote,
             lambda inner: Claim(inner, "low", "Low"))
    inside: Blocks = (block,)
    for level in range(levels):
        inside = (wraps[level % len(wraps)](inside),)
    return inside


@cache
def _id() -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), st.just(""), st.sampled_from(IDS))


@cache
def large() -> st.SearchStrategy[Inlines]:
    """What fills a page or two: the same words many times, or many notes in one line."""
    many = st.tuples(texts(1, 6), st.integers(20, 400)).map(lambda two: (Text(f"{two[0]} " * two[1]),))
    noted = st.tuples(texts(1, 1), st.integers(5, 40), texts(1, 9)).map(lambda three: tuple(
        part for n in range(three[1]) for part in (Text(f"{three[0]} "), Note((Text(f"{n} {three[2]}"),)))))
    return st.one_of(many, many, noted)


WORDS_ALONE = texts(0, 1).map(lambda text: (Text(text),))


@cache
@st.composite
def tables(draw: Callable[..., Any]) -> Table:
    """Tables whose rows fill their columns, spans over columns and rows counted."""
    width = draw(st.sampled_from((1, 2, 3, 3, 4, 6, 12, 24)))
    content = st.one_of(*[inlines(2, 1)] * 9, large()) if width < 6 else WORDS_ALONE
    aligns = st.sampled_from(("left", "center", "number"))
    shares = draw(st.sampled_from(("none", "some", "all")))
    width_of = {"none": st.just(0), "some": st.sampled_from((0, 1, 30)), "all": st.integers(1, 100)}[shares]
    columns = tuple(Column(draw(aligns), draw(width_of)) for _ in range(width))
    return Table(columns, draw(_rows(width, content, 2)), draw(_rows(width, content, 5)), draw(inlines(2, 1)),
                 draw(st.lists(inlines(2, 1), max_size=2).map(tuple)), draw(_id()),
                 style=draw(st.sampled_from(("", "", "plain", "evidence"))),
                 orientation=draw(st.sampled_from(("", "", "", "landscape"))))


@cache
@st.composite
def _rows(draw: Callable[..., Any], width: int, content: st.SearchStrategy[Inlines], most: int) -> tuple[Row, ...]:
    covered, rows, number = [0] * width, [], draw(st.integers(0, most))
    for left in range(number, 0, -1):
        cells, column = [], 0
        while column < width:
            if covered[column]:
                covered[column] -= 1
                column += 1
                continue
            free = next((n for n in range(column, width) if covered[n]), width) - column
            span, down = (draw(st.sampled_from((1, 1, 1, most))) for most in (min(free, 3), min(left, 3)))
            covered[column:column + span] = [down - 1] * span
            cells.append(Cell(draw(content), draw(st.booleans()), span, down))
            column += span
        rows.append(Row(tuple(cells), draw(st.sampled_from(("body", "body", "group", "total"))),
                        draw(st.one_of(st.just(""), st.just(""), st.sampled_from(("row", "evidence-作物"))))))
    return tuple(rows)


@cache
def timelines() -> st.SearchStrategy[Timeline]:
    heads, notes = st.tuples(texts(0, 2), texts(0, 2)), st.lists(inlines(2, 1), max_size=2).map(tuple)
    entry = st.builds(TimelineEntry, inlines(2, 1), inlines(2, 1), inlines(2, 1))
    words = inlines(2, 1, note=False)
    drawn = st.builds(TimelineEntry, words, words, words, moments(), st.booleans())
    return st.one_of(
        st.builds(Timeline, heads, st.lists(entry, max_size=4).map(tuple), inlines(2, 1), notes, _id()),
        st.builds(Timeline, heads, st.lists(drawn, min_size=1, max_size=4).map(tuple), inlines(2, 1), notes, _id(),
                  form=st.just("drawn")))


@cache
def moments() -> st.SearchStrategy[Moment]:
    """Single dates of every precision, times, open ones, two dates, and none."""
    day = st.dates(date(1, 1, 1), date(9999, 12, 31)).flatmap(
        lambda day: st.sampled_from((f"{day:%Y}".zfill(4), f"{day:%Y}".zfill(4) + f"{day:-%m}", day.isoformat())))
    two = st.tuples(day, day).map(sorted).filter(lambda both: both[0][:4] < both[1][:4])
    return st.one_of(
        day.map(lambda one: Moment(one, one)), two.map(lambda both: Moment(*both)),
        two.map(lambda both: Moment(*both, kind="apart")), two.map(lambda both: Moment(*both, kind="about")),
        day.map(lambda one: Moment(one, "", "end")), day.map(lambda one: Moment("", one, "begin")), st.just(Moment()))


NUMBERS = ("0", "1", "8919", "0.0001", "295.50", "1000000000000000000", "1E+30", "-0", "3.0E-9", "99999", "12", "0.1")


@cache
@st.composite
def charts(draw: Callable[..., Any]) -> Chart:
    """Charts with one point for each category in each series."""
    categories = tuple(draw(st.lists(texts(0, 2), min_size=draw(st.integers(0, 9)) > 0, max_size=5)))
    numbers = st.sampled_from(NUMBERS if draw(st.integers(0, 9)) else (*NUMBERS, "-3", "-8919.5"))
    kind = draw(st.sampled_from(("bar", "column", "stacked_bar", "stacked_column", "line", "dot", "share")))
    added = kind in ("stacked_bar", "stacked_column", "share") and draw(st.integers(0, 9)) > 0      # mostly sound
    point = st.builds(Point, st.one_of(st.none(), numbers), texts(0, 2), st.sampled_from(("", *FACTS[:2])),
                      st.sampled_from(("", "about") if added else ("", "above", "below", "about")))
    if not added:
        point = st.one_of(point, st.builds(lambda n, text: Point(n, text, "", "", n, "1E+31"), numbers, texts(0, 2)))
    series = st.builds(Series, texts(0, 2),
                       st.lists(point, min_size=len(categories), max_size=len(categories)).map(tuple),
                       st.just("吨") if added else st.sampled_from(("", "cases", "USD a year", "吨")))
    dates = tuple(f"{2000 + n * n}-07-02" for n in range(len(categories))) if kind == "line" else ()
    return Chart(kind, categories,
                 tuple(draw(st.lists(series, min_size=bool(categories),
                                     max_size=1 if kind == "share" else draw(st.sampled_from((1, 3, 9)))))),
                 draw(inlines(2, 1)),
                 draw(st.lists(inlines(2, 1), max_size=1).map(tuple)), draw(_id()), dates=dates,
                 whole=Point("1E+32", draw(texts(0, 1))) if kind == "share" else None)


def png(width: int = 8, height: int = 8) -> bytes:
    """A picture of one colour."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress((b"\0" + b"\x30\x60\x90" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


SVG = (b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
       b'<rect width="40" height="20" fill="#369"/></svg>')


@cache
def pictures() -> st.SearchStrategy[Picture]:
    given = st.sampled_from(((png(), "image/png"), (png(900, 3), "image/png"), (png(1, 400), "image/png"),
                             (SVG, "image/svg+xml")))
    return st.builds(lambda file, alt, caption, id: Picture(*file, alt, caption, id), given, texts(0, 3), inlines(2, 1),
                     _id())


@cache
def mastheads() -> st.SearchStrategy[Masthead]:
    items = st.lists(st.tuples(texts(1, 2), inlines(2, 1)), max_size=5).map(tuple)
    return st.builds(Masthead, texts(0, 2), texts(0, 2), texts(1, 4), texts(0, 3), items, texts(0, 2), texts(0, 2))


@cache
def distributions() -> st.SearchStrategy[Distribution]:
    lines = st.lists(st.tuples(texts(1, 2), inlines(2, 1)), max_size=3).map(tuple)
    return st.builds(Distribution, lines, texts(0, 2))


@st.composite
def documents(draw: Callable[..., Any]) -> Document:
    """Whole documents before `resolve`; headings mostly in steps, ids mostly once; every block has a place."""
    lang = draw(st.sampled_from(("en", "zh-CN")))
    title, more = draw(SAFE.filter(str.strip)), (draw(st.one_of(st.just(""), SAFE)) for _ in range(5))
    meta = Meta("brief", lang, title, "1", "2016-04-30", *more)
    tree = draw(st.one_of(st.just(()), mastheads().map(lambda head: (head,)))) + draw(blocks(3, 5))
    tree += draw(st.one_of(st.just(()), distributions().map(lambda end: (end,))))
    if draw(st.integers(0, 9)):
        taken: set[str] = set()
        tree = _once(_in_steps(tree, [0]), taken)
        tree = map_inlines(tree, lambda node: _known(node, taken))
    return Document(meta, map_inlines(_placed(tree, count(1)), _at_a_place))


def _known(node: Inline, ids: set[str]) -> Inline:
    """The same, but for a reference that leads nowhere: its words."""
    lost = isinstance(node, Reference) and (node.target not in ids or not node.text)
    return Text(node.text) if lost else node


def _at_a_place(node: Inline) -> Inline:
    return replace(node, span=Span("t.md", 1, 2)) if hasattr(node, "span") else node


def _inside(block: Block, change: Callable[[Blocks], Blocks]) -> Block:
    match block:
        case List(items):
            return replace(block, items=tuple(map(change, items)))
        case Quote() | Callout() | Claim():
            return replace(block, content=change(block.content))
        case _:
            return block


def _in_steps(tree: Blocks, above: list[int]) -> Blocks:
    def stepped(block: Block) -> Block:
        if not isinstance(block, Heading):
            return _inside(block, lambda inner: _in_steps(inner, above))
        above[0] = min(block.level, above[0] + 1)
        return replace(block, level=above[0])

    return tuple(map(stepped, tree))


def _once(tree: Blocks, taken: set[str]) -> Blocks:
    def free(thing: Any) -> Any:
        if not getattr(thing, "id", "") or thing.id not in taken:
            taken.update((getattr(thing, "id", ""),))
            return thing
        return replace(thing, id="")

    def only(block: Block) -> Block:
        block = free(block)
        if isinstance(block, Table):
            block = replace(block, head=tuple(map(free, block.head)), body=tuple(map(free, block.body)))
        return _inside(block, lambda inner: _once(inner, taken))

    return tuple(map(only, tree))


def _placed(tree: Blocks, lines: Any) -> Blocks:
    return tuple(_inside(replace(block, span=Span("t.md", next(lines))), lambda inner: _placed(inner, lines))
                 for block in tree)


# --- fact bases ---------------------------------------------------------------------------------------------------

RELATIONS = {"zh": ("", "约", "近", "超过", "逾", "不足", "至少", "至多", "共计"),
             "en": ("", "about ", "nearly ", "over ", "less than ", "at least ", "at most ", "Some ")}
FIGURES = {"zh": ("0", "1", "3", "8919", "1200余", "1.20亿", "数百万", "两", "295.50", "3至5", "-5", "40多", "１２",
                  "一千五百", "3亿5000万", "十几", "999999999999", "0.001"),
           "en": ("0", "1", "8,919", "eight", "295.50", "1.6 billion", "3 to 5", "minus 4", "1,200-odd", "0.001",
                  "999999999999")}
THINGS = {"zh": ("起", "名", "吨", "万亩", "美元", "%", "个月", "人次", "个", "年"),
          "en": (" cases", " people", " t", " mu", " US dollars", "%", " months", " items", " years")}
PERIODS = ("2015年", "2015年1月12日至3月12日", "2007年前", "目前", "近年来", "近10年", "2006年和2008年", "上世纪90年代",
           "2002年起", "1995-05", "2002/..", "../2004", "2015-01-12/2015-03-12", "unknown", "0004", "9999-12-31",
           "196X")
NAMES = ("cases", "suspects", "seized", "作物", "fact_1", "é", "Ж2")
EVENTS = ("sweep", "raid", "行动")


@cache
def localized(most: int = 3) -> st.SearchStrategy[dict[str, str]]:
    word = texts(1,
                 most).filter(lambda text: text.strip(" \u00a0\u3000\u200b\u2060\u00ad\u200d\u200c\u2009\u202f\u2003"))
    return st.fixed_dictionaries({"zh": word, "en": word})


@cache
def wordings(lang: str) -> tuple[str, ...]:
    """Every figure of the words above that can be read."""
    return tuple(written for parts in product(RELATIONS[lang], FIGURES[lang], THINGS[lang])
                 if _readable(written := "".join(parts), lang))


def _readable(written: str, lang: str) -> bool:
    try:
        read_quantity(written, lang)
    except QuantityError:
        return False
    return True


@st.composite
def answers(draw: Callable[..., Any], lang: str) -> dict[str, Any]:
    """What is known: a wording that hardly ever cannot be read, a date or a state."""
    kind = draw(st.sampled_from(("written",) * 30 + ("odd",) + ("date",) * 4 + ("state",) * 4))
    if kind == "state":
        return {"state": draw(st.sampled_from(("unknown", "none", "withheld", "not_applicable")))}
    if kind == "date":
        return {"date": draw(st.sampled_from(PERIODS))}
    if kind == "odd":
        return {"written": draw(texts(1, 3))}
    return {"written": draw(st.sampled_from(wordings(lang)))}


@st.composite
def _fact(draw: Callable[..., Any], lang: str, labelled: bool) -> dict[str, Any]:
    fact: dict[str, Any] = {"label": draw(localized())} if labelled or draw(st.booleans()) else {}
    if draw(st.integers(0, 3)):
        fact |= draw(answers(lang))
    else:
        several = draw(st.lists(st.sampled_from(PERIODS), min_size=1, max_size=4, unique=True))
        fact["values"] = [{**draw(answers(lang)), "period": period} for period in several]
    for key, made in (("at", st.sampled_from(("¶11", "p. 3", "表 <2>", "第6段"))), ("note", localized()),
                      ("parties", st.sampled_from((["CN"], ["CN", "LA"], ["UNODC"]))), ("from", st.just("CN")),
                      ("to", st.just("UNODC")), ("count", st.sampled_from(("together", "each")))):
        if not draw(st.integers(0, 4)):
            fact[key] = draw(made)
    return fact


@st.composite
def _happening(draw: Callable[..., Any], lang: str) -> dict[str, Any]:
    event: dict[str, Any] = {"title": draw(localized()), "when": draw(st.sampled_from(PERIODS)),
                             "parties": draw(st.sampled_from((["CN"], ["CN", "LA", "MM", "TH"], ["UNODC"], [])))}
    for key, made in (("text", localized(6)), ("place", localized()), ("note", localized()),
                      ("tags", st.just(["x", "标签"]))):
        if draw(st.booleans()):
            event[key] = draw(made)
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    return event | ({"facts": {name: draw(_fact(lang, True)) for name in names}} if names else {})


@st.composite
def fact_bases(draw: Callable[..., Any]) -> dict[str, Any]:
    """One YAML file's content: all sections, mostly sound."""
    lang = draw(st.sampled_from(("zh", "en")))
    source = {"title": draw(localized()), "language": lang, "issued": "2016-04-19", "descriptor": draw(localized()),
              "kind": draw(st.sampled_from(("primary_official", "media", "ngo", "academic", "dataset", "own")))}
    if draw(st.booleans()):
        source |= {"author": draw(localized()), "url": "https://example.org/a_b?c=d&e=%20", "accessed": "2016-04"}
    base: dict[str, Any] = {
        "source": "s1", "at": "¶1", "kind": "operation", "sources": {"s1": source},
        "kinds": {"operation": draw(localized())},
        "names": {"UNODC": {"label": draw(localized())}},
        "facts": {f"top_{name}": draw(_fact(lang, True))
                  for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))},
    }
    events = draw(st.lists(st.sampled_from(EVENTS), max_size=3, unique=True))
    if events:
        base["events"] = {name: draw(_happening(lang)) for name in events}
    if draw(st.booleans()):
        base["agreements"] = {"memorandum": {**draw(_happening(lang)), "joined": {"VN": "1995-05"}}}
    if draw(st.booleans()):
        base["claims"] = {"first_ever": {"text": draw(localized(6))}}
    return base


def as_yaml(value: Any, indent: str = "") -> str:
    """Plain data as YAML in blocks, every text in double quotes."""
    match value:
        case str():
            return f" {json.dumps(value, ensure_ascii=False)}\n"
        case dict() if value:
            return "\n" * bool(indent) + "".join(
                f"{indent}{_key(key)}:{as_yaml(inner, indent + '  ')}" for key, inner in value.items())
        case list() if value:
            return "\n" + "".join(f"{indent}-{as_yaml(inner, indent + '  ')}" for inner in value)
        case _:
            return f" {json.dumps(value)}\n"


def _key(key: str) -> str:
    return key if key.isascii() else json.dumps(key, ensure_ascii=False)


def printing_all(base: Mapping[str, Any], lang: str, charts: bool) -> str:
    """A template that prints every fact of a base in prose, a table, key figures, charts, and all annexes."""
    top = list(base["facts"])
    happenings = {**base.get("events", {}), **base.get("agreements", {})}
    nested = [f"{id}.{name}" for id, event in happenings.items() for name in event.get("facts", {})]
    facts = [*top, *nested]
    lines = ["# One", "", *(f"{{{{ {fact} }}}} {{{{ {fact}.label }}}} {{{{ {fact}.number }}}} {{{{ cite({fact}) }}}}\n"
                            for fact in facts)]
    lines += [f"{{{{ {id}.title }}}} {{{{ {id}.when }}}} {{{{ {id}.parties }}}} {{{{ cite({id}) }}}}\n"
              for id in happenings]
    rows = [f"| {{{{ {fact}.label }}}} | {{{{ {fact} }}}} |" for fact in facts]
    lines += ["| a | b |", "|---|--:|", *rows, ""]
    lines += [f"{{{{ key_figures({', '.join(facts)}) }}}}", ""]
    lines += [f'{{{{ chart({fact}, caption="c") }}}}\n' for fact in facts if charts]
    if happenings:
        lines += ['{{ timeline(of="both", caption="t") }}', "",
                  '{{ table(of="both", columns=["title", "when", "parties", "figures", "cite"], caption="all") }}', ""]
    lines += [f"“{{{{ {id}.text }}}}”\n" for id in base.get("claims", {})]
    return "\n".join([*lines, "{{ sources() }}", "", "{{ evidence() }}", "", "{{ abbreviations() }}", ""])


# --- templates ----------------------------------------------------------------------------------------------------

MARKDOWN = ("# One", "## Two", "##### Five", "- item", "  - inner", "1. first", "> quoted", "", "", "---", "***",
            "```", "    code",
            "| a | b |\n|---|--:|\n| 1 | 2 |", "| a |\n|---|\n| 1 | 2 |", "*em*", "**strong**",
            "[x](https://example.org/)",
            "[x](#tbl-x)", "[x]: https://example.org/", "[^n]", "[^n]: A note.", "![alt](no.png)",
            "<https://example.org>",
            "{.lead}", "{id=tbl-x caption=\"C {{ crops }}\"}", "{.unnumbered}", "\\", "&nbsp;&#x41;&bogus;",
            "~~gone~~", "\t")
HTML = ("<p>", "</p>", "<table><tr><td>1</td></tr></table>", "<td>", "<span lang=\"zh-CN\">", "</span>", "<br>",
        "<b>x</b>",
        "<a href=\"javascript:x\">y</a>", "<img src=x>", "<!-- c -->", "<script>1</script>", "<![CDATA[", "<?x",
        "<aside class=\"x\">",
        "<h1>", "</h1>", "<ul><li>", "</li></ul>", "<sup>1</sup>", "<span class=\"note\">", "<th colspan=0>", "<a",
        "</")
JINJA = ("{{ crops }}", "{{ crops.number }}", "{{ crops.label }}", "{{ cite(crops) }}", "{{ nothing }}", "{{ 1 / 0 }}",
         "{{ crops",
         "{% if crops.known %}", "{% endif %}", "{% for x in [1, 2] %}", "{% endfor %}", "{{ x }}", "{% set y %}",
         "{% endset %}",
         "{{ y }}", "{{ crops | upper }}", "{{ crops[0] }}", "{{ crops ~ crops }}", "{{ evidence() }}",
         "{{ sources() }}",
         "{{ key_figures(crops) }}", "{{ chart(crops, caption=\"c\") }}", "{{ table(kinds=[\"x\"]) }}",
         "{{ page_break() }}",
         "{{ literal(\"G7\") }}", "{{ date(\"2016-13-01\") }}", "{% claim confidence=\"low\" %}", "{% endclaim %}",
         "{% callout \"note\" %}", "{% endcallout %}", "{% macro m(a) %}", "{% endmacro %}", "{{ m(m) }}", "{# c #}",
         "{% raw %}",
         "{% endraw %}", "{% include \"t.md\" %}", "{{ \"<b>\" }}", "{{ ref(\"tbl-x\") }}", "{{ report.title }}",
         "{{ crops() }}",
         "{{ [crops, crops] | join(\", \") }}", "{{ \"a\" * 9 }}", "{{ none }}", "{{ {} }}",
         "{{ crops.first.period }}", "{%", "%}")


def templates() -> st.SearchStrategy[str]:
    """Pieces of Markdown, HTML and Jinja with odd words between them, on lines of their own or not."""
    piece = st.one_of(st.sampled_from(MARKDOWN), st.sampled_from(HTML), st.sampled_from(JINJA), ANY_WORD)
    joint = st.sampled_from(("\n", "\n\n", "\n", " ", ""))
    return st.lists(st.tuples(piece, joint), max_size=14).map(lambda pairs: "".join(p + j for p, j in pairs))


def any_bytes() -> st.SearchStrategy[bytes]:
    """Bytes of any sort: noise, and text with noise in it."""
    text = st.lists(st.one_of(templates(), st.text(max_size=20), st.sampled_from(YAML)), max_size=6).map("".join)
    return st.one_of(st.binary(max_size=60), text.map(lambda text: text.encode("utf-8", "surrogatepass")),
                     st.tuples(text, st.binary(max_size=3)).map(lambda two: two[0].encode("utf-8", "replace") + two[1]))


YAML = ("a: ", "- ", "{", "}", "[", "]", "&x ", "*x", "!!python/object:os.system ", "? ", ": ", "|\n  x\n",
        ">-\n  y\n", "---\n",
        "...\n", "%YAML 1.1\n", "'", '"', "\n", "  ", "\t", "#", "facts:\n", "  x: 1起\n", "reports:\n", "<<: ", "~",
        "null", ",",
        "source: s\n", "sources: {s: {}}\n", "： ", "\u0085", "\ufeff", "\x00", "\\x41", "@", "`", "=", "0o7",
        "2016-04-30")
