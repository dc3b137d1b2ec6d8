"""Lay out HTML files with WeasyPrint and nothing around it: python benchmarks/alone.py FILE…"""

import sys

from weasyprint import HTML

for name in sys.argv[1:]:
    HTML(filename=name).write_pdf()
