"""A figure that somebody types by hand is found where it stands: each of the briefing's, and in every kind of text."""

import re
import shutil
from functools import cache
from pathlib import Path

import pytest

from reportgen import open_project
from reportgen.build.read import proofread, read
from reportgen.document.nodes import Chart, FactText
from reportgen.document.walk import blocks, reading
from reportgen.writers.json import write_json

ROOT = Path(__file__).parents[2]
LANGUAGES = ("zh-CN", "en")
IN_A_SENTENCE = {"zh-CN": "据说有{}之多。", "en": "They say it was {} in all."}


@cache
def briefing():
    project = open_project(ROOT)
    return read(project.report("gms_drug_control"), project)


@cache
def printed(lang):
    """What the briefing prints of each fact, in its text and its charts."""
    document = briefing()[0][lang]
    texts = [(node.fact, node.text) for node in reading(document.blocks) if isinstance(node, FactText)]
    texts += [(point.fact, point.text) for block in blocks(document.blocks) if isinstance(block, Chart)
              for series in block.series for point in series.points if point.fact]
    return tuple(dict.fromkeys(texts))


def with_typed(folder, lang, texts):
    """A copy of this project with each of the texts typed into a paragraph of its own; and the lines of these."""
    for name in ("data", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "reportgen.yaml", folder)
    template = folder / f"templates/gms_drug_control/{lang}.md"
    lines = [*template.read_text("utf-8").rstrip().split("\n"), "", "# X", ""]
    typed = {}
    for text in texts:
        typed[len(lines) + 1] = text
        lines += [IN_A_SENTENCE[lang].format(text), ""]
    template.write_text("\n".join(lines), "utf-8")
    return open_project(folder), typed


def told(project):
    found = proofread(project.report("gms_drug_control"), project)
    return [d for d in found if d.rule == "typed-figure"]


def test_the_briefing_itself_holds_no_typed_figure():
    assert [str(d) for d in briefing()[1]] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_figure_that_the_briefing_prints_is_found_when_it_is_typed_by_hand(lang, tmp_path):
    texts = list(dict.fromkeys(text for _, text in printed(lang)))
    facts = {fact for fact, _ in printed(lang)}
    assert len(facts) >= 35 and len(texts) >= 40
    project, typed = with_typed(tmp_path, lang, texts)
    found = {}
    for d in told(project):
        assert d.span.file == f"templates/gms_drug_control/{lang}.md"
        found.setdefault(d.span.line, []).append(d)
    before = IN_A_SENTENCE[lang].index("{}")
    for line, text in typed.items():
        inside = [d for d in found.get(line, ()) if before < d.span.column <= before + len(text)]
        assert inside, f"{text} was not found"
        words = inside[0].message.values["words"]
        start = inside[0].span.column - 1
        assert IN_A_SENTENCE[lang].format(text)[start:start + len(words)] == words
    assert found.keys() <= typed.keys()


def test_the_hint_names_the_fact_that_says_it(tmp_path):
    project, typed = with_typed(tmp_path, "en", ["8,919 cases", "eight border liaison offices", "1,234"])
    assert [(d.span.line, str(d.message), str(d.hint)) for d in told(project)] == [
        (min(typed), '"8,919" is typed by hand', "print the fact: {{ waterway_2.cases }}"),
        (min(typed) + 2, '"eight border liaison offices" is typed by hand',
         "print the fact: {{ liaison_offices.offices }}"),
        (min(typed) + 4, '"1,234" is typed by hand',
         'print a fact; if it is none: {{ literal("1,234") }}, or a name under names:')]


