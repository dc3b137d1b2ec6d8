#!/usr/bin/env python3
"""Write docs/rules.md: every rule of the program with a bad and a good example, from the cases in tests/errors.

    python tools/rules.py              # write it anew
    python tools/rules.py --check      # say which rules lack a case, and whether the page is current
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from reportgen.characters import refused  # noqa: E402

ERRORS = ROOT / "tests" / "errors"
PAGE = ROOT / "docs" / "rules.md"
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
TOLD = re.compile(r"(?:error|warning): .*\[([a-z0-9-]+)\]$", re.MULTILINE)

ROOMS = {                                  # a heading, and where its rules are told; the first that fits
    "Facts": ("facts/",),
    "Computed figures": ("facts/formulas/", "facts/entries/derived.py"),
    "Datasets": ("facts/datasets/", "facts/entries/arrangement.py"),
    "Project file": ("build/project.py",),
    "Evidence": ("facts/archive.py", "facts/wordings/scan.py", "checks/evidence.py", "build/archive.py",
                 "build/evidence.py", "readers/paragraphs/"),
    "Templates": ("compose/", "readers/", "document/", "pictures/"),
    "What the text says": ("checks/",),
    "Themes": ("writers/theme",),
    "Outputs": ("writers/", "editions/", "checks/parity.py", "checks/word/"),
    "Commands, files and limits": ("",),
}

COMMANDS, BUILT, MACHINE, LARGE = (
    "It is told of the command line, not of a project's files.",
    "It is told when a report is built, not when it is checked.",
    "It depends on the machine.",
    "An example would be too large to print.",
)
FAULT = "It is a fault of the program: please report it."
NO_CASE = {                                # rules without a case: what each means, and why there is none
    "bad-file-name": ("The name of a source's file holds a character that nobody sees: give the file another name.",
                      "Such a name cannot be printed here."),
    "bad-number": ("A document that was made in Python, not from a template, has a chart with a value that is no "
                   "number.", "No template can make one."),
    "bad-query": ("What reportgen facts is asked for has a condition that there is not.", COMMANDS),
    "chart-too-tall": ("A chart has more bars than fit on a page: show fewer of them, part it, or make it a table.",
                       BUILT),
    "edited": ("Somebody changed a file of the report in the output folder since it was built. It is left alone: keep "
               "the changed file under another name, then build again.", BUILT),
    "encrypted": ("A PDF asks for a password: save it without one.", LARGE),
    "ended": ("The program was ended from outside, or had too little memory.", MACHINE),
    "file-too-large": ("A file has more than 64 MiB, or a text more than 8 MiB.", LARGE),
    "in-use": ("A new project was asked for in the folder that the command line stands in.", COMMANDS),
    "inside-project": ("A new project was asked for inside another one.", COMMANDS),
    "machine": ("Something that the program needs is not installed; the hint says what to type.", MACHINE),
    "no-facts": ("A program in Python asked for a folder of facts that holds no YAML file.",
                 "Of a project [missing-file] is told."),
    "no-project": ("There is no reportgen.yaml in the folder or in one above it: go to the folder of the project.",
                   COMMANDS),
    "no-text": ("A PDF holds no text. It was scanned: have its text recognised first.", LARGE),
    "not-a-folder": ("A new project was asked for below what is a file.", COMMANDS),
    "not-a-report": ("A Word file that came back does not tell which report it is of, or has lost the map of its facts "
                     "where no project can stand in for it.", COMMANDS),
    "not-empty": ("A new project was asked for in a folder that holds something.", COMMANDS),
    "not-ours": ("The output folder holds files that the program did not write. They are left alone: move them away.",
                 BUILT),
    "note-in-drawing": ("A document that was made in Python, not from a template, has a footnote in a drawn timeline.",
                        "No template can make one."),
    "note-too-long": (
        "A footnote, or those of one line, have more words than a page has room for; only a PDF shows it.", BUILT),
    "nothing-to-trace": ("reportgen trace was given neither a fact nor a source.", COMMANDS),
    "one-format": ("reportgen facts was asked for two formats at once.", COMMANDS),
    "page-without-text": ("Some pages of a PDF hold no text: those were scanned.", LARGE),
    "parity": ("One format would say something else than the others.", FAULT),
    "pdf-invalid": ("The PDF breaks a rule of PDF/A-3a or PDF/UA-1.", FAULT),
    "pdf-layout": ("The PDF is not laid out as it should be.", FAULT),
    "pdf-outside": ("The PDF would need something from the web.", FAULT),
    "ragged-chart": ("A document that was made in Python, not from a template, has a chart with too few values.",
                     "No template can make one."),
    "source-too-large": ("A source text has more pages or parts than are read.", LARGE),
    "timeline-too-tall": (
        "An entry of a drawn timeline has more words than fit on a page: say less, or make it a table.", BUILT),
    "too-long": ("A template or a format takes longer than limits: in reportgen.yaml allow.", MACHINE),
    "too-long-text": ("A text in a YAML file has more than 100,000 letters.", LARGE),
    "too-many": ("A YAML file has more than 100,000 values: share them out to several files.", LARGE),
    "too-many-columns": ("A table has more than 200 columns.", LARGE),
    "too-many-rows": ("A table has more than 100,000 rows: split it into several datasets.", LARGE),
    "too-much-memory": ("A report needs more memory than limits: in reportgen.yaml allow.", MACHINE),
    "too-wide": ("A table has too many columns, or words too long, for the paper; only a PDF shows it.", BUILT),
    "unknown-report": ("The command line names a report that reportgen.yaml does not.", COMMANDS),
    "unknown-schema": ("The command line names a schema that there is not.", COMMANDS),
    "unknown-sheet": ("An Excel file has no sheet of that name, or has several and none is named (sheet: …).", LARGE),
    "unreadable-file": ("The system does not let the program read a file.", MACHINE),
    "unreadable-table": ("A file that is called .xlsx is no Excel file, or is damaged.", LARGE),
    "unresolved-reference": ("A document that was made in Python, not from a template, refers to what is not in it.",
                             "No template can make one."),
    "unwritable": ("The file that the command line names cannot be written.", MACHINE),
    "word-file": ("The Word file would not open cleanly, would show something else than it should, or cannot be read "
                  "aloud. Where your own Word file is its template, the fault may be in that: mend it there.", BUILT),
    "wrong-usage": ("The command line cannot be understood; the hint names the nearest command or option.", COMMANDS),
}


@dataclass(frozen=True)
class Case:
    """A mistake: what it is, its files, what is told of it, and what of it changes when it is put right."""

    path: Path
    says: str
    files: Mapping[str, str]
    told: str
    right: Mapping[str, str]

    @property
    def rules(self) -> list[str]:
        return list(dict.fromkeys(TOLD.findall(self.told)))

    def fitness(self, rule: str) -> tuple[bool, bool, bool, int, str]:
        """Orders cases as examples of a rule: named like it, about it alone, about it first, short."""
        return (self.path.stem != rule.replace("-", "_"), self.rules != [rule], self.rules[0] != rule,
                sum(map(len, self.files.values())), self.path.name)


# --- the cases ----------------------------------------------------------------------------------------------------

@cache
def cases() -> list[Case]:
    """All of them, in the order of their names."""
    return [*map(_facts, sorted(ERRORS.glob("*.yaml"))), *map(_project, sorted((ERRORS / "projects").glob("*.yaml"))),
            *filter(None, map(_template, sorted((ERRORS / "templates").glob("*.md"))))]


def _read(path: Path) -> dict:
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def _facts(path: Path) -> Case:
    case = _read(path)
    files, right = ({f"data/{name}": text for name, text in case[key].items()} for key in ("files", "right"))
    return Case(path, case["says"], files, case["expect"].strip(), right)


def _project(path: Path) -> Case:
    case = _read(path)
    right = {key: {**case.get(key, {}), **value} if key in ("options", "source") else value
             for key, value in case["right"].items()}
    return Case(path, case["says"], _parts(case), case["expect"].strip(), _parts(right))


def _parts(case: Mapping) -> dict[str, str]:
    options = "".join(f" --{name.replace('_', '-')}" + ("" if value is True else f" {value}")
                      for name, value in case.get("options", {}).items() if value is not False)
    options = f"reportgen check{options}" if options else ""
    if source := case.get("source"):
        words = "".join(f' --{name} "{source[name]}"' for name in ("from", "to") if name in source)
        options = f"reportgen source {' '.join(source['files'])}{words}"
    archive = {f"archive/{name}": text for name, text in case.get("archive", {}).items()}
    files = {name: _shown(text) for name, text in {**archive, **case.get("files", {})}.items()}
    return {**files, **({"": options} if options else {})}


def _shown(text: str | bytes | None) -> str:
    return text if isinstance(text, str) else "(no such file)" if text is None else "(no text)"


def _template(path: Path) -> Case | None:
    bad, *right = path.read_text("utf-8").split("\n{# right #}\n")
    if not right:
        return None
    text, _, comment = bad.rpartition("{# says: ")
    says, *told = [line.strip() for line in comment.rstrip().removesuffix("#}").split("\n")]
    name = f"templates/{path.name}"
    return Case(path, says, {name: text}, "\n".join(_line(line, name) for line in told), {name: right[0]})


def _line(line: str, name: str) -> str:
    """A line of a template's comment as the program prints it."""
    if found := re.fullmatch(r"(error|warning): (\d+:\d+) (.*)", line):
        return f"{name}:{found[2]}: {found[1]}: {found[3]}"
    return f"  {name}:{line}" if re.match(r"\d+:\d+: ", line) else line if line.startswith("error") else f"  {line}"


