"""What a search must answer, worked out one article at a time from the definitions. Plain Python, no arrays.

Shares no code with the engine or with `indexer.ranking`: each formula stands here a second time.
"""

import datetime as dt
import math
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from corpus.article import Article, PartialDate
from indexer.analysis.analyzer import Family, IndexDocument, Zone
from indexer.engines.base import Search
from indexer.facets import COLUMN_VALUES, FACET_VALUES
from indexer.query.tree import (
    AllOf,
    AnyOf,
    Chosen,
    Demand,
    Held,
    Published,
    QueryTree,
    Term,
    Unit,
    Way,
    Without,
)
from indexer.settings import IndexerSettings
from indexer.types import Sort


@dataclass(frozen=True, slots=True)
class Answer:
    """Every hit in order with its score, and the count of each slug of each facet."""

    hits: list[tuple[str, float]]
    facets: dict[str, dict[str, int]]


class Looked:
    """An article as the oracle looks at it."""

    def __init__(self, document: IndexDocument) -> None:
        self.id = document.article_id
        self.article = document.article
        self.terms = document.terms
        self.times = Counter(
            (zone, Term(family, text)) for (zone, family), terms in document.terms.items() for text in terms
        )
        self.anywhere = {term for _zone, term in self.times}
        self.days = days_of(self.article.published) if self.article.published else frozenset()
        self.slugs = {
            facet: {slug for slug, _label in values(self.article)}
            for facet, values in {**FACET_VALUES, **COLUMN_VALUES}.items()
        }

    def has(self, term: Term, zone: Zone | None = None) -> bool:
        return term in self.anywhere if zone is None else (zone, term) in self.times

    def folded(self, zone: Zone) -> Sequence[str]:
        return self.terms.get((zone, Family.FOLDED), ())

    def newest_first(self) -> tuple[int, str]:
        return (-moment(self.article.published), self.id)


