"""Fixtures shared by all tests: where the optional neighbouring test data lies."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring data beside a developer's checkout; tests that want it skip where it is not."""
    folder = ROOT.parent / "shared"
    if not (folder / "pages").is_dir():
        pytest.skip("no ../shared beside this checkout")
    return folder
