"""What an article is about, as terms to find others like it by. Pure; the engine does the finding."""

from collections import Counter
from collections.abc import Mapping

from corpus.article import Article
from indexer.analysis.analyzer import Family, Zone, analyse
from indexer.query.tree import Term

_FAMILIES = (Family.PAIR, Family.CONCEPT, Family.NUMBER)
"""Two syllables are a word as a rule; one alone may be anything."""
_TIMES = {Zone.TITLE: 3, Zone.LEAD: 2, Zone.BODY: 1}
"""What stands in the title counts as if it stood there three times. The aside names agency and province,
which many articles share that have nothing else in common."""


def terms_of(article: Article) -> Mapping[Term, int]:
    """How often each of its terms stands in the article."""
    counts: Counter[Term] = Counter()
    for (zone, family), texts in analyse("", article, segment_words=False).terms.items():
        if zone in _TIMES and family in _FAMILIES:
            for text, times in Counter(texts).items():
                counts[Term(family, text)] += times * _TIMES[zone]
    return counts