# --- the rules ----------------------------------------------------------------------------------------------------

@cache
def rules() -> dict[str, str]:
    """Every rule that the code names, and the heading it belongs under: the first of ROOMS that tells it."""
    trees = {path.relative_to(ROOT / "reportgen").as_posix(): ast.parse(path.read_text("utf-8"))
             for path in sorted((ROOT / "reportgen").rglob("*.py"))}
    own = {file: dict(_takers(tree)) for file, tree in trees.items()}
    takers = {name: taken for taken_here in own.values() for name, taken in taken_here.items()}
    found: dict[str, set[str]] = {}
    for file, tree in trees.items():
        for rule in _named(tree, {**takers, **own[file]}):
            found.setdefault(rule, set()).add(_room(file))
    return {rule: next(room for room in ROOMS if room in found[rule]) for rule in sorted(found)}


def _room(file: str) -> str:
    """The heading of a module: that of the longest path that fits."""
    return max(((len(part), room) for room, parts in ROOMS.items() for part in parts if file.startswith(part)))[1]


def _takers(tree: ast.Module) -> Iterator[tuple[str, tuple[int, str]]]:
    """The functions that are given a rule, or the word that ends its name: the argument's number, what goes before."""
    yield "PydanticCustomError", (0, "")
    for node in ast.walk(tree):
        for function in node.body if isinstance(node, ast.ClassDef) else [node]:
            if isinstance(function, ast.FunctionDef):
                names = [arg.arg for arg in function.args.args if arg.arg != "self"]
                name = node.name if function.name == "__init__" else function.name
                if "rule" in names:
                    yield name, (names.index("rule"), "")
                elif "what" in names and name == "known":
                    yield name, (names.index("what"), "unknown-")


