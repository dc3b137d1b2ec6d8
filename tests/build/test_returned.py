import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reportgen.build.project import open_project
from reportgen.build.read import read_report
from reportgen.build.returned.reading import read_back
from reportgen.diagnostics import ReportgenError
from reportgen.document.nodes import FactText
from reportgen.document.prose import units_with_words
from reportgen.document.walk import blocks, contents, inlines, plain
from reportgen.writers.docx import write
from reportgen.writers.fonts import fonts_for
from tests.word_edits import Edited

FACTS = """
source: gazette
sources:
  gazette:
    title: {zh: 示例公报, en: Sample gazette}
    descriptor: {zh: 测试用样本, en: A sample made for tests}
    language: zh-CN
    issued: 2016-04-19
    kind: primary_official
kinds:
  operation: {zh: 行动, en: Operation}
measures:
  cases: {label: {zh: 破案数, en: Cases solved}, noun: {en: [case, cases]}}
  patrols: {label: {zh: 巡逻次数, en: Patrols made}, noun: {en: [patrol, patrols]}}
events:
  sweep:
    kind: operation
    title: {zh: 扫毒行动, en: Sweep}
    when: 2015年1月12日至3月12日
    at: ¶11
    parties: [CN, LA]
    facts:
      cases: 8919起
      patrols: 46次
exhibits:
  work: {kind: key_figures, caption: {zh: 工作, en: Work}, facts: [sweep.cases, sweep.patrols]}
"""
ENGLISH = """# What happened

The river patrols solved {{ sweep.cases }} in the spring,
**and made {{ sweep.patrols }} on the water** near the border. {{ cite(sweep) }}

Nobody counted the \\*other\\* boats &amp; rafts of the villages.

{{ sweep.cases }} are many.[^1]

[^1]: The gazette gives no list of them.

- One item of a list
- Another item, longer than the first

## Of the table

As {{ ref("tbl-own") }} shows, the columns differ.

{id=tbl-own caption="Own words about boats"}
| What | How many |
|---|---|
| Solved on the river | {{ sweep.cases }} |
| Rafts in the harbour | none were seen |

{{ key_figures("work") }}

# Sources

{{ sources() }}

# Evidence

{{ evidence() }}
"""
CHINESE = """# 情况

巡逻队春季在江上共破获{{ sweep.cases }}，
**巡逻{{ sweep.patrols }}**，范围不详。{{ cite(sweep) }}

其余船只无人清点。

# 来源

{{ sources() }}
"""
PROJECT = """
reports:
  sample:
    title: {zh: 江上示例, en: A sample of the river}
    facts: facts.yaml
    languages: {en: en.md, zh: zh.md}
    formats: [docx]
    edition: {date: 2016-04-30, contact: {zh: 示例联系人, en: the sample desk}}
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for name, text in (("facts.yaml", FACTS), ("en.md", ENGLISH), ("zh.md", CHINESE), ("reportgen.yaml", PROJECT)):
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return Sample(open_project(folder))


class Sample:
    """A project, its documents, and its Word files; `read` gives what an edited one says."""

    def __init__(self, project):
        self.project, self.folder = project, project.root
        self.made = read_report(project.report("sample"), project)
        self.files = {lang: write(document, self.made.theme, fonts_for(document, self.made.theme))
                      for lang, document in self.made.documents.items()}

    def marks(self, fact, lang="en"):
        return [node.mark for block in blocks(self.made.documents[lang].blocks) for content in contents(block)
                for node in inlines(content) if isinstance(node, FactText) and node.fact == fact]

    def read(self, *edits, lang="en", project=...):
        edited = Edited(self.files[lang])
        for edit in edits:
            edit(edited)
        return self.read_bytes(edited.bytes(), project)

    def read_bytes(self, data, project=...):
        path = self.folder / "returned.docx"
        path.write_bytes(data)
        return read_back(path, self.project if project is ... else project)


def line_of(words, text=ENGLISH):
    return text[:text.index(words)].count("\n") + 1


# --- nothing ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_unedited_file_says_nothing(sample, lang):
    found = sample.read_bytes(sample.files[lang])
    assert found.is_unchanged
    assert found.unchanged >= 2
    assert (found.report, found.edition, found.lang, found.notes) == ("sample", "1", lang, ())


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_word_strews_is_no_edit(sample, lang):
    assert sample.read(Edited.split_runs, lang=lang).is_unchanged


# --- facts --------------------------------------------------------------------------------------------------------

def test_a_fact_changed_in_all_its_prints_is_changed(sample):
    marks = sample.marks("sweep.cases")
    assert len(marks) >= 4
    found = sample.read(lambda e: [e.fact(mark, "9,000 cases") for mark in marks])
    [fact] = found.facts
    assert (fact.id, fact.kind, fact.unchanged, len(fact.prints)) == ("sweep.cases", "changed", 0, len(marks))
    assert (fact.value.file, fact.value.line) == ("facts.yaml", line_of("8919起", FACTS))
    assert fact.prints[0].was, fact.prints[0].now == ("8,919 cases", "9,000 cases")
    assert fact.prints[0].reads == "9000 {case}"
    assert str(fact.prints[0].where.template).startswith(f"en.md:{line_of('The river patrols')}:")
    assert fact.prints[0].where.section == "What happened"
    assert found.prose == ()


def test_a_fact_changed_in_one_print_of_several_is_in_conflict(sample):
    [fact] = sample.read(lambda e: e.fact(sample.marks("sweep.cases")[0], "9,000 cases")).facts
    assert fact.kind == "conflicting"
    assert fact.unchanged == len(sample.marks("sweep.cases")) - 1


def test_two_prints_that_say_different_things_are_in_conflict(sample):
    first, *others = sample.marks("sweep.patrols")
    found = sample.read(lambda e: e.fact(first, "47 patrols"), lambda e: [e.fact(mark, "48") for mark in others])
    assert [fact.kind for fact in found.facts] == ["conflicting"]


@pytest.mark.parametrize(("lang", "spelling"), [("en", "8919 cases"), ("zh", "８９１９起"), ("zh", "8,919起")])
def test_the_same_value_in_another_spelling_is_told_as_such(sample, lang, spelling):
    [fact] = sample.read(lambda e: e.fact(sample.marks("sweep.cases", lang)[0], spelling), lang=lang).facts
    assert fact.kind == "respelled"


def test_words_that_are_no_figure_are_told_not_to_be_one(sample):
    [fact] = sample.read(lambda e: e.fact(sample.marks("sweep.cases")[0], "plenty of cases")).facts
    assert fact.prints[0].reads == ""


def test_a_fact_typed_over_is_found_although_word_took_its_mark_away(sample):
    found = sample.read(lambda e: e.type_over(sample.marks("sweep.cases")[0], "9,000 cases"))
    [fact] = found.facts
    assert (fact.prints[0].was, fact.prints[0].now, fact.prints[0].marked) == ("8,919 cases", "9,000 cases", False)
    assert found.prose == ()


def test_a_fact_typed_over_with_other_words_changed_around_it_is_still_that_fact(sample):
    found = sample.read(lambda e: e.type_over(sample.marks("sweep.cases")[0], "9,000 cases"),
                        lambda e: e.retype("in the spring", "this spring"))
    [fact], [words] = found.facts, found.prose
    assert (fact.prints[0].now, fact.prints[0].marked) == ("9,000 cases", False)
    assert "solved {{ sweep.cases }} this spring," in words.spelled


def test_a_mark_that_is_lost_while_its_words_stay_is_counted_not_told(sample):
    mark = sample.marks("sweep.cases")[0]
    found = sample.read(lambda e: e.type_over(mark, "8,919 cases"))
    assert (found.facts, found.prose, found.unmarked) == ((), (), 1)


def test_a_deleted_fact_is_told(sample):
    mark = sample.marks("sweep.patrols")[0]

    def delete(edited):
        for bound in (edited.mark(mark)):
            bound.getparent().remove(bound)
        edited.retype(" 46 patrols", "")

    found = sample.read(delete)
    [fact], [words] = found.facts, found.prose
    assert (fact.id, fact.kind, [one.now for one in fact.prints]) == ("sweep.patrols", "deleted", [""])
    assert "**and made on the water**" in words.spelled
    assert words.proven


# --- words --------------------------------------------------------------------------------------------------------

def test_a_changed_paragraph_is_spelled_with_its_marks_and_tags(sample):
    [words] = sample.read(lambda e: e.retype("on the water", "upon the wide water")).prose
    assert (words.kind, words.proven, words.note) == ("changed", True, "")
    assert words.was == "The river patrols solved {sweep.cases} in the spring, and made {sweep.patrols} on the water " \
                        "near the border. [1, ¶11]"
    assert words.source == ENGLISH.split("\n\n")[1]
    assert words.spelled == words.source.replace("on the water", "upon the wide water")
    assert str(words.lines) == f"en.md:{line_of('The river patrols')}:1"


def test_chinese_lines_stay_lines(sample):
    [words] = sample.read(lambda e: e.retype("范围不详", "范围未经核实"), lang="zh").prose
    assert words.spelled == words.source.replace("范围不详", "范围未经核实")
    assert words.proven


def test_what_markdown_and_jinja_would_take_for_their_own_is_escaped(sample):
    typed = "rafts {{ cost }} {% x %} {# y #} *a* _b_ [c](d) <i> & `e` | ~f~ ^g^ \\ 5 < 6"
    [words] = sample.read(lambda e: e.retype("near the border", typed)).prose
    assert words.proven
    assert typed in words.now


def test_escapes_around_an_edit_stay(sample):
    [words] = sample.read(lambda e: e.retype("of the villages", "of all villages")).prose
    assert words.spelled == "Nobody counted the \\*other\\* boats &amp; rafts of all villages."
    assert words.proven


def test_an_escaped_word_can_itself_be_changed(sample):
    [words] = sample.read(lambda e: e.retype("*other* boats &", "few boats and")).prose
    assert words.spelled == "Nobody counted the few boats and rafts of the villages."


def test_cells_of_one_row_are_spelled_in_one_line(sample):
    found = sample.read(lambda e: e.retype("Rafts in the harbour", "Rafts | boats"),
                        lambda e: e.retype("none were seen", "some"))
    assert [one.spelled for one in found.prose] == ["| Rafts \\| boats | some |"] * 2
    assert all(one.proven for one in found.prose)


def test_a_note_a_heading_a_list_item_and_a_caption_are_spelled_where_they_stand(sample):
    found = sample.read(lambda e: e.retype("gives no list", "gives a list"),
                        lambda e: e.retype("Of the table", "On it"),
                        lambda e: e.retype("Another item", "A second item"),
                        lambda e: e.retype("Own words", "More words"))
    assert [one.spelled for one in found.prose] == [
        "- A second item, longer than the first", "## On it", '{id=tbl-own caption="More words about boats"}',
        "[^1]: The gazette gives a list of them."]
    assert all(one.proven for one in found.prose)


def test_words_of_the_fact_base_are_told_at_their_place_there(sample):
    found = sample.read(lambda e: e.retype("Patrols made", "Patrols gone out"))
    [words] = [one for one in found.prose if one.where.role == "card"][:1]
    assert words.spelled == ""
    assert f"facts.yaml:{line_of('Patrols made', FACTS)}:" in str(words.note)


def test_words_of_the_project_file_are_told_at_their_place_there(sample):
    [words] = sample.read(lambda e: e.retype("A sample of the river", "The river")).prose
    assert words.where.role == "title"
    assert str(words.where.template) == f"reportgen.yaml:{line_of('江上示例', PROJECT)}:27"
    assert words.spelled == ""


def test_an_added_paragraph_is_told_with_what_it_stands_behind(sample):
    [words] = sample.read(lambda e: e.new_paragraph("Nobody counted", "1. Fresh *words*.")).prose
    assert (words.kind, words.now, words.spelled) == ("added", "1. Fresh *words*.", "1\\. Fresh \\*words\\*.")
    assert str(words.behind).startswith(f"en.md:{line_of('Nobody counted')}:")


def test_a_deleted_paragraph_is_told(sample):
    [words] = sample.read(lambda e: e.delete("Nobody counted")).prose
    assert (words.kind, words.where.template.line) == ("deleted", line_of("Nobody counted"))
    assert words.was.startswith("Nobody counted the *other* boats")


def test_a_moved_paragraph_is_told_as_moved(sample):
    [words] = sample.read(lambda e: e.move("Nobody counted", "shows, the columns differ")).prose
    assert (words.kind, words.where.template.line) == ("moved", line_of("Nobody counted"))
    assert words.behind.line == line_of("As {{ ref")


def test_enter_pressed_in_a_paragraph_gives_two_that_can_both_be_pasted(sample):
    [first, second] = sample.read(lambda e: e.split("and made")).prose
    assert (first.kind, first.spelled, first.proven) == (
        "changed", "The river patrols solved {{ sweep.cases }} in the spring,", True)
    assert (second.kind, second.spelled) == (
        "added", "and made {{ sweep.patrols }} on the water near the border. {{ cite(sweep) }}")


def test_a_new_paragraph_may_begin_with_a_fact(sample):
    found = sample.read(lambda e: e.split("8,919 cases"))
    assert [one.spelled[:24] for one in found.prose] == ["The river patrols solved", "{{ sweep.cases }} in the"]
    assert found.facts == ()


def test_two_paragraphs_made_one_are_told_as_one_changed_and_one_deleted(sample):
    def join(edited):
        first, second = edited.paragraph("The river patrols"), edited.paragraph("Nobody counted")
        first.extend([one for one in second if not one.tag.endswith("pPr")])
        second.getparent().remove(second)

    [first, second] = sample.read(join).prose
    assert (first.kind, first.proven, second.kind) == ("changed", True, "deleted")
    assert first.spelled.endswith("near the border. {{ cite(sweep) }}Nobody counted the \\*other\\* boats &amp; rafts "
                                  "of the villages.")


def test_an_added_row_and_an_added_note_change_nothing_else(sample):
    found = sample.read(lambda e: e.new_row("Rafts in the harbour", "Canoes", "two"),
                        lambda e: e.note("The river patrols", "A word of the editor."))
    kinds = [(one.kind, one.now) for one in found.prose]
    assert ("added", "Canoes") in kinds and ("added", "two") in kinds and ("added", "A word of the editor.") in kinds
    changed = [one for one in found.prose if one.kind == "changed"]
    assert [one.now for one in changed] == [changed[0].was.replace("patrols solved", "patrols[^] solved", 1)]
    assert found.facts == ()


def test_numbers_that_word_counts_anew_are_no_edits(sample):
    """A new heading and a new caption before others change the numbers of all that follow, and of references."""
    def renumber(edited):
        edited.new_paragraph("What happened", "First of all", "Heading1")
        edited.retype("Table\u00a01", "Table\u00a02", within=edited.paragraph("shows, the columns differ"))

    found = sample.read(renumber)
    assert [(one.kind, one.now) for one in found.prose] == [("added", "First of all")]


# --- tracked, remarked --------------------------------------------------------------------------------------------

def test_tracked_changes_are_told_and_taken_as_accepted(sample):
    found = sample.read(lambda e: e.tracked("near the border", "beyond the border"))
    [words] = found.prose
    assert words.spelled == words.source.replace("near", "beyond")
    assert [(one.kind, one.author, one.text) for one in found.tracked] == [
        ("deletion", "Sample Editor", "near the border"), ("insertion", "Sample Editor", "beyond the border")]
    assert {one.where.template.line for one in found.tracked} == {line_of("The river patrols")}


def test_a_paragraph_deleted_with_changes_tracked_is_deleted(sample):
    found = sample.read(lambda e: e.tracked_away("Nobody counted"))
    assert [one.kind for one in found.prose] == ["deleted"]
    [tracked] = found.tracked
    assert (tracked.kind, tracked.text[-1], tracked.where.template.line) == ("deletion", "¶", line_of("Nobody counted"))


def test_a_paragraph_moved_with_changes_tracked_is_moved(sample):
    found = sample.read(lambda e: e.tracked_move("Nobody counted", "shows, the columns differ"))
    assert [one.kind for one in found.prose] == ["moved"]
    assert [one.kind for one in found.tracked] == ["moved-from", "moved-to"]


def test_tracked_formatting_is_counted(sample):
    found = sample.read(lambda e: e.reformatted("near the border"), lambda e: e.reformatted("in the spring"))
    assert (found.formatting, found.prose) == ((("Sample Editor", 2),), ())


def test_comments_are_told_with_their_words_place_and_thread(sample):
    def remark(edited):
        first = edited.comment("near the border", "Which border?")
        edited.comment("near the border", "The northern one.", author="Sample Author", answers=first, done=True)

    found = sample.read(remark)
    one, other = found.comments
    assert (one.author, one.text, one.words, one.done) == ("Sample Editor", "Which border?", "near the border", False)
    assert (one.where.section, one.where.template.line) == ("What happened", line_of("The river patrols"))
    assert (other.answers, other.author, other.done) == (one.id, "Sample Author", True)
    assert (found.facts, found.prose) == ((), ())


# --- other projects -----------------------------------------------------------------------------------------------

def test_without_a_project_facts_are_told_by_the_files_own_map(sample):
    found = sample.read(lambda e: e.fact(sample.marks("sweep.cases")[0], "9,000 cases"),
                        lambda e: e.retype("of the villages", "of all villages"), project=None)
    assert [(fact.id, fact.prints[0].was) for fact in found.facts] == [("sweep.cases", "8,919 cases")]
    [words] = found.prose
    assert (words.kind, words.now, words.spelled) == ("changed", "Nobody counted the *other* boats & rafts of all "
                                                     "villages.", "")
    assert len(found.notes) == 1


def test_without_a_project_a_figure_with_its_noun_is_still_a_figure(sample):
    [fact] = sample.read(lambda e: e.fact(sample.marks("sweep.cases")[0], "9,000 cases"), project=None).facts
    assert fact.prints[0].reads.startswith("9000")
    [fact] = sample.read(lambda e: e.fact(sample.marks("sweep.cases")[0], "many cases"), project=None).facts
    assert fact.prints[0].reads == ""


def test_with_changes_tracked_the_old_words_are_known_without_a_project(sample):
    [words] = sample.read(lambda e: e.tracked("of the villages", "of all villages"), project=None).prose
    assert words.was == "Nobody counted the *other* boats & rafts of the villages."


def test_what_the_project_changed_since_is_not_the_editors_change(sample):
    sample.folder.joinpath("en.md").write_text(ENGLISH.replace("Nobody counted", "No man counted"), encoding="utf-8")
    try:
        project = open_project(sample.folder)
        assert sample.read(project=project).is_unchanged
        [words] = sample.read(lambda e: e.retype("of the villages", "of all villages"), project=project).prose
        assert (words.was, words.spelled, words.where.template) == ("", "", None)
        assert "has changed this paragraph since" in str(words.note)
    finally:
        sample.folder.joinpath("en.md").write_text(ENGLISH, encoding="utf-8")


def test_what_was_already_pasted_into_the_template_is_told_no_more(sample):
    edits = (lambda e: e.retype("of the villages", "of all villages"),
             lambda e: e.new_paragraph("Nobody counted", "Fresh words."))
    pasted = ENGLISH.replace("of the villages.", "of all villages.\n\nFresh words.")
    sample.folder.joinpath("en.md").write_text(pasted, encoding="utf-8")
    try:
        project = open_project(sample.folder)
        assert sample.read(*edits, project=project).is_unchanged
        [left] = sample.read(*edits, lambda e: e.delete("One item"), project=project).prose
        assert (left.kind, left.where.template.line) == ("deleted", pasted[:pasted.index("One item")].count("\n") + 1)
    finally:
        sample.folder.joinpath("en.md").write_text(ENGLISH, encoding="utf-8")


def test_a_file_without_its_map_is_compared_with_the_project(sample):
    def lose(edited):
        edited.parts["customXml/item1.xml"] = b"<other/>"
        edited.retype("of the villages", "of all villages")

    [words] = sample.read(lose).prose
    assert words.spelled.endswith("of all villages.")
    with pytest.raises(ReportgenError, match="not-a-report"):
        sample.read(lose, project=None)


# --- many edits at once -------------------------------------------------------------------------------------------

WORDS = ["near", "spring", "border", "counted", "boats", "villages", "many", "Another", "columns", "Solved", "seen"]
LETTERS = st.sampled_from("abcxyz *_[]{}%#&<>|`\\江上，。") | st.characters(codec="utf-8", categories=("L", "N", "P"))
NEW = st.text(LETTERS, min_size=1, max_size=12).map(str.strip).filter(bool)


@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(WORDS), NEW, max_size=4),
       st.dictionaries(st.sampled_from(["sweep.cases", "sweep.patrols"]), st.sampled_from(["9,000", "12 or so", "几"])))
def test_exactly_what_was_edited_is_told_and_its_spelling_says_it(sample, words, facts):
    def edit(edited):
        for old, new in words.items():
            edited.retype(old, new)
        for fact, new in facts.items():
            for mark in sample.marks(fact):
                edited.fact(mark, new)

    found = sample.read(edit)
    assert sorted(fact.id for fact in found.facts) == sorted(facts)
    spelled = [one for one in found.prose if one.kind == "changed"]
    assert len(spelled) == len(found.prose)
    assert len(spelled) == len({first_with(sample, old) for old, new in words.items() if new != old})
    assert all(one.proven for one in spelled), [str(one) for one in spelled]


def first_with(sample, word):
    """The words of the unit that `Edited.retype` finds a word in."""
    said = (plain(unit.content) for unit in units_with_words(sample.made.documents["en"]))
    return next(words for words in said if word in words)


def test_all_that_is_found_can_be_written_as_json(sample):
    from reportgen.cli.data import as_data

    found = sample.read(lambda e: e.tracked("of the villages", "of all villages"),
                        lambda e: e.comment("in the spring", "Which?"),
                        lambda e: e.fact(sample.marks("sweep.cases")[0], "9,000 cases"))
    told = json.loads(as_data(found))
    assert told["prose"][0]["where"]["template"] == str(found.prose[0].where.template)
    assert told["facts"][0]["prints"][0]["now"] == "9,000 cases"
    assert replace(found, file="") != found
