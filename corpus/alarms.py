"""What portals do not give any more, as the crawler judged it last: one file that others read.

Who judges is `crawler.health`; who shows it is `/quan-tri`. Must not judge.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import AwareDatetime, ValidationError

from corpus.article import Frozen
from corpus.sealed import SealBroken, read_sealed, write_sealed

AlarmKind = Literal["silent", "field-drop", "soft-404", "layout", "no-answer", "moved"]

FILE = "alarms.json"
_KIND, _VERSION = "tratin-alarms", 1


class Alarm(Frozen):
    """One thing that a person should look at. `value` against `usual`: days, or shares from 0 to 1."""

    portal: str
    kind: AlarmKind
    text: str
    value: float
    usual: float
    field: str = ""
    """Which one fell, of a `field-drop`; the new host, of a `moved`."""


class AlarmReport(Frozen):
    """All alarms as of one moment."""

    at: AwareDatetime
    alarms: tuple[Alarm, ...]


def save_alarms(directory: Path, judged: Collection[str], alarms: Iterable[Alarm], at: datetime) -> None:
    """Puts the alarms of the portals `judged` in place of what was said of these before. Raises OSError."""
    try:
        before = saved_alarms(directory)
    except SealBroken:
        before = None
    kept = [alarm for alarm in before.alarms if alarm.portal not in judged] if before else []
    report = AlarmReport(at=at, alarms=(*kept, *alarms))
    write_sealed(directory / FILE, _KIND, _VERSION, report.model_dump(mode="json"))


def saved_alarms(directory: Path) -> AlarmReport | None:
    """The latest report; None before the first. Raises SealBroken and OSError."""
    value = read_sealed(directory / FILE, _KIND, _VERSION)
    try:
        return None if value is None else AlarmReport.model_validate(value)
    except ValidationError as error:
        raise SealBroken(f"{directory / FILE}: not readable; remove it, the next crawl writes it") from error
