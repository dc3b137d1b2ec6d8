"""The example of docs/project.md names every key that a project file may have, and is read without a problem."""

import re
from pathlib import Path

from reportgen.build import written
from reportgen.build.project import open_project

PAGE = (Path(__file__).parents[2] / "docs" / "project.md").read_text("utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]


def test_the_example_is_read(tmp_path):
    (tmp_path / "reportgen.yaml").write_text(EXAMPLE, encoding="utf-8")
    for name in ("data/a.yaml", "templates/harbour/zh-CN.md", "templates/harbour/en.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("")
    report = open_project(tmp_path).report("harbour")
    assert report.title("zh-CN") == "港口简报"
    assert report.edition.next is not None


def test_the_example_names_every_key():
    keys = {key for model in written._Written.__subclasses__() for key in model.model_fields}
    assert len(keys) > 20
    assert [key for key in keys if not re.search(rf"^ *(- )?{key}:", EXAMPLE, re.MULTILINE)] == []
