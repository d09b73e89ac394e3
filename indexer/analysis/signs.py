"""What a syllable says by itself about what it may be part of: abbreviations, document numbers.

Few syllables say anything, so whole texts are passed over at one look each.
"""

from functools import lru_cache

from indexer.analysis.lexicon import CONNECTIVE, Pattern, lexicon
from indexer.analysis.syllables import looks_vietnamese

WHOLE, HEAD, PIECE, NUMBER = 1, 2, 4, 8
"""An abbreviation by itself; the first, or a later, of one in pieces; a number that may be a document's."""
BEGINS = WHOLE | HEAD
_NUMBER_DIGITS = 5


def signs_of(surface: str, folded: str) -> int:
    """Those of a syllable that is written so."""
    number = surface.isdecimal() and len(surface) <= _NUMBER_DIGITS
    letters = surface.isupper() or not looks_vietnamese(folded)
    head = letters and folded != CONNECTIVE and folded in _heads()
    piece = letters or folded == CONNECTIVE
    whole = any(_may_look_so(pattern, surface) for pattern in lexicon().patterns.get((folded,), ()))
    return WHOLE * whole | HEAD * head | PIECE * piece | NUMBER * number


def _may_look_so(pattern: Pattern, surface: str) -> bool:
    return pattern.surfaces is None or pattern.relaxed_when_typed or pattern.surfaces[0] in (None, surface)


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    """What an abbreviation that is known joined may begin with."""
    return frozenset(joined[:end] for joined in lexicon().joined for end in range(1, len(joined)))
