"""A unit of administration in one period of its life."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """The three tiers; districts ended on 2025-06-30."""

    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Unit(NamedTuple):
    """`type` in lower case (`huyện`), `name` without it (`An Minh`); a province's `province` is its own name.

    `since` and `until` are the first and the last day; None means before our archive, or still.
    A province, raised or merged under the same name, is one unit per period.
    """

    code: str
    level: Level
    type: str
    name: str
    province: str
    district: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def full_name(self) -> str:
        """As officials write it: `huyện An Minh`."""
        return f"{self.type} {self.name}"

    def existed(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)
