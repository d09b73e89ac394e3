"""Whether two texts are one article posted twice. Pure; the numbers are measured by `benchmarks.reposts`.

Forms make texts alike: two notices of school holidays share nine tenths of their words. What a re-post
changes stands in one or two sentences, what a form changes in every sentence that tells anything. So besides
their pairs, whole sentences must be the same, and the names and numbers of the one must stand in the other.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from corpus.reposts.sketch import Numbers, pairs_of
from corpus.reposts.texts import Paragraph, RepostText, own_paragraphs, sentences_of, telling_words

LEAST_RESEMBLANCE = 0.5
"""Of the pairs of both (Jaccard). Of re-posts with headers, counters and a sentence changed 1 in 1,000 had
less than 0.59."""
EDITED_RESEMBLANCE = 0.65
"""From here on sentences may all differ a little (an editor's hand in each), if next to all is told by both:
no two of 30,000 invented articles are so."""
SURE_RESEMBLANCE = 0.85
"""From here on they may differ, and as much need be told by both as of others."""
LEAST_SENTENCES = 0.7
"""Of the shorter text's words, in sentences that both have; 1 in 1,000 re-posts had less than 0.79."""
LEAST_SENTENCES_OF_LONGER = 0.55
LEAST_TOLD = 0.75
"""Of the names and numbers of the text that has fewer, in the other; 1 in 1,000 had less than 0.82."""
LEAST_TOLD_OF_EDITED = 0.9
_ENOUGH_TOLD = 5
"""Where an editor's hand is in every sentence, fewer names prove nothing."""

ESTIMATE_ERROR = 0.1
"""A resemblance is estimated from 128 minima by 0.044 more or less (one standard deviation): candidates whose
estimate is lower by more than this are not looked at."""


@dataclass(frozen=True)
class Evidence:
    """What is compared of one text."""

    text: RepostText

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return own_paragraphs(self.text)

    @cached_property
    def pairs(self) -> Numbers:
        return pairs_of([word for sentence in sentences_of(self.paragraphs) for word in sentence])

    @cached_property
    def told(self) -> tuple[frozenset[str], frozenset[str]]:
        return telling_words(self.paragraphs)


def same_sentences(one: Mapping[int, int], other: Mapping[int, int]) -> bool:
    """Whether enough of both stands in sentences that both have: number of a sentence -> its words."""
    shared = sum(words for sentence, words in one.items() if sentence in other)
    fewer, more = sorted((sum(one.values()), sum(other.values())))
    return shared >= LEAST_SENTENCES * fewer and shared >= LEAST_SENTENCES_OF_LONGER * more


def is_repost(one: Evidence, other: Evidence, *, same_sentences: bool) -> bool:
    """Whether both are one article. `same_sentences`: they have enough whole sentences in common."""
    shared = len(np.intersect1d(one.pairs, other.pairs, assume_unique=True))
    resemblance = shared / max(len(one.pairs) + len(other.pairs) - shared, 1)
    sure = resemblance >= SURE_RESEMBLANCE
    if sure or (same_sentences and resemblance >= LEAST_RESEMBLANCE):
        return all(_told_by_both(a, b, sure=sure) for a, b in zip(one.told, other.told, strict=True))
    if resemblance < EDITED_RESEMBLANCE:
        return False
    return all(
        len(a & b) >= max(LEAST_TOLD_OF_EDITED * min(len(a), len(b)), _ENOUGH_TOLD)
        for a, b in zip(one.told, other.told, strict=True)
    )


def _told_by_both(one: Set[str], other: Set[str], *, sure: bool) -> bool:
    """Where one of them tells nothing at all, only what is nearly equal is the same."""
    fewer = min(len(one), len(other))
    return len(one & other) >= LEAST_TOLD * fewer if fewer else sure or len(one) == len(other)
