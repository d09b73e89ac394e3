"""How long completions take beside SQLite over the very same ones: an FTS5 prefix query, a range of a B-tree.

Processor time of one thread, the ways taken in turn for each text typed, so that all meet the same machine.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.text import fold as without_accents
from indexer.suggest.entries import Entry
from indexer.suggest.suggester import Suggester

MOST = 8
_TYPED = 400
_SEED = 5
Way = Callable[[str], Sequence[int]]
"""Typed text -> the uses of its completions."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of processor time; `same`: share of answers whose uses are those of the first way."""

    way: str
    typed: str
    p50: float
    p95: float
    same: float


def timings(suggester: Suggester, entries: Sequence[Entry]) -> Iterator[Timing]:
    """Each way for each kind of typing."""
    database = _database(entries)
    ways: dict[str, Way] = {
        "ours": lambda typed: [one.uses for one in suggester.completions(typed, MOST)],
        "SQLite FTS5": lambda typed: _by_fts5(database, typed),
        "SQLite B-tree": lambda typed: _by_range(database, typed),
    }
    for typed, texts in _typed(entries).items():
        yield from _timed(ways, typed, texts)


def _timed(ways: Mapping[str, Way], typed: str, texts: Sequence[str]) -> Iterator[Timing]:
    seconds: dict[str, list[float]] = {way: [] for way in ways}
    same = dict.fromkeys(ways, 0)
    for text in texts:
        wanted: Sequence[int] | None = None
        for way, ask in ways.items():
            started = time.process_time_ns()
            answer = ask(text)
            seconds[way].append((time.process_time_ns() - started) / 1e6)
            wanted = answer if wanted is None else wanted
            same[way] += list(answer) == list(wanted)
    for way, taken in seconds.items():
        taken.sort()
        middle, late = taken[len(taken) // 2], taken[int(len(taken) * 0.95)]
        yield Timing(way, typed, middle, late, same[way] / len(texts))


def _typed(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """What people type to get at `entries`, the more used the oftener."""
    chance = random.Random(_SEED)
    longer = [entry for entry in entries if " " in entry.key]
    chosen = chance.choices(longer, weights=[min(entry.uses, 50) for entry in longer], k=_TYPED)
    keys = [entry.key.split() for entry in chosen]
    return {
        "one letter": [key[0][0] for key in keys],
        "one syllable": [key[0] for key in keys],
        "a syllable and two letters": [f"{key[0]} {key[1][:2]}" for key in keys],
        "two syllables and a letter": [" ".join([*key[:2], key[2][0]]) for key in keys if len(key) > 2],
    }


def _database(entries: Sequence[Entry]) -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE range (key TEXT, uses INTEGER)")
    database.execute("CREATE VIRTUAL TABLE words USING fts5 (key, uses UNINDEXED, prefix = '1 2 3')")
    rows = [(entry.key, entry.uses) for entry in entries]
    database.executemany("INSERT INTO range VALUES (?, ?)", rows)
    database.executemany("INSERT INTO words VALUES (?, ?)", rows)
    database.execute("INSERT INTO words (words) VALUES ('optimize')")
    database.execute("CREATE INDEX by_key ON range (key, uses)")
    return database


def _by_fts5(database: sqlite3.Connection, typed: str) -> list[int]:
    *whole, last = without_accents(typed).split()
    phrase = " + ".join([*(f'"{word}"' for word in whole), f'"{last}"*'])
    ask = "SELECT uses FROM words WHERE words MATCH ? ORDER BY uses DESC LIMIT ?"
    return [uses for (uses,) in database.execute(ask, (f"^ {phrase}", MOST))]


def _by_range(database: sqlite3.Connection, typed: str) -> list[int]:
    prefix = without_accents(typed)
    ask = "SELECT uses FROM range WHERE key >= ? AND key < ? ORDER BY uses DESC LIMIT ?"
    return [uses for (uses,) in database.execute(ask, (prefix, prefix + "\U0010ffff", MOST))]
