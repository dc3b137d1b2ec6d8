"""Make the README's pictures: the first page of the briefing in each language, from the PDFs in output/.

    python tools/pictures.py

Writes docs/pictures/page-zh.png and docs/pictures/page-en.png. Run it after `python3 run.py briefing`.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"zh-CN": "page-zh.png", "en": "page-en.png"}
WIDTH = 720            # pixels
LARGEST = 200_000      # bytes
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


def main() -> int:
    for lang, name in PAGES.items():
        found = sorted((ROOT / "output" / "gms_drug_control" / lang).glob("*.pdf"))
        if len(found) != 1:
            print(f"tools/pictures.py: expected one PDF of {lang}, found {len(found)}: run `python3 run.py briefing`",
                  file=sys.stderr)
            return 1
        path = ROOT / "docs" / "pictures" / name
        size = save(first_page(found[0]), path)
        print(f"{path.relative_to(ROOT).as_posix()}: {size} bytes")
        if size > LARGEST:
            print(f"tools/pictures.py: {name} is larger than {LARGEST} bytes", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
