"""docs/rules.md tells every rule of the program with its example, and is what the cases make of it."""

import importlib.util
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SPEC = importlib.util.spec_from_file_location("rules", ROOT / "tools" / "rules.py")
RULES = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(RULES)


def told():
    return {rule for case in RULES.cases() for rule in case.rules}


def test_the_rules_and_the_cases_are_seen():
    known = RULES.rules()
    assert len(known) > 150 and len(list(RULES.cases())) > 150
    assert len(list(RULES.ERRORS.glob("*.yaml"))) >= 60
    named_otherwise_each = {"unknown-key", "unknown-party", "not-a-text", "out-of-range", "typed-number", "bad-date"}
    assert named_otherwise_each <= known.keys()


def test_every_rule_has_a_case_or_a_reason_why_it_cannot():
    assert RULES.rules().keys() - told() - RULES.NO_CASE.keys() == set()


def test_no_case_is_excused_that_is_there_and_no_rule_that_is_not():
    assert RULES.NO_CASE.keys() & told() == set()
    assert RULES.NO_CASE.keys() - RULES.rules().keys() == set()


def test_cases_tell_rules_that_the_code_names():
    assert told() - RULES.rules().keys() == set()


def test_the_page_is_current():
    shown = RULES.page()
    assert all(f"\n### {rule}\n" in shown for rule in RULES.rules())
    assert RULES.PAGE.read_text("utf-8") == shown, "run tools/rules.py"
