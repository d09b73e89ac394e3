"""How the crawler's reports read on a terminal. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any

from corpus.printed import Block, line, report_blocks

_USUAL = ("portal", "last_news", "usual_gap_days", "silent_days", "dormant", "usual_new_per_day")


def status_blocks(state: Mapping[str, Any]) -> Iterator[Block]:
    """Alarms first; of what is usual for each portal only what fits on a line."""
    health = state["health"]
    yield from report_blocks(
        {"alarms": [f"{a['portal']}: {a['kind']}: {a['text']}" for a in health["alarms"]]}
    )
    rows = [{name: portal[name] for name in _USUAL} for portal in health["portals"] if portal["last_news"]]
    crawl = {name: health[name] for name in ("last_day", "waiting", "hours_left", "queue")}
    yield from report_blocks({**state, "health": rows, "crawl": crawl})


def check_blocks(found: Mapping[str, Any]) -> Iterator[Block]:
    """What `tratin portal check` found; the entry last and as it is, to be copied."""
    yield from report_blocks({name: value for name, value in found.items() if name != "entry"})
    yield line("")
    yield line(found["entry"].rstrip("\n"))
