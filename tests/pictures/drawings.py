"""Charts to draw, and what can be read from their SVG."""

import datetime
from decimal import Decimal
from itertools import pairwise

from lxml import etree

from reportgen.document.nodes import Chart, Point, Series
from reportgen.pictures.charts import draw
from reportgen.pictures.charts.ink import Box
from reportgen.pictures.charts.placing import crosses
from reportgen.pictures.lines import measure
from reportgen.writers.theme import load_theme

COLOURS = load_theme("modern").colours
SVG = "{http://www.w3.org/2000/svg}"
WIDTH = 470.0
SLACK = 0.05                           # points by which rounding to two decimals may move an edge


def series(*values, name="Cases", unit="cases"):
    """A series; None is an unknown fact."""
    points = tuple(v if isinstance(v, Point) else Point(v, v or "unknown", fact="x.y") for v in values)
    return Series(name, points, unit)


def days(count, step=365):
    return tuple((datetime.date(2013, 7, 2) + datetime.timedelta(step * n)).isoformat() for n in range(count))


def chart(*all_series, kind="bar", categories=None, **more):
    names = categories or tuple(f"c{i}" for i in range(len(all_series[0].points)))
    dates = {"dates": days(len(names))} if kind == "line" and "dates" not in more else {}
    return Chart(kind, names, all_series, **dates, **more)


def drawn(made, lang="en", width=WIDTH, **more):
    return etree.fromstring(draw(made, COLOURS, "A Family,Other", width, lang, **more).encode())


def texts(svg):
    return [element.text for element in svg.iter(f"{SVG}text")]


def said(svg):
    """Every word of a drawing, without the spaces at which lines may be broken."""
    return "".join("".join(texts(svg)).split())


def numbers(element, *names):
    return tuple(float(element.get(name)) for name in names)


def bars(svg, role="series1"):
    """The rectangles of one colour, without the squares of a legend and the outlines: (x, y, width, height)."""
    found = [numbers(r, "x", "y", "width", "height") for r in svg.iter(f"{SVG}rect") if r.get("class") == role]
    return [bar for bar in found if bar[2:] != (8, 8)]


def spans(svg, role="series1"):
    return [numbers(r, "x", "y", "width", "height") for r in svg.iter(f"{SVG}rect") if r.get("class") == f"{role} span"]


def moves(path):
    """The points of a path that only moves and draws straight lines."""
    pieces = path.get("d").replace("Z", "").replace("M", " M").replace("L", " ").split("M")
    return [[tuple(map(float, pair)) for pair in zip(*[iter(piece.split())] * 2, strict=True)]
            for piece in pieces if piece.strip()]


def curves(svg, role="series1"):
    """The lines of a series, each as its points."""
    return [run for path in svg.iter(f"{SVG}path") if path.get("class") == f"{role} line" and
            float(path.get("stroke-width")) > 1 for run in moves(path)]


def dots(svg, role="series1"):
    """The middles of a series' round markers."""
    return [numbers(c, "cx", "cy") for c in svg.iter(f"{SVG}circle") if c.get("class") == role]


def word_boxes(svg):
    """Each piece of words with its box: left, top, right, bottom."""
    for element in svg.iter(f"{SVG}text"):
        x, y, size = numbers(element, "x", "y", "font-size")
        wide = measure(element.text, size)
        left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[element.get("text-anchor")]
        yield element.text, (left, y - size * 0.7, left + wide, y + size * 0.2)


def overlapping(svg):
    """Pairs of words that stand on one another."""
    boxes = list(word_boxes(svg))
    return [(one, other) for n, (one, a) in enumerate(boxes) for other, b in boxes[:n]
            if a[0] < b[2] - SLACK and b[0] < a[2] - SLACK and a[1] < b[3] - SLACK and b[1] < a[3] - SLACK]


def struck_through(svg):
    """Words that a line of the grid runs through; those that stand on a bar are above the grid."""
    found, on_bars = [], [numbers(r, "x", "y", "width", "height") for r in svg.iter(f"{SVG}rect")]
    boxes = [(text, (left, top, right, bottom)) for text, (left, top, right, bottom) in word_boxes(svg)
             if not any(x <= left and y <= top and right <= x + w and bottom <= y + h for x, y, w, h in on_bars)]
    for line in svg.iter(f"{SVG}line"):
        x1, y1, x2, y2 = numbers(line, "x1", "y1", "x2", "y2")
        if line.get("class") == "rule" and not line.get("stroke-dasharray"):
            found += [text for text, (left, top, right, bottom) in boxes
                      if min(x1, x2) < right - SLACK and left + SLACK < max(x1, x2) + SLACK
                      and min(y1, y2) < bottom and top < max(y1, y2) + SLACK
                      and (left < x1 < right if x1 == x2 else top < y1 < bottom)]
    return found


def on_curves(svg):
    """Words that a line of a series, or one that leads to its name, runs through."""
    runs = [run for path in svg.iter(f"{SVG}path") if path.get("class").endswith(" line") and
            path.get("class").startswith("series") for run in moves(path)]
    return [text for text, box in word_boxes(svg) for run in runs for start, end in pairwise(run)
            if crosses(Box(*box), start, end)]


def outside(svg, width=WIDTH):
    """What leaves the picture: words and corners of shapes."""
    height = float(svg.get("height").removesuffix("pt"))

    def out(left, top, right, bottom):
        return left < -SLACK or top < -SLACK or right > width + SLACK or bottom > height + SLACK

    found = [text for text, box in word_boxes(svg) if out(*box)]
    for element in svg.iter():
        if element.tag == f"{SVG}rect":
            x, y, wide, high = numbers(element, "x", "y", "width", "height")
            found += ["rect"] if out(x, y, x + wide, y + high) or wide < 0 or high < 0 else []
        elif element.tag == f"{SVG}line":
            x1, y1, x2, y2 = numbers(element, "x1", "y1", "x2", "y2")
            found += ["line"] if out(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)) else []
        elif element.tag == f"{SVG}path":
            found += ["path" for run in moves(element) for x, y in run if out(x, y, x, y)]
        elif element.tag == f"{SVG}circle":
            x, y, r = numbers(element, "cx", "cy", "r")
            found += ["circle"] if out(x - r, y - r, x + r, y + r) else []
    return found


def ratio(one, other):
    return float(Decimal(one) / Decimal(other))
