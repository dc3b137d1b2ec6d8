"""Look into a zip package, for all tests that read Word files and workbooks."""

import io
import zipfile


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
