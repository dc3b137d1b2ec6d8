"""Make projects of any size to measure: sections of prose with facts, and a table of them."""

from __future__ import annotations

from pathlib import Path

PROSE = ("The office counts each of them on the last day of the month and compares the count with the one before. "
         "Where the two do not agree the difference is looked into on the spot, and the reason is written down. ")


def make_project(folder: Path, facts: int, sections: int, formats: str = "html, pdf, docx") -> Path:
    """A project of one English report with so many facts, spread over so many sections of about a page."""
    for name in ("data", "templates"):
        (folder / name).mkdir(parents=True)
    (folder / "reportgen.yaml").write_text(_report(formats), "utf-8")
    (folder / "data" / "facts.yaml").write_text(_source() + "".join(map(_fact, range(facts))), "utf-8")
    ids = [f"count_{n}" for n in range(facts)]
    shares = [ids[n * facts // sections:(n + 1) * facts // sections] for n in range(sections)]
    text = "".join(_section(n, share) for n, share in enumerate(shares, 1))
    (folder / "templates" / "en.md").write_text(text + "# Sources\n\n{{ sources() }}\n", "utf-8")
    return folder


def _report(formats: str) -> str:
    return ("limits: {compose_seconds: 600, write_seconds: 3600, memory_megabytes: 16000}\n"
            "reports:\n  counts:\n    title: {en: Counts}\n    languages: {en: templates/en.md}\n"
            f"    formats: [{formats}]\n    edition: {{date: 2026-01-31}}\n")


def _source() -> str:
    return ("source: log\nsources:\n  log:\n    title: {en: Log}\n    language: en\n    issued: 2026-01-05\n"
            "    kind: own\n    descriptor: {en: Made up for measuring.}\nfacts:\n")


def _fact(n: int) -> str:
    return f"  count_{n}:\n    label: {{en: Count {n}}}\n    written: about {n % 900 + 100}\n    at: p. {n + 1}\n"


def _section(n: int, ids: list[str]) -> str:
    sentences = "\n\n".join(f"{PROSE}There are {{{{ {id} }}}}. {{{{ cite({id}) }}}} {PROSE}" for id in ids)
    body = "| What | Count |\n|---|---|\n" + "".join(f"| Count | {{{{ {id} }}}} |\n" for id in ids) if ids else ""
    return f"# Section {n}\n\n{PROSE * 4}\n\n{sentences}\n\n{PROSE * 4}\n\n{body}\n{PROSE * 3}\n\n"
