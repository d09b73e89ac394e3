"""Provinces, districts and communes through time: which unit a name meant on a day, and what it became.

Facts lie in `data/` (sources and licences in data/SOURCES.md). No clock: days are the caller's; "now" in a
function's name means the latest period in the tables. Reads names only; `corpus.enrich` reads articles.
"""

from corpus.gazetteer.names import accent_key, folded_key, split_type
from corpus.gazetteer.paths import UnitAnswer, look_up, placed
from corpus.gazetteer.resolver import Gazetteer, gazetteer
from corpus.gazetteer.units import Level, Unit

__all__ = [
    "Gazetteer",
    "Level",
    "Unit",
    "UnitAnswer",
    "accent_key",
    "folded_key",
    "gazetteer",
    "look_up",
    "placed",
    "split_type",
]
