"""A chart of a dataset knows what its series measure, and its values without the unit that the head says."""

import re

import pytest

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.document.nodes import Chart
from reportgen.document.walk import blocks
from reportgen.pictures.charts import draw
from reportgen.writers.theme import load_theme

from .test_datasets_docs import FILES, PROJECT

CHART = '{{ chart("tonnes", dataset="crops", categories="county", series="year", caption="Crops") }}\n'


@pytest.mark.parametrize(("lang", "head", "short"), [
    ("en", "Crop (tonnes)", "about 120"), ("zh-CN", "产量（吨）", "约120"),
])
def test_the_head_says_measure_and_unit_and_the_values_go_without(tmp_path, lang, head, short):
    for name, text in {**FILES, "reportgen.yaml": PROJECT, "en.md": CHART, "zh-CN.md": CHART}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text.removeprefix(f"# {name}\n"), "utf-8")
    project = open_project(tmp_path)
    document = read(project.report("crops").only((lang,)), project)[0][lang]
    chart, = (block for block in blocks(document.blocks) if isinstance(block, Chart))
    drawn = re.findall(r"<text[^>]*>([^<]*)", draw(chart, load_theme("modern").colours, "A", 480.0, lang))
    assert drawn[0] == head and short in drawn
    assert chart.series[0].points[0].text.startswith(short) and chart.series[0].points[0].text in chart.alt
