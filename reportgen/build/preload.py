"""Import what writing takes: done once, in the server from which the processes of a run part (see child.py)."""

import docx  # noqa: F401
import uharfbuzz  # noqa: F401

from reportgen.build import build  # noqa: F401
