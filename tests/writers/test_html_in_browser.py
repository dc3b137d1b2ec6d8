"""Whoever reads the HTML can: in a browser, by axe and a validator, narrow, in the dark, printed, by keyboard.

All pages are opened in one Chromium (tests/web/audit.js) in frames of a desktop's and of a phone's width.
"""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from pathlib import Path

import pypdfium2
import pytest

from reportgen.colours import contrast
from reportgen.writers.fonts import fonts_for
from reportgen.writers.html import MAIN, write_html
from reportgen.writers.html.dark import OTHERS, READ, dark_colours
from reportgen.writers.theme import load_theme, themes
from tests.cases import every_document

ROOT = Path(__file__).parents[2]
WEB = ROOT / "tests" / "web"
WIDTHS = (1200, 320)
RULES = {"runOnly": ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"),
         "rules": {"empty-table-header": {"enabled": False}}}        # a corner above row heads may be empty
DARK = "--blink-settings=preferredColorScheme=0"
pytestmark = [pytest.mark.slow, pytest.mark.needs("chromium", "web")]


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The folder of all pages, as files."""
    folder = tmp_path_factory.mktemp("pages")
    for name, document, theme in every_document(tmp_path_factory.mktemp("projects")):
        (folder / f"{name}.html").write_bytes(write_html(document, theme, fonts_for(document, theme)))
    return folder


def chromium(program, folder, *options):
    command = [program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
               "--no-first-run", f"--user-data-dir={folder / 'profile'}", "--allow-file-access-from-files", *options]
    return subprocess.run(command, capture_output=True, text=True, timeout=280, encoding="utf-8").stdout


def audited(program, files, folder, widths, options, *switches):
    """What axe says of each file at each width, and whether the page itself scrolls sideways."""
    axe = (WEB / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
    said = ", ".join(map(json.dumps, ([file.as_uri() for file in files], widths, options, axe))).replace("</", "<\\/")
    driver = folder / "driver.html"
    driver.write_text(f"<!DOCTYPE html><meta charset=utf-8><body><script>{(WEB / 'audit.js').read_text('utf-8')}\n"
                      f"audit({said})</script>", encoding="utf-8")
    dom = chromium(program, folder, "--virtual-time-budget=600000", *switches, "--dump-dom", driver.as_uri())
    found = re.search(r"<title>(\[.*?)</title>", dom, re.DOTALL)
    assert found, dom[-500:]
    told = json.loads(unescape(found[1]))
    assert len(told) == len(files) * len(widths) and all(seen["passes"] for seen in told)
    return told


def faults(told):
    return [f"{Path(seen['page']).stem} at {seen['width']}: {fault}" for seen in told for fault in seen["violations"]]


def test_axe_finds_nothing_and_no_page_scrolls_sideways(pages, program, tmp_path):
    files = sorted(pages.glob("*.html"))
    assert len(files) > 20
    told = audited(program, files, tmp_path, WIDTHS, RULES)
    assert faults(told) == []
    assert [seen["page"] for seen in told if seen["scrolls"]] == []


def test_words_can_be_read_in_the_dark(pages, program, tmp_path):
    files = [*sorted(pages.glob("briefing-*.html")), pages / "every_block-en.html"]
    told = audited(program, files, tmp_path, (1200,), {"runOnly": ["color-contrast"]}, DARK)
    assert faults(told) == []


def test_a_fault_is_found(pages, program, tmp_path):
    """A guard: axe and the frames see what they are shown."""
    page = tmp_path / "bad.html"
    page.write_text("<!DOCTYPE html><html lang=en><title>t</title><body><main><h1>a</h1><p style='color:#aaa'>pale"
                    "<img src='data:,'><div style='width:2000px'>wide</div>", encoding="utf-8")
    (seen,) = audited(program, [page], tmp_path, (320,), RULES)
    assert {fault.partition(":")[0] for fault in seen["violations"]} >= {"color-contrast", "image-alt"}
    assert seen["scrolls"]


@pytest.mark.needs("node")
def test_the_validator_finds_nothing(pages, program):
    command = [program("node"), str(WEB / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"),
               "--config", str(WEB / ".htmlvalidate.json"), "--formatter", "text"]
    done = subprocess.run([*command, *map(str, sorted(pages.glob("*.html")))], capture_output=True, text=True,
                          encoding="utf-8")
    assert (done.stdout + done.stderr).strip() == "" and done.returncode == 0


def test_a_page_printed_by_the_browser_keeps_its_tables_and_tells_its_addresses(pages, program, tmp_path):
    paper = tmp_path / "printed.pdf"
    chromium(program, tmp_path, "--no-pdf-header-footer", f"--print-to-pdf={paper}", DARK,
             (pages / "briefing-modern-en.html").as_uri())
    file = pypdfium2.PdfDocument(paper)
    words = " ".join(page.get_textpage().get_text_bounded() for page in file)
    assert 5 <= len(file) <= 14
    assert "Skip to the text" not in words
    for page in file:
        width, _ = page.get_size()
        bounds = [thing.get_bounds() for thing in page.get_objects()]
        assert bounds and all(left >= 0 and right <= width for left, _, right, _ in bounds)


@pytest.mark.parametrize("name", themes())
def test_every_colour_of_the_dark_has_the_contrast_it_should(name):
    rule = dark_colours(load_theme(name))
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rule))
    assert colours.keys() >= {"text", "muted", "accent", "warning", "head", "tint", "rule", "paper", "marked"}
    for role, colour in colours.items() - [(ground, colours[ground]) for ground in ("tint", "rule", "paper", "marked")]:
        assert contrast(colour, colours["paper"]) >= READ.get(role, OTHERS)
        assert contrast(colour, colours["tint"]) >= 4.5, role
        assert contrast(colour, colours["marked"]) >= 4.5, role


def test_the_way_past_the_masthead_leads_to_the_text(pages):
    page = (pages / "briefing-modern-en.html").read_text("utf-8")
    assert page.index(f'href="#{MAIN}"') < page.index('class="masthead') < page.index(f'<main id="{MAIN}"')
