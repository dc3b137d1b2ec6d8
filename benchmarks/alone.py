"""Make one PDF in a process of its own: python -m benchmarks.alone WAY FROM TO, or python benchmarks/alone.py HTML…

The ways: reportgen (FROM is a pickled document), weasyprint (an HTML file), typst (a Typst file).
"""

import sys
from pathlib import Path


def by_reportgen(source: Path) -> bytes:
    import pickle

    from reportgen.writers.fonts import fonts_for
    from reportgen.writers.pdf import write_pdf
    from reportgen.writers.theme import load_theme

    document, theme = pickle.loads(source.read_bytes()), load_theme("modern")
    return write_pdf(document, theme, fonts_for(document, theme))


def by_weasyprint(source: Path) -> bytes:
    from weasyprint import HTML

    return HTML(filename=str(source)).write_pdf()


def by_typst(source: Path) -> bytes:
    import typst

    return typst.compile(str(source), font_paths=[str(source.parent)])


WAYS = {"reportgen": by_reportgen, "weasyprint": by_weasyprint, "typst": by_typst}

if __name__ == "__main__":
    way, *files = sys.argv[1:]
    if way in WAYS:
        Path(files[1]).write_bytes(WAYS[way](Path(files[0])))
    else:
        for name in (way, *files):
            by_weasyprint(Path(name))
