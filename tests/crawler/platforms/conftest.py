"""Our own golden pages: synthetic, one CMS family's markup each, texts written for this project."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def golden() -> Path:
    return Path(__file__).parent / "golden"
