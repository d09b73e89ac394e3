"""Pages in a second of processor time, from bytes to article: platform by platform, and by set adapters off.

    python -m benchmarks.extraction.speed [--pages DIR] [--capture ZIP GOLD] [--rounds N]

Exits 1 where one core reads fewer than MIN_PAGES_PER_SECOND. Pages are read in turn, so that no memory of one
page helps the next reading of it; the fastest of the rounds counts, since a busy machine only adds.
"""

import argparse
import gc
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction.pages import capture_pages, folder_pages, golden_pages
from benchmarks.extraction.peers import Served
from crawler.platforms import PLATFORMS, Platform, parse_page

MIN_PAGES_PER_SECOND = 40
ROUNDS = 3


@dataclass(frozen=True)
class Speed:
    """How fast pages of one kind were read."""

    name: str
    pages: int
    mean_bytes: int
    pages_per_second: float


def measure(
    named: Sequence[tuple[str, Served]], platforms: tuple[Platform, ...], rounds: int = ROUNDS
) -> list[Speed]:
    """The speed of each name, and of all together as the last; the reading is warmed up by a first round."""
    best: dict[int, float] = {}
    for _ in range(rounds + 1):
        for place, (_, page) in enumerate(named):
            seconds = _seconds(page, platforms)
            best[place] = min(seconds, best.get(place, seconds))
    kinds = sorted({name for name, _ in named})
    groups = [(kind, [n for n, (name, _) in enumerate(named) if name == kind]) for kind in kinds]
    return [_speed(kind, places, named, best) for kind, places in (*groups, ("all", [*range(len(named))]))]


def _seconds(page: Served, platforms: tuple[Platform, ...]) -> float:
    started = time.process_time()
    parse_page(page.body, page.url, page.status, page.headers, platforms=platforms)
    return time.process_time() - started


def _speed(
    name: str, places: Sequence[int], named: Sequence[tuple[str, Served]], best: dict[int, float]
) -> Speed:
    seconds = sum(best[place] for place in places)
    mean = sum(len(named[place][1].body) for place in places) // len(places)
    return Speed(name, len(places), mean, len(places) / seconds)


def _kind(page: Served) -> str:
    return parse_page(page.body, page.url, page.status, page.headers).platform


def main() -> int:
    options = _parser().parse_args()
    served = list(_served(options))
    gc.freeze()
    by_platform = measure([(_kind(page), page) for _, page in served], PLATFORMS, options.rounds)
    generic = measure([(f"{name}, adapters off", page) for name, page in served], (), options.rounds)[:-1]
    for speed in (*by_platform, *generic):
        print(
            f"{speed.name:23} {speed.pages:4} pages of {speed.mean_bytes / 1000:5.1f} kB"
            f" {speed.pages_per_second:7.1f} a second"
        )
    slow = [speed.name for speed in (*by_platform, *generic) if speed.pages_per_second < MIN_PAGES_PER_SECOND]
    if slow:
        print(f"slower than {MIN_PAGES_PER_SECOND} pages a second: {', '.join(slow)}", file=sys.stderr)
    return int(bool(slow))


def _served(options: argparse.Namespace) -> Iterator[tuple[str, Served]]:
    """Each page, and which of the sets it is of."""
    sets = {
        "golden": golden_pages(),
        "folder": folder_pages(options.pages) if options.pages else (),
        "capture": capture_pages(*options.capture) if options.capture else (),
    }
    return ((name, page.served) for name, pages in sets.items() for page in pages)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction.speed", description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder of NAME.html, NAME.meta.json, NAME.gold.json")
    parser.add_argument("--capture", type=Path, nargs=2, metavar=("ZIP", "GOLD"))
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
