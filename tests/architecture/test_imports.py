"""The house's rules about who may import whom, checked on every test run."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

ONLY_IN = {
    "sqlalchemy": "corpus/catalog",
    "warcio": "corpus/archive/records.py",
    "pyvi": "indexer/analysis/segmentation/stock.py",
    "scrapy": "crawler/",
    "bs4": "crawler/",
    "flask": "search_web/",
    "waitress": "search_web/",
    "flask_limiter": "search_web/serving/rate_limits.py",
    "xlsxwriter": "search_web/exports/xlsx.py",
    "icalendar": "search_web/exports/ics.py",
    "click": "tratin.py",
    "rich": "tratin.py",
}
"""Third party package -> the one place (a path prefix) that may import it."""


def _product_files() -> list[Path]:
    packages = ("corpus", "crawler", "indexer", "search_web")
    return [ROOT / "tratin.py", *(f for p in packages for f in (ROOT / p).rglob("*.py"))]


def _imported(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
    names |= {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module}
    return {name.partition(".")[0] for name in names}


def test_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize(("package", "place"), ONLY_IN.items())
def test_third_party_package_stays_in_its_room(package: str, place: str) -> None:
    users = [str(f.relative_to(ROOT)) for f in _product_files() if package in _imported(f)]
    assert [user for user in users if not user.startswith(place)] == []


def test_whoosh_stays_in_its_engine_and_the_query_builder() -> None:
    users = [str(f.relative_to(ROOT)) for f in _product_files() if "whoosh" in _imported(f)]
    assert [u for u in users if not u.startswith(("indexer/engines/whoosh/", "indexer/query/"))] == []
