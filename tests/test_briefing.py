"""This repository's own briefing: what page one holds, that no fact is left out, and that it stays short."""

from pathlib import Path

import pytest

from reportgen.build.build import count_pages
from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.document.walk import facts_printed
from reportgen.document.nodes import Callout, Claim, KeyFigures, Masthead, Table, Timeline
from reportgen.document.walk import plain
from reportgen.facts.load import load_facts
from reportgen.writers import WRITERS
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

LANGUAGES = ("zh-CN", "en")


@pytest.fixture(scope="module")
def project():
    return open_project(Path(__file__).parents[1])


@pytest.fixture(scope="module")
def documents(project):
    documents, warnings = read(project.report("gms_drug_control"), project)
    assert warnings == ()
    return documents


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fact_is_printed(project, documents, lang):
    facts = load_facts(project.inputs, "data", LANGUAGES).facts
    assert len(facts) > 20
    assert set(facts) - set(facts_printed(documents[lang].blocks)) == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_page_one_stands_alone(documents, lang):
    blocks = documents[lang].blocks
    masthead = blocks[0]
    assert isinstance(masthead, Masthead)
    assert all((masthead.marking, masthead.office, masthead.title)) and len(masthead.items) >= 4
    kinds = [block.kind for block in blocks if isinstance(block, Callout)]
    assert kinds[:2] == ["caveat", "bottom-line"]
    assert 3 <= sum(isinstance(block, Claim) for block in blocks) <= 5
    assert 4 <= len(next(block for block in blocks if isinstance(block, KeyFigures)).cards) <= 6


def test_the_bottom_line_has_at_most_sixty_words(documents):
    bottom = next(b for b in documents["en"].blocks if isinstance(b, Callout) and b.kind == "bottom-line")
    assert 20 < len(" ".join(plain(block.content) for block in bottom.content).split()) <= 60


def test_both_languages_have_the_same_shape(documents):
    shapes = [[type(block).__name__ for block in documents[lang].blocks] for lang in LANGUAGES]
    assert shapes[0] == shapes[1]
    assert sum(kind in ("Table", "Timeline") for kind in shapes[0]) >= 6


def test_a_table_has_as_many_rows_in_both_languages(documents):
    def rows(lang):
        return [len(block.body) if isinstance(block, Table) else len(block.entries)
                for block in documents[lang].blocks if isinstance(block, Table | Timeline)]

    shown = len(rows("en")) - 2                  # the annexes of abbreviations and evidence go by language
    assert shown >= 5
    assert rows("en")[:shown] == rows("zh-CN")[:shown]


@pytest.mark.needs("pango")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_has_six_to_nine_pages(documents, lang):
    theme = load_theme("modern")
    assert 6 <= count_pages(WRITERS["pdf"](documents[lang], theme, fonts_for(documents[lang], theme))) <= 9
