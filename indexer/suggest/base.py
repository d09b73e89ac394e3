"""The shipped model: syllables and words of 20,000 newspaper articles, names of units, our abbreviations.

So that a young archive restores accents too. Counts only; made by `python -m benchmarks.suggest.base`.
Source: VNTC (github.com/duyvuleo/VNTC, MIT licence; Hoang et al. 2007), see docs/dependencies.md.
"""

import logging
from functools import lru_cache
from importlib.resources import as_file, files

from corpus.errors import IndexDamaged
from indexer.analysis.syllables import canonical
from indexer.suggest.model import Model
from indexer.suggest.types import CompletionKind

FILE = "base.model"

_log = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def base_model() -> Model | None:
    """Mapped once for all indexes of this process; None where this machine cannot read it."""
    try:
        with as_file(files("indexer.suggest").joinpath("data", FILE)) as path:
            return Model(path)
    except IndexDamaged as error:
        _log.error("restoring accents from the archive alone; install Tra Tin again: %s", error)
        return None


@lru_cache(maxsize=2)
def base_words(kind: CompletionKind) -> tuple[tuple[str, ...], ...]:
    """Words of two to four syllables that newspapers have (PHRASE), or names of units (AGENCY), as canonical
    syllables."""
    model = base_model()
    entries = () if model is None else model.entries()
    return tuple(tuple(map(canonical, entry.text.split())) for entry in entries if entry.kind is kind)
