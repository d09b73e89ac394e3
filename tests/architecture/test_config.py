"""config.toml names every tunable with the value that the code would take without it, and only those."""

import itertools
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from corpus.settings import load_settings
from tratin import Settings

CONFIG = Path(__file__).resolve().parents[2] / "config.toml"
SILENT = {("storage", "catalog_url")}
"""Keys without a value of their own: shown in a comment."""


def leaves(model: BaseModel, place: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    for name in type(model).model_fields:
        value = getattr(model, name)
        inner = leaves(value, (*place, name)) if isinstance(value, BaseModel) else {(*place, name): value}
        found |= inner
    return found


def written(tree: dict[str, Any], place: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    for name, value in tree.items():
        found |= written(value, (*place, name)) if isinstance(value, dict) else {(*place, name): value}
    return found


@pytest.fixture(scope="module")
def tree() -> dict[str, Any]:
    tree = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    del tree["portals"]
    return tree


def as_text(value: object) -> str:
    """A value for comparing: TOML has lists where settings have tuples."""
    return str(list(value) if isinstance(value, tuple) else value)


def test_every_tunable_stands_in_config_with_its_default(tree: dict[str, Any]) -> None:
    defaults = {place: value for place, value in leaves(Settings()).items() if place != ("portals",)}
    shown = {place: as_text(value) for place, value in written(tree).items()}
    assert shown == {place: as_text(value) for place, value in defaults.items() if place not in SILENT}


def test_every_tunable_has_its_reason_above_it() -> None:
    lines = CONFIG.read_text(encoding="utf-8").partition("# --- Portals")[0].splitlines()
    bare = [line for above, line in itertools.pairwise(lines) if "=" in line and not above.startswith("#")]
    assert bare == []


def test_the_portals_of_the_seeds_come_first_and_all_can_be_told_apart() -> None:
    portals = load_settings(CONFIG, Settings).portals
    assert [p.key for p in portals[:5]] == [
        "anminh",
        "dongtrieu",
        "sgddt-travinh",
        "pgd-tanhong",
        "sgddt-kontum",
    ]
    assert len({p.key for p in portals}) == len(portals)
