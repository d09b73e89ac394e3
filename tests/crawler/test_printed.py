"""How the crawler's reports read."""

from corpus.printed import Line, Table, line
from crawler.printed import check_blocks, status_blocks

PORTAL = {
    "portal": "vinh-an",
    "last_news": "2026-11-20",
    "usual_gap_days": 1.0,
    "silent_days": 0,
    "dormant": False,
    "usual_new_per_day": 2.0,
    "fill_rates": {"lead": 0.9},
}


def test_alarms_come_before_all_that_is_usual() -> None:
    alarm = {"portal": "vinh-an", "kind": "silent", "text": "nothing new since 2026-11-02"}
    quiet = PORTAL | {"portal": "moi", "last_news": None}
    health = {
        "alarms": [alarm],
        "portals": [PORTAL, quiet],
        "last_day": None,
        "waiting": 7,
        "hours_left": 0.5,
        "queue": [],
    }
    blocks = list(status_blocks({"problems": [], "health": health}))
    assert blocks[0] == line("alarms:\n  vinh-an: silent: nothing new since 2026-11-02")
    (usual,) = [block for block in blocks if isinstance(block, Table)]
    assert usual.columns == (
        "portal", "last news", "usual gap days", "silent days", "dormant", "usual new per day"
    )  # fmt: skip
    assert [row[0] for row in usual.rows] == ["vinh-an"], "one without news has nothing usual"
    assert blocks[-1] == line("crawl: waiting: 7, hours left: 0.500, queue: –")


def test_the_entry_of_a_checked_portal_comes_last_and_as_it_is() -> None:
    entry = '[[portals]]\nkey = "vinh-an"\n'
    *_, last = check_blocks({"platforms": {}, "entry": entry, "ok": True})
    assert isinstance(last, Line)
    assert last == line(entry.rstrip("\n"))