def _named(tree: ast.Module, takers: Mapping[str, tuple[int, str]]) -> Iterator[str]:
    for node in ast.walk(tree):
        name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        place, before = takers.get(name, (0 if name == "kind" else 99, ""))            # kind: an error or a warning
        if name and len(node.args) > place:
            yield from (before + word for word in _words(node.args[place]))
        given = node.keywords if isinstance(node, ast.Call) else ()
        yield from (word for keyword in given if keyword.arg == "rule" for word in _words(keyword.value))
        if isinstance(node, ast.FunctionDef) and node.args.defaults:                    # the rule where none is said
            usual = zip(reversed(node.args.args), reversed(node.args.defaults), strict=False)
            yield from (word for arg, value in usual if arg.arg == "rule" for word in _words(value))
        if isinstance(node, ast.FunctionDef) and node.name == "_rule":             # a table from others' words to rules
            yield from (word for table in ast.walk(node) if isinstance(table, ast.Dict)
                        for value in table.values for word in _words(value))


def _words(argument: ast.expr) -> Iterator[str]:
    """The words that an argument may be: a constant, or one of several by a condition."""
    for part in [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]:
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and NAME.fullmatch(part.value):
            yield part.value


# --- the page -----------------------------------------------------------------------------------------------------

HEAD = """\
# The rules

<!-- tools/rules.py writes this page from the cases in tests/errors: change those. -->

Every problem that the program tells ends with a word in brackets, the name of its rule:

```
data/facts.yaml:5:5: error: unknown key "writen" [unknown-key]
  hint: did you mean "written"?
```

The file, the line and the column come first. Here each rule has an example of the mistake, what the program says of \
it, and the same put right; search this page for the word, or add `#unknown-key` to its address. The examples are \
samples and say nothing true.
"""