class Oracle:
    """Answers over these articles by looking at each."""

    def __init__(self, documents: Sequence[Looked], settings: IndexerSettings) -> None:
        self.documents = documents
        self.settings = settings
        self.ranking = settings.ranking
        self.with_term: dict[Term, int] = {}

    def answer(self, search: Search) -> Answer:
        found = [d for d in self.matching(search.tree) if in_days(d, search)]
        hits = [d for d in found if chosen(d, search)]
        facets = {
            facet: dict(
                Counter(slug for d in found if chosen(d, search, besides=facet) for slug in d.slugs[facet])
            )
            for facet in FACET_VALUES
        }
        return Answer(self.ordered(search, hits), facets)

    # --- which articles ---

    def matching(self, tree: QueryTree) -> list[Looked]:
        allowed = [d for d in self.documents if all(meets(demand, d) for demand in tree.demands)]
        required = [unit for unit in tree.units if not unit.optional]
        if not required and not tree.demands:
            required = list(tree.units)
        if not required:
            return allowed
        met = [sum(strength(unit, d, loose=True) > 0 for d in self.documents) for unit in tree.units]
        rarities = [self.rarity(having) for having in met]
        whole = sum(max(1, round(16 * rare)) for rare in rarities)

        def earned(d: Looked) -> int:
            met = [(strength(u, d, loose=True), rare) for u, rare in zip(tree.units, rarities, strict=True)]
            return sum(max(1, round(16 * rare * found)) for found, rare in met if found)

        def reaches(share: float) -> Callable[[Looked], bool]:
            return lambda d: earned(d) > 0 and earned(d) >= share * whole - 1e-9

        steps: list[Callable[[Looked], bool]] = [
            lambda d: all(strength(unit, d) for unit in required),
            lambda d: all(strength(unit, d, loose=True) for unit in required),
            reaches(self.settings.match_share),
            reaches(self.settings.match_share_least),
            reaches(self.settings.match_share_few),
        ]
        if len(required) > self.settings.whole_query_units:
            steps = steps[3:]
        enough = 1 if len(required) <= self.settings.keyword_units else self.settings.match_enough
        widest = [steps[: at + 1] for at in range(len(steps))]
        found = [[d for d in allowed if any(step(d) for step in taken)] for taken in widest]
        return next((hits for hits in found if len(hits) >= enough), found[-1])

    # --- in which order ---

    def ordered(self, search: Search, hits: list[Looked]) -> list[tuple[str, float]]:
        hits = sorted(hits, key=Looked.newest_first)
        if search.sort is Sort.RELEVANCE and search.tree.units:
            return self.by_relevance(search.tree, hits)
        if search.sort is Sort.OLDEST:
            hits.sort(key=lambda d: (moment(d.article.published) or math.inf, d.id))
        return [(d.id, 0.0) for d in hits]

    def by_relevance(self, tree: QueryTree, hits: list[Looked]) -> list[tuple[str, float]]:
        scored = [(self.score(tree, d), d) for d in hits]
        scored.sort(key=lambda pair: -pair[0])
        runs = [run for run in tree.runs if len(run) > 1]
        if runs and self.phrase_weight(tree):
            window = self.ranking.phrase_window_hits
            best = [(single(s * self.phrase_factor(tree, runs, d)), d) for s, d in scored[:window]]
            best.sort(key=lambda pair: (-pair[0], pair[1].newest_first()))
            scored[:window] = best
        return [(d.id, score) for score, d in scored]

    def score(self, tree: QueryTree, d: Looked) -> float:
        steps = sum(round(40 * self.unit_score(unit, d)) for unit in tree.units)
        for run in tree.runs:
            for first, second in pairwise(run):
                pair = Term(Family.PAIR, f"{first} {second}")
                steps += self.side_steps(pair, self.ranking.pairs, d)
        for word in tree.words:
            steps += self.side_steps(Term(Family.WORD, word), self.ranking.words, d)
        score = steps / 40
        count = len(tree.units)
        if count <= 12:
            score *= self.share(tree, d, None) ** (self.ranking.coverage_power * min(1, 3 / count) ** 2)
        score *= 1 + self.ranking.title_share * self.share(tree, d, Zone.TITLE)
        if tree.wished and meets(tree.wished, d):
            score *= 1 + self.ranking.dated
        return single(score)

    def side_steps(self, term: Term, weight: float, d: Looked) -> int:
        return max(1, round(40 * (weight * self.bm25f(term, d)))) if weight and d.has(term) else 0

    def unit_score(self, unit: Unit, d: Looked) -> float:
        worth = [self.way_score(way, unit, d) for way in unit.ways if way.strength > 0 and holds(way, d)]
        if not worth:
            return 0.0
        best = max(worth)
        for term in unit.favoured:
            best += self.ranking.accented * self.bm25f(term, d) / len(unit.favoured)
        return best

    def way_score(self, way: Way, unit: Unit, d: Looked) -> float:
        ranking = self.ranking
        folded = ranking.folded_when_accented if unit.favoured else ranking.folded_when_bare
        weights = {Family.CONCEPT: ranking.concepts, Family.NUMBER: ranking.numbers}
        total = 0.0
        for term in way.terms:
            total += weights.get(term.family, folded) * self.bm25f(term, d)
        return total * (way.strength / len(way.terms))

    def bm25f(self, term: Term, d: Looked) -> float:
        if term not in self.with_term:
            self.with_term[term] = sum(other.has(term) for other in self.documents)
        frequency = 0.0
        for zone in Zone:
            times = d.times[zone, term]
            if times:
                frequency += getattr(self.ranking.zones, zone.value) / self.norm(zone, d) * times
        k1 = self.ranking.saturation_k1
        return self.rarity(self.with_term[term]) * (frequency * (k1 + 1) / (frequency + k1))

    def rarity(self, having: int) -> float:
        return math.log1p((len(self.documents) - having + 0.5) / (having + 0.5))

    def norm(self, zone: Zone, d: Looked) -> float:
        mean, b = self.mean_lengths[zone], self.ranking.length_b
        return 1 - b + b * kept_length(len(d.folded(zone))) / mean if mean else 1.0

    @cached_property
    def mean_lengths(self) -> dict[Zone, float]:
        count = max(len(self.documents), 1)
        return {zone: sum(kept_length(len(d.folded(zone))) for d in self.documents) / count for zone in Zone}

    def share(self, tree: QueryTree, d: Looked, zone: Zone | None) -> float:
        rarities = [self.typed_rarity(unit) for unit in tree.units]
        found = sum(self.met(unit, d, zone) * rare for unit, rare in zip(tree.units, rarities, strict=True))
        return found / max(sum(rarities), 1e-9)

    def typed_rarity(self, unit: Unit) -> float:
        met = [d for d in self.documents if strength(unit, d, loose=True)]
        typed = [d for d in met if all(d.has(term) for term in unit.favoured)]
        return self.rarity(len(typed or met))

    def met(self, unit: Unit, d: Looked, zone: Zone | None) -> float:
        if zone is None:
            best = strength(unit, d, loose=True)
        else:
            inside = [way.strength for way in unit.ways if all(d.has(term, zone) for term in way.terms)]
            best = max(inside, default=0.0)
        typed = all(d.has(term, zone) for term in unit.favoured)
        return best if typed else best * self.ranking.other_accents

    def phrase_factor(self, tree: QueryTree, runs: Sequence[Sequence[str]], d: Looked) -> float:
        if len(tree.units) > 12:
            pairs = [Term(Family.PAIR, f"{a} {b}") for run in runs for a, b in pairwise(run)]
            kept = sum(d.has(pair) for pair in pairs)
        else:
            kept = sum(max(fewest_pieces(run, d.folded(zone)) for zone in Zone) for run in runs)
        share = kept / sum(len(run) - 1 for run in runs)
        power = 2 if len(tree.units) > 12 else 2 / min(1, 3 / max(len(tree.units), 1)) ** 2
        return 1 + self.phrase_weight(tree) * share**power

    def phrase_weight(self, tree: QueryTree) -> float:
        if len(tree.units) > 12:
            return self.ranking.phrase_of_sentence
        return self.ranking.phrase


