"""The lock of the archive: what is written is read again, and nothing else is."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.diagnostics import ReportgenError, Span
from reportgen.facts.archive import HEAD, archived, body_of, opening, read_lock, write_lock
from reportgen.facts.load import load_facts
from reportgen.inputs import Inputs
from reportgen.readers.paragraphs.transcript import fold

HASH = "0123456789abcdef" * 4
TEXTS = ["题目", "第一段说明样例的来历，没有别的意思。", 'The second "paragraph" is: # not {yaml}', "末段。"]
FIRST = f'''"b/样例 1.txt":
  sha256: {HASH}
  encoding: GB18030
  body:
    first: {{paragraph: 2, begins: "第一段说明样例的来历，没"}}
    last: {{paragraph: 3, begins: "The second \\"paragraph\\""}}
'''
LOCKED = archived("b/样例 1.txt", HASH, TEXTS, 2, 3, "GB18030")


def test_a_lock_is_lines_that_a_person_can_read_and_compare():
    other = archived("a.txt", HASH, TEXTS, 1, 4)
    assert write_lock([LOCKED]) == HEAD + FIRST
    assert write_lock([LOCKED, other]) == write_lock([other, LOCKED])
    assert list(read_lock(write_lock([LOCKED, other]), "archive.lock").values()) == [
        replace(other, span=Span("archive.lock", 3)), replace(LOCKED, span=Span("archive.lock", 8))]


texts = st.text(max_size=80).map(fold).filter(bool)


@given(st.dictionaries(texts, st.tuples(texts, texts), max_size=4))
def test_any_texts_are_locked_and_read_again(entries):
    locks = [archived(name, HASH, pair, 1, 2) for name, pair in entries.items()]
    read = read_lock(write_lock(locks), "archive.lock")
    assert {name: (lock.sha256, lock.first, lock.last) for name, lock in read.items()} == {
        lock.name: (lock.sha256, lock.first, lock.last) for lock in locks}


@given(st.text())
def test_opening_words_begin_the_text_and_are_short(text):
    words = opening(text)
    assert text.startswith(words)
    assert len(words) <= 24
    assert opening(words) == words.rstrip()


def test_opening_words_end_with_a_whole_word():
    assert opening("The programme of the neighbouring offices") == "The programme of the"
    assert opening("第一段说明样例的来历，没有别的意思。") == "第一段说明样例的来历，没"


@pytest.mark.parametrize(("change", "rule", "line"), [
    (("sha256:", "sha: 1\n  sha256:"), "unknown-key", 2), ((HASH, HASH[:-1]), "bad-lock", 2),
    ((HASH, HASH.upper()), "bad-lock", 2),
    (("paragraph: 2", "paragraph: two"), "bad-lock", 5), (("paragraph: 3", "paragraph: 1"), "bad-lock", 6),
    (("paragraph: 2, ", ""), "missing-key", 5), (("  body:", "  body: all"), "yaml-syntax", 5),
    (('"b/样例 1.txt":', '- "b"'), "yaml-syntax", 2), (("  encoding: GB18030", "  encoding: {}"), "not-a-text", 3)])
def test_what_a_hand_has_spoiled_is_told_at_its_place(change, rule, line):
    assert change[0] in FIRST
    with pytest.raises(ReportgenError) as caught:
        read_lock(FIRST.replace(*change), "data/archive.lock")
    found = caught.value.diagnostics[0]
    assert (found.rule, found.span.file, found.span.line) == (rule, "data/archive.lock", line)


def test_a_list_is_no_lock():
    with pytest.raises(ReportgenError, match="bad-lock"):
        read_lock("- a\n", "archive.lock")


def test_the_body_is_counted_from_its_first_paragraph():
    assert body_of(LOCKED, TEXTS) == TEXTS[1:3]


@pytest.mark.parametrize("texts", [TEXTS[1:], TEXTS[:2], ["x", *TEXTS]])
def test_a_file_that_reads_otherwise_than_it_did_is_no_evidence(texts):
    with pytest.raises(ReportgenError, match="body-moved"):
        body_of(LOCKED, texts)


def test_loading_facts_passes_over_the_lock(tmp_path):
    (tmp_path / "facts.yaml").write_text("kinds:\n  a: {en: A}\n", "utf-8")
    before = load_facts(Inputs(tmp_path), ".", ["en"])
    (tmp_path / "archive.lock").write_text("this: {is: none", "utf-8")
    assert load_facts(Inputs(tmp_path), ".", ["en"]) == before
