"""The clock of entry points that are given no other; everything below takes the time as an argument."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """The time now, aware, in UTC."""
    return datetime.now(UTC)
