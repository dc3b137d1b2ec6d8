from pathlib import Path

import pytest


@pytest.fixture
def repository():
    """The folder of this repository."""
    return Path(__file__).resolve().parents[2]
