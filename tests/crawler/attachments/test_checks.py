"""`tratin doctor` names each missing program, what its absence costs, and its package."""

from pathlib import Path

import pytest

from crawler.attachments import checks, ocr
from crawler.attachments.programs import PROGRAMS


def test_what_is_missing_is_told_with_its_cost(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told = checks.describe_programs()
    assert "programs beside: none" in told
    for program in PROGRAMS:
        assert f"without {program.name} ({program.without}; Debian: {program.package})" in told


def test_tesseract_without_its_vietnamese_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    ocr.has_vietnamese.cache_clear()
    assert "tesseract-ocr-vie" in checks.describe_programs()
    program.write_text("#!/bin/sh\necho eng\necho vie\n")
    ocr.has_vietnamese.cache_clear()
    assert "tesseract-ocr-vie" not in checks.describe_programs()
    ocr.has_vietnamese.cache_clear()
