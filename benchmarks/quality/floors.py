"""Floors of quality, pinned in floors.json by the digest of the data they were measured on.

A floor rises with `--update` and never falls silently: that takes a reason, which the file keeps.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel

from corpus.errors import BadConfig

FLOORS = Path(__file__).with_name("floors.json")
_TOLERANCE = 0.0005
"""Two machines may break ties of 32-bit scores differently; more than half a thousandth is a change."""

Numbers = Mapping[str, float]
"""Name of a measure such as `accented ndcg_at_10` -> its value in 0..1."""


class Lowered(BaseModel):
    """A floor that fell, and why."""

    measure: str
    before: float
    after: float
    why: str


class SetFloors(BaseModel):
    """The floors of one set."""

    name: str
    digest: str
    floors: dict[str, float] = {}
    lowered: list[Lowered] = []


class Floors(BaseModel):
    sets: list[SetFloors] = []

    def of(self, digest: str) -> SetFloors | None:
        return next((found for found in self.sets if found.digest == digest), None)


def read_floors(path: Path = FLOORS) -> Floors:
    """None at all where there is no file. Raises BadConfig for a file that is no such thing."""
    if not path.is_file():
        return Floors()
    try:
        return Floors.model_validate_json(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadConfig(str(path), f"is no file of floors ({error})") from error


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    path.write_text(floors.model_dump_json(indent=1) + "\n", encoding="utf-8")


def shortfalls(floors: Floors, digest: str, measured: Numbers) -> list[str]:
    """What lies below its floor, or was not measured; said in words. Empty for data without floors."""
    pinned = floors.of(digest)
    if pinned is None:
        return []
    return [_said(name, floor, measured.get(name)) for name, floor in _below(pinned, measured)]


def with_measured(floors: Floors, name: str, digest: str, measured: Numbers, why: str | None) -> Floors:
    """`floors` with those of one set raised to what was measured.

    Raises BadConfig when one would fall and no reason `why` is given.
    """
    old = floors.of(digest) or SetFloors(name=name, digest=digest)
    below = _below(old, measured)
    if below and not why:
        said = "; ".join(_said(at, floor, measured.get(at)) for at, floor in below)
        raise BadConfig(name, f"{said}; a floor falls only with a reason: --lower 'why'")
    lowered = [
        Lowered(measure=at, before=floor, after=_kept(measured[at]), why=why or "")
        for at, floor in below
        if at in measured
    ]
    raised = {at: max(_kept(value), old.floors.get(at, 0.0)) for at, value in measured.items()}
    raised.update({fallen.measure: fallen.after for fallen in lowered})
    new = SetFloors(name=name, digest=digest, floors=raised, lowered=[*old.lowered, *lowered])
    others = [found for found in floors.sets if found.digest != digest]
    return Floors(sets=sorted([*others, new], key=lambda found: (found.name, found.digest)))


def _below(pinned: SetFloors, measured: Numbers) -> Sequence[tuple[str, float]]:
    return [
        (name, floor)
        for name, floor in pinned.floors.items()
        if measured.get(name, -1.0) < floor - _TOLERANCE
    ]


def _said(name: str, floor: float, found: float | None) -> str:
    return f"{name}: {'not measured' if found is None else f'{found:.4f}'}, floor {floor:.4f}"


def _kept(value: float) -> float:
    return round(value, 4)
