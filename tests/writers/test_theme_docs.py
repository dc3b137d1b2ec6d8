"""What docs/themes.md shows is read as it stands, and it names every key that a theme may have."""

import re
from pathlib import Path

import pytest

from reportgen.inputs import Inputs
from reportgen.writers.theme import file as theme_file
from reportgen.writers.theme import load_theme, themes

PAGES = sorted((Path(__file__).parents[2] / "docs").glob("themes*.md"))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><path d="M0 0H40V10H0z"/></svg>'
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                      "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082")


@pytest.fixture(params=PAGES, ids=lambda path: path.name)
def page(request):
    return request.param.read_text("utf-8")


def shown(page):
    """The files that the page shows, by the name in their first line."""
    blocks = re.findall(r"```(?:yaml|css)\n((?:# |/\* )(themes/[\w./]+)(?: \*/)?\n.*?)```", page, re.DOTALL)
    return {name: text for text, name in blocks}


def test_the_themes_it_shows_are_read(page, tmp_path):
    files = shown(page)
    assert files.keys() == {"themes/ours/theme.yaml", "themes/ours/look.css", "themes/full/theme.yaml"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "themes/ours/logo.svg").write_text(SVG, "utf-8")
    (tmp_path / "themes/full/logo.png").write_bytes(PIXEL)
    ours, full = (load_theme(f"themes/{name}", None, Inputs(tmp_path)) for name in ("ours", "full"))
    assert (ours.page.width, ours.colours["accent"], ours.logo.height) == (215.9, "#7a1f5c", 14)
    assert (full.page.width, full.aside.family, full.contents_from, full.scripts["zh"].indent) == (182, "kai", 10, 2)


def test_both_pages_are_seen():
    assert len(PAGES) == 2


def test_the_first_takes_ten_lines(page):
    assert len(shown(page)["themes/ours/theme.yaml"].strip().split("\n")) <= 10


def test_it_names_every_key_and_every_theme(page):
    example = shown(page)["themes/full/theme.yaml"]
    keys = {key for model in _models(theme_file.ThemeFile) for key in model.model_fields}
    assert len(keys) > 40
    assert [key for key in keys if not re.search(rf"(^ *|[{{,] *){key}:", example, re.MULTILINE)] == []
    assert [name for name in themes() if f"| `{name}` |" not in page] == []


def _models(model):
    """The model and those of its keys, however deep."""
    from reportgen.facts.yaml.fit import _bare, _inside

    yield model
    for name in model.model_fields:
        below = _bare(_inside(model, name))
        below = below if hasattr(below, "model_fields") else _bare(_inside(below, "")) if name == "styles" else None
        if below and hasattr(below, "model_fields"):
            yield from _models(below)
