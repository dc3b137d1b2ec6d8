"""Describe a source as a list of sources does: after GB/T 7714—2015 in Chinese, in the manner of the UN in English.

Chinese: 作者. 题名[EB/OL]. (2016-04-19)[2016-04-25]. https://…, in the source's own language as the standard wants.
English: Author, “Title” [title in its own language], container, 19 April 2016. Available at https://….
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from reportgen.document.nodes import Citation, Emphasis, Inlines, Language, LineBreak, Link, Text
from reportgen.facts.format_dates import print_when
from reportgen.locales import primary
from reportgen.facts.model import Localized, Source, When, localized

MOST_AUTHORS = 3                       # that are named; of more, the first three and 等 or et al.
CODES = MappingProxyType({             # GB/T 7714—2015, annex B
    "article-journal": "J", "article-magazine": "J", "article-newspaper": "N", "book": "M", "chapter": "M",
    "dataset": "DS", "map": "CM", "pamphlet": "M", "paper-conference": "C", "periodical": "J", "post": "EB",
    "post-weblog": "EB", "report": "R", "software": "CP", "standard": "S", "thesis": "D", "webpage": "EB"})
ALONE = frozenset(("book", "dataset", "legislation", "map", "pamphlet", "periodical", "regulation", "report", "bill",
                   "software", "standard", "thesis", "treaty"))              # works of their own: titles in italics
IN_A_VOLUME = ("chapter", "paper-conference")
IN_A_PERIODICAL = ("article-journal", "article-magazine")


def described(source: Source, lang: str, words: Mapping[str, str]) -> Inlines:
    """A source's entry in the list: its bibliographic description, and on a second line what weight it bears."""
    entry = _gb(source) if primary(lang) == "zh" else _english(source, lang)
    said = _weight(source, lang, words)
    return (*entry, LineBreak(), *said) if said else entry


def _weight(source: Source, lang: str, words: Mapping[str, str]) -> Inlines:
    """What sort of source it is, who says so and how they know (ICD 206), and what it was made from."""
    stop = words["sentence_end"]
    title = localized(source.title, lang)
    told: list[str] = [words[f"source_kind_{source.kind}"]]
    if primary(lang) == "zh" and title and title != _own(source.title, source):
        told.insert(0, words["source_in_translation"].format(title=title))
    if descriptor := localized(source.descriptor, lang):
        told.append(descriptor.rstrip("。. "))
    text = "".join(part + stop for part in told)
    if not source.derives_from:
        return (Text(text.rstrip()),)
    before, _, after = words["source_derives_from"].partition("{marks}")
    return (Text(text + before), Citation(tuple((id, "") for id in source.derives_from)), Text((after + stop).rstrip()))


def _own(texts: Localized | None, source: Source) -> str:
    """A name in the source's own language, or in any other where that one is not given."""
    return (localized(texts, source.language) or next(iter(texts.values()), "")) if texts else ""


def _authors(names: Sequence[str], separator: str, others: str) -> str:
    shown = separator.join(names[:MOST_AUTHORS])
    return f"{shown}{separator}{others}" if len(names) > MOST_AUTHORS else shown


def _link(url: str) -> Inlines:
    return (Link((Text(url),), url),)


def _where(source: Source) -> str:
    return f"https://doi.org/{source.doi}" if source.doi else source.url


# --- Chinese: GB/T 7714—2015 ----------------------------------------------------------------------------------------

def _gb(source: Source) -> Inlines:
    """The parts of GB/T 7714—2015, each ended by a full stop; words in the source's language, signs half-width."""
    title = _own(source.title, source) or source.id
    container = _own(source.container_title, source)
    number = f": {source.number}" if source.number else ""
    head = f"{title}{number}[{_gb_code(source)}]"
    if source.type in IN_A_VOLUME and container:
        head += f"//{container}"
    parts = [_gb_authors(source), head, _gb_edition(source), _gb_imprint(source, container)]
    text = "".join(f"{part}. " for part in parts if part)
    end: Inlines = (*_link(_where(source)), Text(".")) if _where(source) else ()
    said = (Text(text if end else text.rstrip()), *end)
    same = primary(source.language) == "zh"
    return said if same else (Language(said, source.language),)


def _gb_code(source: Source) -> str:
    code = CODES.get(source.type, "EB" if source.url else "Z")
    return f"{code}/OL" if _where(source) or code == "EB" else code


def _gb_authors(source: Source) -> str:
    """Persons family name first and without a comma: 钱学森, CALMS R B."""
    names = [_own(name, source) for name in source.authors]
    chinese = primary(source.language) == "zh"
    return _authors([name.replace(", ", "" if chinese else " ").replace(",", "") for name in names], ", ",
                    "等" if chinese else "et al")


