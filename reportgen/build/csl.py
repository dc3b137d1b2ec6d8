"""Give the sources of a project as CSL-JSON, for Zotero and whatever else keeps references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.build.project import Project
from reportgen.build.work import Tell
from reportgen.facts.load import load_facts
from reportgen.facts.model import Localized, Source, When, localized
from reportgen.messages import say

SAME = {"volume": "volume", "issue": "issue", "page": "page", "number": "number", "edition": "edition", "doi": "DOI",
        "isbn": "ISBN", "url": "URL"}                                  # field of Source → variable of CSL


def csl_of(project: Project, reports: Iterable[str], tell: Tell) -> list[dict[str, object]]:
    """The sources of the reports, each once, in the order of their ids."""
    found: dict[str, Source] = {}
    for report in map(project.report, reports):
        tell(say("{id}: reading facts", id=report.id))
        found |= load_facts(project.inputs, report.facts, tuple(report.languages)).sources
    return [dict(as_csl(source)) for _, source in sorted(found.items())]


def as_csl(source: Source) -> Iterator[tuple[str, object]]:
    """A source's CSL variables, with its names as its own language has them; `archive` is the file of its text."""
    yield from (("id", source.id), ("type", source.type), ("language", source.language))
    for name, texts in (("title", source.title), ("container-title", source.container_title),
                        ("publisher", source.publisher), ("publisher-place", source.publisher_place),
                        ("note", source.descriptor)):
        if texts:
            yield name, _own(texts, source)
    if source.authors:
        yield "author", [_name(_own(name, source)) for name in source.authors]
    for name, when in (("issued", source.issued), ("accessed", source.accessed)):
        if when and (parts := _date(when)):
            yield name, {"date-parts": parts}
    yield from ((variable, value) for name, variable in SAME.items() if (value := getattr(source, name)))


def _own(texts: Localized, source: Source) -> str:
    return localized(texts, source.language) or next(iter(texts.values()))


def _name(name: str) -> dict[str, str]:
    """A person has a family name before a comma; whoever has none is an institution."""
    family, comma, given = name.partition(",")
    return {"family": family.strip(), "given": given.strip()} if comma else {"literal": name}


def _date(when: When) -> list[list[int]]:
    days = dict.fromkeys(day for day in (when.start, when.end) if day)
    return [[part for part in (day.year, day.month, day.day) if part is not None] for day in days]
