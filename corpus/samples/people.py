"""Names of invented people, drawn from lists of surnames, middle and given names."""

import random
from functools import cache
from typing import NamedTuple

from corpus.samples.data_files import DATA
from corpus.samples.grammar import Rules, Writer, read_rules

WOMEN_SHARE = 0.34
"""About the share of women among office holders in the pages that we read."""


class Name(NamedTuple):
    """A full name and whether its bearer is a woman."""

    full: str
    woman: bool


@cache
def _rules() -> Rules:
    return read_rules(DATA / "names.txt")


def invented_name(chance: random.Random) -> Name:
    """A full name in the usual order: surname, middle name, given name."""
    writer = Writer(_rules(), {}, chance.getrandbits(48))
    woman = writer.chance(WOMEN_SHARE)
    while True:
        full = writer.text("woman" if woman else "man")
        if len(set(full.split())) == full.count(" ") + 1:
            return Name(full, woman)