def fewest_pieces(run: Sequence[str], text: Sequence[str]) -> int:
    """The neighbourhoods kept when `run` is cut into the fewest pieces that stand in `text`."""
    best = [0] * (len(run) + 1)
    for end in range(1, len(run) + 1):
        best[end] = best[end - 1]
        for start in range(end):
            if stands(run[start:end], text):
                best[end] = max(best[end], best[start] + end - start - 1)
    return best[-1]


def stands(run: Sequence[str], text: Sequence[str]) -> bool:
    wanted = list(run)
    return any(wanted == list(text[at : at + len(run)]) for at in range(len(text) - len(run) + 1))


def strength(unit: Unit, d: Looked, *, loose: bool = False) -> float:
    ways = [way for way in unit.ways if loose or not way.loose]
    return max((way.strength for way in ways if holds(way, d)), default=0.0)


def holds(way: Way, d: Looked) -> bool:
    if way.phrase:
        run = [term.text for term in way.terms if term.family is Family.FOLDED]
        zones = [way.zone] if way.zone else Zone
        return any(stands(run, d.folded(z)) and all(d.has(term, z) for term in way.terms) for z in zones)
    return all(d.has(term, way.zone) for term in way.terms)


def meets(demand: Demand, d: Looked) -> bool:
    match demand:
        case Held(ways):
            return any(way.strength > 0 and holds(way, d) for way in ways)
        case Chosen(facet, slugs):
            return bool(d.slugs[facet] & slugs)
        case Published(first, last):
            return dated_within(d, first, last)
        case AllOf(parts):
            return all(meets(part, d) for part in parts)
        case AnyOf(parts):
            return any(meets(part, d) for part in parts)
        case Without(part):
            return not meets(part, d)


def in_days(d: Looked, search: Search) -> bool:
    return dated_within(d, search.first_day, search.last_day)


def dated_within(d: Looked, first: int | None, last: int | None) -> bool:
    if first is None and last is None:
        return True
    return any((first or 0) <= day <= (last or 99991231) for day in d.days)


@lru_cache(maxsize=1000)
def days_of(date: PartialDate) -> frozenset[int]:
    """Every day on which it can have been, YYYYMMDD."""
    first = dt.date(date.year, 1, 1)
    days = (first + dt.timedelta(days=n) for n in range(366))
    return frozenset(
        day.year * 10_000 + day.month * 100 + day.day
        for day in days
        if day.isoformat().startswith(date.value[:10])
    )


def moment(date: PartialDate | None) -> int:
    """YYYYMMDDhhmm with zeros for what is unknown; 0 for no date."""
    if date is None:
        return 0
    digits = date.value[:10].replace("-", "").ljust(8, "0")
    clock = date.value[11:16].replace(":", "") if date.precision == "minute" else "0000"
    return int(digits + clock)


def chosen(d: Looked, search: Search, besides: str = "") -> bool:
    return all(
        d.slugs[facet] & wanted for facet, wanted in search.filters.items() if facet != besides and wanted
    )


@lru_cache(maxsize=1000)
def kept_length(tokens: int) -> int:
    """A length as Whoosh keeps it, in one byte."""
    from whoosh.util.numeric import byte_to_length, length_to_byte

    return int(byte_to_length(length_to_byte(tokens)))


def single(score: float) -> float:
    """As a 32-bit float, in which scores are compared."""
    return float(struct.unpack("f", struct.pack("f", score))[0])


def article_titled(number: int, title: str) -> Article:
    """An article with nothing but a title."""
    url = f"https://a.gov.vn/{number}"
    return Article(url=url, portal="a", platform="generic", title=title)
