"""Make the pictures of the README and the documentation.

    python tools/pictures.py [drawn]

Writes into docs/pictures: the first page of the briefing in each language, from the PDFs in output/ (run it after
`python3 run.py briefing`); charts and a timeline that show every sign (`drawn`: these alone).
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pypdfium2
from drawings import charts, timeline
from PIL import Image, ImageOps

from reportgen.document.chronology import in_time
from reportgen.document.nodes import Document, Meta
from reportgen.pictures.charts import draw
from reportgen.pictures.raster import Font, png
from reportgen.pictures.timeline import draw_timeline
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"zh-CN": "page-zh.png", "en": "page-en.png"}
WIDTH = 720            # pixels
LARGEST = 200_000      # bytes
SCALE = 2.0            # pixels to a point, in what is drawn
COLUMN, GAP, TIME = 290.0, 24.0, 380.0           # points
EDGE = "#c9d1da"       # a thin frame, so that the page shows on a white ground


def first_page(pdf: Path) -> Image.Image:
    """The first page of `pdf`, `WIDTH` pixels wide, in a frame."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        page = document[0]
        picture = page.render(scale=2 * WIDTH / page.get_width()).to_pil().convert("RGB")
    finally:
        document.close()
    height = round(picture.height * WIDTH / picture.width)
    return ImageOps.expand(picture.resize((WIDTH, height), Image.Resampling.LANCZOS), 1, EDGE)


def save(picture: Image.Image, path: Path) -> int:
    """Write `picture` as a PNG of few colours and return its size in bytes; the same picture gives the same file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.quantize(colors=128, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    return path.stat().st_size


def drawn() -> dict[str, Image.Image]:
    """The charts, two to a row, and the timeline, in the modern theme, by the names of their files."""
    theme, blocks = load_theme("modern"), (*charts(), in_time(timeline()))
    fonts = fonts_for(Document(Meta("signs", "en", "Signs", "1", "2016-04-30"), blocks), theme)
    family = ", ".join(fonts.stack("sans"))
    faces = [Font(face.family, face.weight, face.italic, face.data) for face in fonts.faces]

    def image(svg: str, width: float) -> Image.Image:
        return Image.open(io.BytesIO(png(svg, faces, round(width * SCALE)))).convert("RGB")

    each = [image(draw(chart, theme.colours, family, COLUMN), COLUMN) for chart in charts()]
    time, = draw_timeline(in_time(timeline()), theme.colours, family, TIME)
    return {"charts.png": sheet(each), "timeline.png": framed(image(time.svg, TIME))}


def sheet(each: list[Image.Image]) -> Image.Image:
    """Pictures of one width, two to a row."""
    rows = [each[place:place + 2] for place in range(0, len(each), 2)]
    gap = round(GAP * SCALE)
    heights = [max(picture.height for picture in row) for row in rows]
    whole = Image.new("RGB", (2 * each[0].width + gap, sum(heights) + gap * (len(rows) - 1)), "white")
    top = 0
    for row, height in zip(rows, heights, strict=True):
        for place, picture in enumerate(row):
            whole.paste(picture, (place * (picture.width + gap), top))
        top += height + gap
    return framed(whole)


def framed(picture: Image.Image) -> Image.Image:
    """With a margin of paper, for grounds that are dark."""
    return ImageOps.expand(picture, round(10 * SCALE), "white")


def pages() -> dict[str, Image.Image]:
    """The first page of the briefing in each language; FileNotFoundError where there is not one PDF of it."""
    made = {}
    for lang, name in PAGES.items():
        found = sorted((ROOT / "output" / "gms_drug_control" / lang).glob("*.pdf"))
        if len(found) != 1:
            raise FileNotFoundError(f"expected one PDF of {lang}, found {len(found)}: run `python3 run.py briefing`")
        made[name] = first_page(found[0])
    return made


def main() -> int:
    """Exit status 1 where a picture cannot be made or is too large."""
    try:
        made = drawn() if sys.argv[1:] == ["drawn"] else pages() | drawn()
    except FileNotFoundError as problem:
        print(f"tools/pictures.py: {problem}", file=sys.stderr)
        return 1
    sizes = {name: save(picture, ROOT / "docs" / "pictures" / name) for name, picture in made.items()}
    for name, size in sizes.items():
        print(f"docs/pictures/{name}: {size} bytes")
        if size > LARGEST:
            print(f"tools/pictures.py: {name} is larger than {LARGEST} bytes", file=sys.stderr)
    return int(max(sizes.values()) > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
