"""Make projects of any size to measure: sections of prose with facts, and a table of them."""

from __future__ import annotations

from pathlib import Path

PROSE = ("The office counts each of them on the last day of the month and compares the count with the one before. "
         "Where the two do not agree the difference is looked into on the spot, and the reason is written down. ")
COUNTED = (("cases", "case"), ("suspects", "person"), ("tablets", "tablet"), ("visits", "person-time"))


def make_project(folder: Path, facts: int, sections: int, formats: str = "html, pdf, docx", files: int = 1) -> Path:
    """A project of one English report with so many facts in so many files, over so many sections of about a page."""
    for name in ("data", "templates"):
        (folder / name).mkdir(parents=True)
    (folder / "reportgen.yaml").write_text(_report(formats), "utf-8")
    for n in range(files):
        here = "".join(map(_fact, range(n * facts // files, (n + 1) * facts // files)))
        head = "source: log\nfacts:\n" if n else f"{_source()}source: log\nfacts:\n"
        (folder / "data" / f"facts_{n}.yaml").write_text(head + here, "utf-8")
    ids = [f"count_{n}" for n in range(facts)]
    shares = [ids[n * facts // sections:(n + 1) * facts // sections] for n in range(sections)]
    text = "".join(_section(n, share) for n, share in enumerate(shares, 1))
    (folder / "templates" / "en.md").write_text(text + "# Sources\n\n{{ sources() }}\n", "utf-8")
    return folder


def make_base(folder: Path, facts: int, files: int) -> Path:
    """A project with so many facts, four to an event, in so many files, whose report is one table of all of them."""
    for name in ("data", "templates"):
        (folder / name).mkdir(parents=True)
    (folder / "reportgen.yaml").write_text(_report("html"), "utf-8")
    (folder / "data" / "common.yaml").write_text(_source() + _exhibit(), "utf-8")
    for n in range(files):
        events = "".join(map(_event, range(n * facts // 4 // files, (n + 1) * facts // 4 // files)))
        (folder / "data" / f"events_{n}.yaml").write_text(f"source: log\nkind: count\nevents:\n{events}", "utf-8")
    (folder / "templates" / "en.md").write_text('# Counts\n\n{{ table("counts") }}\n\n{{ sources() }}\n', "utf-8")
    return folder


def _exhibit() -> str:
    measures = "".join(f'  {name}: {{label: {{en: {name.title()}}}, unit: "{{{unit}}}"}}\n' for name, unit in COUNTED)
    columns = "".join(f"      - {{value: {name}, align: number}}\n" for name, _ in COUNTED)
    return (f"kinds: {{count: {{en: Count}}}}\nmeasures:\n{measures}exhibits:\n  counts:\n    kind: table\n"
            f"    caption: {{en: Counts}}\n    rows: {{kinds: count}}\n    columns:\n"
            f"      - {{value: title}}\n{columns}")


def _event(n: int) -> str:
    facts = "".join(f"      {name}: about {(n + k) % 900 + 100} {unit}s\n" for k, (name, unit) in enumerate(COUNTED))
    return (f"  count_{n}:\n    title: {{en: Counted}}\n    when: {n % 28 + 1} January 2015\n    at: p. {n + 1}\n"
            f"    facts:\n{facts}")


def _report(formats: str) -> str:
    return ("limits: {compose_seconds: 600, write_seconds: 3600, memory_megabytes: 16000}\n"
            "reports:\n  counts:\n    title: {en: Counts}\n    languages: {en: templates/en.md}\n"
            f"    formats: [{formats}]\n    edition: {{date: 2026-01-31}}\n")


def _source() -> str:
    return ("sources:\n  log:\n    title: {en: Log}\n    language: en\n    issued: 2026-01-05\n"
            "    kind: own\n    descriptor: {en: Made up for measuring.}\n")


def _fact(n: int) -> str:
    return (f"  count_{n}:\n    label: {{en: Count {n}}}\n"
            f"    written: about {n % 900 + 100} people\n    at: p. {n + 1}\n")


def _section(n: int, ids: list[str]) -> str:
    sentences = "\n\n".join(f"{PROSE}There are {{{{ {id} }}}}. {{{{ cite({id}) }}}} {PROSE}" for id in ids)
    body = "| What | Count |\n|---|---|\n" + "".join(f"| Count | {{{{ {id} }}}} |\n" for id in ids) if ids else ""
    return f"# Section {n}\n\n{PROSE * 4}\n\n{sentences}\n\n{PROSE * 4}\n\n{body}\n{PROSE * 3}\n\n"