def page() -> str:
    """The whole page."""
    known, examples = rules(), _examples()
    rooms = {room: [rule for rule in known if known[rule] == room] for room in ROOMS}
    rooms = {room: inside for room, inside in rooms.items() if inside}
    contents = [f"- {room}: " + " · ".join(f"[{rule}](#{rule})" for rule in inside) for room, inside in rooms.items()]
    sections = [f"## {room}\n\n" + "\n".join(_section(rule, examples.get(rule, [])) for rule in inside)
                for room, inside in rooms.items()]
    return "\n".join([HEAD, *contents, "", *sections])


def _examples() -> dict[str, list[Case]]:
    """The cases of each rule, the best example first."""
    told: dict[str, list[Case]] = {}
    for case in cases():
        for rule in case.rules:
            told.setdefault(rule, []).append(case)
    return {rule: sorted(found, key=lambda case: case.fitness(rule)) for rule, found in told.items()}


def _section(rule: str, found: list[Case]) -> str:
    if not found:
        return f"### {rule}\n\n{' '.join(NO_CASE.get(rule, ()))}\n"
    first, *others = found
    others = [case for case in others if case.rules[0] == rule]
    also = "Also: " + " ".join(case.says for case in others) + "\n\n" if others else ""
    return (f"### {rule}\n\n{first.says}\n\n{_files(first.files)}The program says:\n\n{_fence(first.told)}Right:\n\n"
            f"{_files(first.right)}{also}").rstrip() + "\n"


def _files(files: Mapping[str, str]) -> str:
    return "".join((f"`{name}`\n\n" if name else "") + _fence(text, name.rpartition(".")[2])
                   for name, text in files.items())


def _fence(text: str, language: str = "") -> str:
    """A block of code; a character that nobody sees is written out."""
    for position, _ in reversed(list(refused(text))):
        text = f"{text[:position]}<U+{ord(text[position]):04X}>{text[position + 1:]}"
    text = text.replace("\t", "<TAB>").rstrip("\n")
    fence = "````" if "```" in text else "```"
    return f"{fence}{language if language in ('yaml', 'csv') else ''}\n{text}\n{fence}\n\n"


def main(arguments: list[str]) -> int:
    shown, known = page(), rules()
    lacking = [rule for rule in known if rule not in _examples() and rule not in NO_CASE]
    if lacking:
        print("these rules have no case in tests/errors: " + ", ".join(lacking), file=sys.stderr)
    if arguments == ["--check"]:
        stale = not PAGE.is_file() or PAGE.read_text("utf-8") != shown
        print(f"{len(known)} rules; the page is {'not current' if stale else 'current'}")
        return int(stale or bool(lacking))
    PAGE.write_text(shown, "utf-8")
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