def _gb_edition(source: Source) -> str:
    if not source.edition.isdecimal():
        return source.edition
    chinese = primary(source.language) == "zh"
    return "" if source.edition == "1" else f"{source.edition}版" if chinese else f"{_ordinal(source.edition)} ed"


def _gb_imprint(source: Source, container: str) -> str:
    """Where, by whom and when it was published, its pages, and the day it was looked at."""
    issued, accessed = _gb_day(source.issued), f"[{_gb_day(source.accessed)}]" if source.accessed else ""
    year, pages = issued[:4], f": {source.page}" if source.page else ""
    if source.type in IN_A_PERIODICAL:
        issue = f"({source.issue})" if source.issue else ""
        return ", ".join(filter(None, (container, year, source.volume))) + issue + pages + accessed
    if source.type == "article-newspaper":
        return ", ".join(filter(None, (container, issued))) + (f"({source.page})" if source.page else "") + accessed
    volume = f"第{source.volume}卷" if source.volume and source.type not in IN_A_VOLUME else source.volume
    by = _own(source.publisher, source)
    place = _own(source.publisher_place, source)
    by = ": ".join(filter(None, (place, by))) or ("" if source.type in IN_A_VOLUME else container)
    if by == _gb_authors(source):
        by = ""
    online = _gb_code(source).endswith("/OL")
    day = f"({issued})" if online and issued != (year if by else "") else ""
    return ", ".join(filter(None, (volume, by, year if by else "" if online else issued))) + day + pages + accessed


def _gb_day(when: When | None) -> str:
    if when is None:
        return ""
    days = dict.fromkeys(day.edtf for day in (when.start, when.end) if day)
    return "/".join(days)


# --- English --------------------------------------------------------------------------------------------------------

def _english(source: Source, lang: str) -> Inlines:
    """One sentence, its parts joined by commas, and a second on where it can be had."""
    parts: list[Inlines] = [_words(_english_authors(source, lang)), _english_title(source, lang)]
    container = _in(source.container_title, lang, source)
    if container:
        before = (Text("in "),) if source.type in IN_A_VOLUME else ()
        parts.append((*before, Emphasis((Text(container),))))
    parts += map(_words, _english_numbers(source))
    imprint = _english_imprint(source, lang)
    if source.type in (*ALONE, *IN_A_VOLUME, *IN_A_PERIODICAL) and imprint:
        last = [part for part in parts if part].pop()
        parts[parts.index(last)] = (*last, Text(f" ({', '.join(imprint)})"))
    else:
        parts += map(_words, imprint)
    parts.append(_words(_english_pages(source.page)))
    said = [node for n, part in enumerate(filter(None, parts)) for node in ((Text(", "), *part) if n else part)]
    return (*said, Text("."), *_english_where(source, lang))


def _words(text: str) -> Inlines:
    return (Text(text),) if text else ()


def _in(texts: Localized | None, lang: str, source: Source) -> str:
    """A name in the reader's language, or in the source's."""
    return (localized(texts, lang) or _own(texts, source)) if texts else ""


def _english_authors(source: Source, lang: str) -> str:
    return _authors([_in(name, lang, source) for name in source.authors], "; ", "et al.")


def _english_title(source: Source, lang: str) -> Inlines:
    """The title, in quotation marks where it is part of a larger work, and behind it that of the source itself."""
    title = _in(source.title, lang, source) or source.id
    original = localized(source.title, source.language)
    said: Inlines = (Emphasis((Text(title),)),) if source.type in ALONE else (Text(f"“{title}”"),)
    if not original or original == title:
        return said
    return (*said, Text(" ["), Language((Text(original),), source.language), Text("]"))


def _english_numbers(source: Source) -> Iterable[str]:
    edition = source.edition
    return (source.number, f"{_ordinal(edition)} ed." if edition.isdecimal() and edition != "1" else
            edition if not edition.isdecimal() else "",
            f"vol. {source.volume}" if source.volume else "", f"No. {source.issue}" if source.issue else "")


def _english_imprint(source: Source, lang: str) -> list[str]:
    by, place = _in(source.publisher, lang, source), _in(source.publisher_place, lang, source)
    if by == _english_authors(source, lang):
        by = ""
    return [part for part in (place, by, print_when(source.issued, lang) if source.issued else "") if part]


def _english_pages(page: str) -> str:
    several = any(sign in page for sign in "-–—,")
    return f"{'pp.' if several else 'p.'} {page}" if page else ""


def _english_where(source: Source, lang: str) -> Inlines:
    isbn = f" ISBN {source.isbn}." if source.isbn else ""
    if not (where := _where(source)):
        return _words(isbn)
    accessed = f" (accessed on {print_when(source.accessed, lang)})" if source.accessed else ""
    return (Text(f"{isbn} Available at "), *_link(where), Text(f"{accessed}."))


def _ordinal(number: str) -> str:
    """ "2nd", "11th"."""
    teen = number[-2:] in ("11", "12", "13")
    return number + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th"))
