"""Import what writing PDFs takes, where the machine has it; as preload.py does for the other formats."""

from reportgen import native

if not native.missing_libraries():
    import page  # noqa: F401
    import weasyprint  # noqa: F401