PLACES = {"template.md": """# Section 11

A line, then
a second one with 12 of *13*, [14](https://example.org/15) and &amp; \\*16\\*.[^n]

[^n]: A note on 17.

{caption="Caption 18"}
| Head 19 | b |
|---|---|
| 20 | {{ literal("21") }} |

{% callout "note", title="Title 22" %}
- An item of 23 {{ "words 24" }}, {{ 25 }}
{% endcallout %}

{% macro row(n) %}{{ n }}{% endmacro %}{{ row(26) }}{% for one in (1, 1) %}{{ loop.index }}{% endfor %}

{{ G7 }}, the G7, {{ date("2016-04-19") }}, {{ report.date }} and {{ talks.title }}: {{ talks.text }} {{ cite(talks) }}

{{ sources() }}

<p>In HTML, 27
  and 28.</p>

{{ table(kinds="meeting", caption="C 51", notes=["N 52"], columns=["title", {"value": "when", "head": "H 53"}]) }}
""", "data/facts.yaml": """source: paper
at: ¶1
sources:
  paper: {title: {en: Paper of 1999}, language: en, issued: 2016, kind: own, descriptor: {en: Ours of 1998.}}
names:
  G7: {label: {en: The Group of Seven (G7)}, kind: organisation}
kinds: {meeting: {en: Meeting}}
events:
  talks:
    kind: meeting
    title: {en: Talks of 31}
    when: unknown
    parties: [CN]
    text:
      en: >
        A text
        of 32.
""", "reportgen.yaml": """reports:
  r:
    title: {en: Report 41}
    languages: {en: template.md}
    formats: [html]
    edition: {date: 2016-04-30, distribution: [{en: Room 42}, {en: Room 43}]}
"""}
TYPED = {"11": "template.md:1:11", "12": "template.md:4:19", "13": "template.md:4:26", "14": "template.md:4:32",
         "16": "template.md:4:72", "17": "template.md:6:17", "18": "template.md:8:19", "19": "template.md:9:8",
         "20": "template.md:11:3", "22": "template.md:13:33", "23": "template.md:14:14", "24": "template.md:14:27",
         "25": "template.md:14:38", "26": "template.md:17:47", "27": "template.md:23:13", "28": "template.md:24:7",
         "51": "template.md:26:38", "52": "template.md:26:53", "53": "template.md:26:106",
         "31": "data/facts.yaml:11:26", "32": "data/facts.yaml:17:12", "41": "reportgen.yaml:3:24",
         "42": "reportgen.yaml:6:58", "43": "reportgen.yaml:6:73"}


def test_a_typed_figure_is_found_at_its_own_place_wherever_words_can_stand(tmp_path):
    for name, text in PLACES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    project = open_project(tmp_path)
    found = {re.sub(r"\D", "", d.message.values["words"]): str(d.span) for d in proofread(project.report("r"), project)}
    assert found == TYPED


WORKED_OUT = {"{{ 8 + 3 }}": "11", '{{ "four"|length }}': "4", "{{ (12,)|first }}": "12", "{{ 13 if true }}": "13",
              "{% set n = namespace(of=7) %}{% set n.of = n.of * 2 %}{{ n.of }}": "14", '{{ "1" ~ "5" }}': "15",
              "{% macro m(n=16) %}{{ n }}{% endmacro %}{{ m() }}": "16", "{{ missing|default(17) }}": "17",
              "{% for one in range(18, 19) %}{{ one }}{% endfor %}": "18", "eigh*teen*": "eighteen", "1*9*": "19",
              "{% for one in (1, 1) %}{{ loop.index }}{% endfor %}": "", "{{ MOU }}": ""}


@pytest.mark.parametrize(("source", "figure"), WORKED_OUT.items())
def test_a_figure_that_a_template_works_out_or_splits_is_found_unless_it_numbers_the_turns_of_a_loop(
        source, figure, tmp_path):
    name = "names:\n  MOU: {label: {en: Memorandum}}\n"
    files = {**PLACES, "template.md": f"It is {source}.", "data/facts.yaml": name,
             "reportgen.yaml": PLACES["reportgen.yaml"].replace("Report 41", "R").replace("Room 42", "R")
             .replace("Room 43", "Q")}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    project = open_project(tmp_path)
    assert [d.message.values["words"] for d in proofread(project.report("r"), project)] == [figure] * bool(figure)


def test_a_paragraph_broken_over_other_lines_is_the_same_document(tmp_path):
    trees = []
    for text in ("It was a long, long\nday of *much* rain\nin the north.",
                 "It was a long, long day\nof *much* rain in the north."):
        for name, content in {**PLACES, "template.md": text}.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(content, "utf-8")
        project = open_project(tmp_path)
        trees.append(write_json(read(project.report("r"), project)[0]["en"]))
    assert trees[0] == trees[1] and b"typed" not in trees[0]
