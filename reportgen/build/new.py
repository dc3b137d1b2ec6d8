"""Start a project: a folder with sample facts, templates and settings that builds at once.

The samples are plain files (reportgen/samples). Of a text given by language, `{zh: 样例, en: Sample}`, the project's
languages stay; of `⟦样例|Sample⟧` the one in its first language; `⟦report⟧` and the like are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from reportgen import locales
from reportgen.build.project import FILE, is_language, is_report_id
from reportgen.build.schema import NAMES, file_name, modeline, shipped
from reportgen.diagnostics import MachineError, WrongUsage, did_you_mean, error, reason, refuse
from reportgen.editions.exchange import put_new
from reportgen.locales import primary
from reportgen.messages import say


SCHEMAS = ".reportgen"                     # the folder with the schemas that the YAML files name


@dataclass(frozen=True, slots=True)
class Kind:
    """What is a sort of report's own in reportgen.yaml, as YAML; its other files lie in the folder of its name."""

    title: str
    covers: str
    next: str


KINDS: Mapping[str, Kind] = {
    "briefing": Kind("{zh: 样例河防洪合作, en: Flood cooperation on the Sample River}", "2019/2025", "2026-07-31"),
    "situation-report": Kind("{zh: 样例河洪灾形势报告, en: Sample River floods – situation report}",
                             "2026-01-25/2026-01-31", "2026-02-07"),
    "country-profile": Kind("{zh: 样例国概况, en: Sample Country – a profile}", "2020/2025", "2027-01"),
    "tour": Kind("{zh: 样例导览：报告里能有的内容, en: Sample tour of what a report can hold}", "2019/2025",
                 "2026-07-31"),
}


def new_project(folder: Path, languages: Sequence[str], kind: str) -> None:
    """Make `folder` a project with a sample report of that kind, whole or not at all.

    WrongUsage for a kind or language that there is not; ReportgenError [not-a-folder], [not-empty], [inside-project],
    [in-use] for a folder that cannot become one; MachineError where it cannot be written.
    """
    _known(languages, kind)
    try:
        place = folder.resolve()
        _free(place, folder)
    except OSError as problem:
        raise MachineError(say('"{folder}" could not be written: {problem}', folder=folder,
                               problem=reason(problem))) from problem
    put_new(place, project_files(place.name if is_report_id(place.name) else kind, languages, kind))


def project_files(report: str, languages: Sequence[str], kind: str) -> dict[str, bytes]:
    """The files of a new project by name, for a report with the id `report`. The first language is its main one."""
    spoken = list(dict.fromkeys(primary(lang) for lang in languages))
    samples, about = files("reportgen.samples"), KINDS[kind]
    fill = {"report": report, "title": about.title, "covers": about.covers, "next": about.next, "languages": "\n".join(
        f"      {lang}: {_template(report, lang)}" for lang in languages)}
    texts = {FILE: (samples / "shared" / FILE).read_text("utf-8")}
    texts |= {f".{name}": text for name, text in _texts_below(samples / "dotted").items()}
    texts |= {f"data/{name}": text for name, text in _texts_below(samples / kind / "data").items()}
    texts["README.md"] = "\n".join((samples / "shared" / f"README.{lang}.md").read_text("utf-8") for lang in spoken)
    made = {name: _own(text, fill, spoken) for name, text in texts.items()}
    made |= {_template(report, lang): (samples / kind / f"{lang.partition('-')[0]}.md").read_text("utf-8")
             for lang in languages}
    made = {name: _checked(name, text) for name, text in made.items()}
    made |= {f"{SCHEMAS}/{file_name(name)}": shipped(name) for name in NAMES}
    return {name: text.encode() for name, text in made.items()}


def _checked(name: str, text: str) -> str:
    """A file of a new project; YAML says on its first line where its schema lies, so that editors check it."""
    if not name.endswith(".yaml"):
        return text
    schema = f"{SCHEMAS}/{file_name('project' if name == FILE else 'facts')}"
    return modeline("../" * name.count("/") + schema) + text


def _template(report: str, lang: str) -> str:
    return f"templates/{report}/{lang}.md"


def _texts_below(folder: Traversable, before: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        found |= (_texts_below(entry, f"{before}{entry.name}/") if entry.is_dir() else
                  {before + entry.name: entry.read_text("utf-8")})
    return found


def _own(text: str, fill: Mapping[str, str], spoken: Sequence[str]) -> str:
    """A sample's text in the languages of a project, its gaps filled."""
    for name, value in fill.items():
        text = text.replace(f"⟦{name}⟧", value)
    text = re.sub(r"⟦([^|⟧]*)\|([^⟧]*)⟧", r"\1" if spoken[0] == "zh" else r"\2", text)
    if "en" not in spoken:
        text = re.sub(r",\s+en: [^}]*}", "}", text)
    if "zh" not in spoken:
        text = re.sub(r"{zh: .*?,\s+en: ", "{en: ", text)
    return text


# --- what may be asked for ----------------------------------------------------------------------------------------

def _known(languages: Sequence[str], kind: str) -> None:
    """WrongUsage with all that is not known."""
    kinds, spoken = ", ".join(KINDS), ", ".join(locales.languages())
    problems = [error("unknown-language", say('reportgen cannot write documents in "{lang}"', lang=lang),
                      hint=did_you_mean(lang.replace("_", "-"), ("zh-CN", *locales.languages()))
                      or say("its languages are {known} and their regions (zh-CN)", known=spoken))
                for lang in languages if not is_language(lang)]
    if kind not in KINDS:
        problems.append(error("unknown-kind", say('there is no kind of report "{kind}"', kind=kind),
                              hint=did_you_mean(kind, KINDS) or say("kinds: {kinds}", kinds=kinds)))
    if problems:
        raise WrongUsage(*problems)


def _free(place: Path, named: Path) -> None:
    """Refuse a place that no new project can have; `named` is how the user calls it."""
    above = next(folder for folder in (place, *place.parents) if folder.exists())
    if not above.is_dir():
        refuse("not-a-folder", say('"{path}" is not a folder', path=above), hint=say("choose another name"))
    if above == place and any(place.iterdir()):
        refuse("not-empty", say('"{folder}" is not empty, so it is left alone', folder=named),
               hint=say("name a folder that is not there yet"))
    if above == place and Path.cwd().is_relative_to(place):
        refuse("in-use", say('"{folder}" is the folder you are in, and a project is put in place as a whole folder',
                             folder=named), hint=say("go one folder up and name it from there"))
    if project := next((folder for folder in place.parents if (folder / FILE).exists()), None):
        refuse("inside-project", say('"{folder}" would lie inside another project, "{project}"', folder=named,
                                     project=project), hint=say("choose a folder outside it"))
