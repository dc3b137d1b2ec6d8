"""What LibreOffice makes of our Word files when it saves them, edited and unedited, is read like what Word makes."""

import subprocess
from pathlib import Path

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read_report
from reportgen.build.returned.reading import read_back
from reportgen.writers.docx import write
from reportgen.writers.fonts import fonts_for
from tests.build import test_returned_charts as charted
from tests.build.test_returned import CHINESE, ENGLISH, FACTS, PROJECT, Sample
from tests.cases import CASES, project_of
from tests.packages import parts_of

REMARK = ('<office:annotation office:name="sample"><dc:creator>Sample Editor</dc:creator>'
          '<dc:date>2026-11-02T10:00:00</dc:date><text:p>Which border?</text:p></office:annotation>')
pytestmark = [pytest.mark.slow, pytest.mark.needs("soffice")]


@pytest.fixture
def converted(program):
    """The files as LibreOffice saves them in another format, or in the same."""
    def convert(files, kind, folder):
        folder.mkdir(exist_ok=True)
        subprocess.run([program("soffice"), f"-env:UserInstallation={folder.joinpath('profile').as_uri()}",
                        "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)], check=True,
                       timeout=300, capture_output=True)
        return [folder / file.with_suffix(f".{kind.partition(':')[0]}").name for file in files]

    return convert


DOCX = "docx:MS Word 2007 XML"


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("project")
    for name, text in (("facts.yaml", FACTS), ("en.md", ENGLISH), ("zh.md", CHINESE), ("reportgen.yaml", PROJECT)):
        folder.joinpath(name).write_text(text, encoding="utf-8")
    return Sample(open_project(folder))


def test_files_saved_again_say_nothing(converted, tmp_path):
    """The sample of every block, and of exhibits, timelines and pictures, in all their languages."""
    files, projects = [], {}
    for case in ("every_block", "every_chart", "exhibits", "facts_in_prose", "notes_everywhere", "timelines",
                 "nested_blocks"):
        templates = sorted(CASES.joinpath(case).glob("*.md"))
        project = project_of([one for one in templates if one.stem in ("en", "zh-CN")], tmp_path / case)
        made = read_report(project.report("case"), project)
        for lang, document in made.documents.items():
            files.append(tmp_path / f"{case}-{lang}.docx")
            files[-1].write_bytes(write(document, made.theme, fonts_for(document, made.theme)))
            projects[files[-1].name] = project
    told = {file.name: read_back(file, projects[file.name]) for file in converted(files, DOCX, tmp_path / "saved")}
    assert len(told) > 6
    assert {name: found for name, found in told.items() if not found.is_unchanged} == {}


def test_what_was_typed_in_libreoffice_is_told(sample, converted, tmp_path):
    file = tmp_path / "en.docx"
    file.write_bytes(sample.files["en"])
    [flat] = converted([file], "fodt", tmp_path / "flat")
    text = flat.read_text(encoding="utf-8")
    assert "near the border" in text and "8,919 cases" in text
    text = text.replace("near the border", "near that border" + REMARK, 1).replace("8,919 cases", "9,000 cases", 1)
    flat.write_text(text, encoding="utf-8")
    [saved] = converted([flat], DOCX, tmp_path / "saved")
    found = read_back(saved, sample.project)
    [fact], [words], [comment] = found.facts, found.prose, found.comments
    assert (fact.id, fact.prints[0].now, fact.prints[0].marked) == ("sweep.cases", "9,000 cases", True)
    assert words.spelled == words.source.replace("near the", "near that")
    assert (comment.author, comment.text, comment.where.template.line) == ("Sample Editor", "Which border?", 3)


def test_the_briefing_saved_again_says_nothing(repository, converted, tmp_path):
    project = open_project(repository)
    made = read_report(project.report("gms_drug_control"), project)
    files = []
    for lang, document in made.documents.items():
        files.append(tmp_path / f"{lang}.docx")
        files[-1].write_bytes(write(document, made.theme, fonts_for(document, made.theme)))
    saved = converted(files, DOCX, tmp_path / "saved")
    assert len(saved) == 2 and all(parts_of(one.read_bytes()) for one in saved)
    assert all(read_back(file, project).is_unchanged for file in map(Path, saved))


def test_a_number_changed_in_a_chart_of_libreoffice_is_told(converted, tmp_path):
    project = tmp_path / "project"
    project.mkdir()
    for name, text in (("facts.yaml", charted.FACTS), ("en.md", charted.ENGLISH), ("reportgen.yaml", charted.PROJECT)):
        project.joinpath(name).write_text(text, encoding="utf-8")
    sample, file = Sample(open_project(project)), tmp_path / "en.docx"
    file.write_bytes(sample.files["en"])
    [flat] = converted([file], "fodt", tmp_path / "flat")
    text = flat.read_text(encoding="utf-8")
    assert text.count('office:value="90"') == 1
    flat.write_text(text.replace('office:value="90"', 'office:value="95"'), encoding="utf-8")
    [saved] = converted([flat], DOCX, tmp_path / "saved")
    found = read_back(saved, sample.project)
    assert [(fact.id, fact.kind, fact.prints[0].now) for fact in found.facts] == [("south.boats", "changed", "95")]
    assert found.prose == () and found.notes == ()
