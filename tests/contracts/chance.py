"""Random corpora, trees and searches over a small vocabulary, where everything meets everything.

Documents are built of terms directly: accents without their syllable, concepts nowhere in the text, words
that pyvi never saw. Only pairs are what they are defined to be, the neighbours of folded syllables.
"""

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from corpus.article import Article, Kind, Meeting, PartialDate, Person
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
from indexer.settings import IndexerSettings, RankingSettings
from indexer.types import Sort

_SYLLABLES = ["an", "ba", "chi", "do", "em", "ga", "hoc"]
_VOCABULARY = {
    Family.ACCENTED: ["án", "bà", "chị", "gà", "gá"],
    Family.CONCEPT: ["ubnd", "hdnd", "ubnd?"],
    Family.NUMBER: ["74/kh", "19/nq"],
    Family.WORD: ["án_bà", "gà_học", "chị_em"],
}
_STRENGTHS = (1.0, 1.0, 1.0, 0.85, 0.8, 0.6, 0.5, 0.4, 0.0)
_AGENCIES = (None, None, "UBND huyện An Minh", "Sở Y tế", "SỞ Y TẾ")


class Chance:
    """Draws everything that one case needs from one seed."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    # --- corpora ---

    def commits(self) -> list[list[IndexDocument]]:
        """One to four commits; the later ones replace some articles of the earlier."""
        urls = range(self.random.choice((3, 12, 30)))
        return [
            [self.document(number) for number in self.random.sample(urls, self.random.randint(1, len(urls)))]
            for _ in range(self.random.randint(1, 4))
        ]

    def document(self, number: int) -> IndexDocument:
        article = self.article(number)
        terms: dict[tuple[Zone, Family], Sequence[str]] = {}
        for zone in Zone:
            folded = self.random.choices(_SYLLABLES, k=self.random.choice((0, 5, 8, 15)))
            terms[zone, Family.FOLDED] = folded
            terms[zone, Family.PAIR] = [f"{first} {second}" for first, second in pairwise(folded)]
            for family, texts in _VOCABULARY.items():
                terms[zone, family] = self.random.choices(texts, k=self.random.choice((0, 1, 2, 3)))
        return IndexDocument(article.article_id, article, terms)

    def article(self, number: int) -> Article:
        chance = self.random
        return Article(
            url=f"https://a.gov.vn/{number}",
            portal="a",
            platform="generic",
            title=f"Bài {number}",
            body=("Đoạn.",) * chance.randint(0, 2),
            published=self.date() if chance.random() < 0.8 else None,
            kind=chance.choice(list(Kind)),
            agency=chance.choice(_AGENCIES),
            province=chance.choice((None, "Kiên Giang", "Trà Vinh")),
            province_now=chance.choice((None, "An Giang", "Vĩnh Long")),
            meeting=Meeting(chairs=tuple(Person(name=name) for name in self.chairs())),
            topics=tuple(chance.sample(("giao-duc", "y-te", "kinh-te"), chance.randint(0, 2))),
        )

    def chairs(self) -> list[str]:
        return self.random.sample(("Nguyễn Văn Phỉ", "Vũ Văn Học"), self.random.choice((0, 0, 1, 2)))

    def date(self) -> PartialDate:
        chance = self.random
        month, last = chance.choice(("01", "02", "12")), chance.choice(("01", "15", "28"))
        day = f"{chance.choice((2023, 2024))}-{month}-{last}"
        precision: Any = chance.choice(("year", "month", "day", "day", "minute"))
        value = {"year": day[:4], "month": day[:7], "day": day, "minute": f"{day}T08:30:00+07:00"}[precision]
        return PartialDate(value=value, precision=precision, source="markup")

    def settings(self) -> IndexerSettings:
        """Every signal off at times, windows that are full and shares that decide."""
        chance = self.random
        ranking = RankingSettings(
            phrase=chance.choice((1.5, 1.5, 0.0)),
            phrase_of_sentence=chance.choice((0.6, 0.6, 0.0)),
            phrase_window_hits=chance.choice((0, 1, 4, 200)),
            title_share=chance.choice((0.3, 0.3, 0.0)),
            dated=chance.choice((0.2, 0.2, 0.0)),
            pairs=chance.choice((0.5, 0.0)),
            accented=chance.choice((1.0, 0.0)),
            length_b=chance.choice((0.5, 0.0, 0.9)),
            coverage_power=chance.choice((2.0, 0.0)),
        )
        return IndexerSettings(
            whole_query_units=chance.choice((8, 2)),
            match_share=chance.choice((0.6, 0.9)),
            keyword_units=chance.choice((3, 1, 0)),
            match_enough=chance.choice((50, 3, 1)),
            match_share_least=chance.choice((0.3, 0.1)),
            match_share_few=chance.choice((0.1, 0.0, 0.5)),
            ranking=ranking,
        )

    # --- searches ---

    def search(self) -> Search:
        chance = self.random
        facets = [facet for facet in FACET_VALUES if chance.random() < 0.03]
        return Search(
            tree=self.tree(),
            filters={facet: frozenset(self.slugs(facet)) for facet in facets},
            first_day=chance.choice((None,) * 20 + (20230115, 20240101)),
            last_day=chance.choice((None,) * 20 + (20231231, 20240215, 20240101)),
            sort=chance.choice((Sort.RELEVANCE, Sort.RELEVANCE, Sort.RELEVANCE, Sort.NEWEST, Sort.OLDEST)),
            offset=chance.choice((0, 0, 0, 0, 1, 5)),
            limit=chance.choice((0, 1, 3, 100, 100, 100, 100, 100)),
        )

    def slugs(self, facet: str) -> list[str]:
        known = {
            "agency": ["ubnd-huyen-an-minh", "so-y-te"],
            "province": ["kien-giang", "vinh-long", "ha-noi"],
            "topic": ["giao-duc", "y-te"],
            "kind": [kind.value for kind in Kind],
            "year": ["2023", "2024"],
            "portal": ["a", "a-gov-vn"],
            "chair": ["nguyen-van-phi", "vu-van-hoc"],
            "portal_key": ["a"],
            "month": ["2023-01", "2024-01"],
            "event_type": ["so-ket"],
            "document": ["74-kh-ubnd", "19-nq-tw"],
            "province_then": ["kien-giang", "ha-noi"],
            "province_now": ["an-giang", "vinh-long"],
            "unit": ["kien-giang/an-minh"],
            "unit_then": ["kien-giang/an-minh"],
            "unit_now": ["an-giang/dong-hoa"],
        }
        return self.random.sample(known[facet], self.random.randint(0, 3) % len(known[facet]))

    def tree(self) -> QueryTree:
        chance = self.random
        units = [self.unit() for _ in range(chance.choice((0, 1, 1, 2, 2, 3, 5, 9, 13)))]
        return QueryTree(
            units=tuple(dict.fromkeys(units)),
            demands=tuple(self.demand(depth=3) for _ in range(chance.choice((0,) * 9 + (1, 2)))),
            runs=tuple(self.run() for _ in range(chance.choice((0, 1, 1, 2)))),
            words=tuple(chance.choices(_VOCABULARY[Family.WORD], k=chance.choice((0, 0, 2)))),
            wished=chance.choice((None, None, None, Published(20230101, 20230228), Published(20240101))),
        )

    def demand(self, depth: int) -> Demand:
        """Mostly something that many articles meet."""
        chance = self.random
        kind = chance.random() if depth else chance.random() / 2
        if kind < 0.35:
            return Held(tuple(self.way() for _ in range(chance.randint(1, 4))))
        if kind < 0.42:
            facet = chance.choice([*FACET_VALUES, *COLUMN_VALUES])
            return Chosen(facet, frozenset(self.slugs(facet)))
        if kind < 0.5:
            return Published(chance.choice((None, 20230115)), chance.choice((None, 20240101, 20231231)))
        parts = [self.demand(depth - 1) for _ in range(chance.choice((0, 1, 2, 2, 3)))]
        if kind < 0.65:
            return AllOf(tuple(parts))
        return AnyOf(tuple(parts)) if kind < 0.85 else Without(self.demand(depth - 1))

    def run(self) -> tuple[str, ...]:
        return tuple(self.random.choices([*_SYLLABLES, "xyz"], k=self.random.randint(1, 5)))

    def unit(self) -> Unit:
        chance = self.random
        ways = tuple(self.way() for _ in range(chance.choice((1, 1, 1, 2, 4))))
        accents = chance.sample(_VOCABULARY[Family.ACCENTED], chance.choice((0, 0, 1, 2)))
        favoured = tuple(Term(Family.ACCENTED, text) for text in accents)
        return Unit(0, 1, ways, favoured, optional=chance.random() < 0.2)

    def way(self) -> Way:
        chance = self.random
        strength, loose = chance.choice(_STRENGTHS), chance.random() < 0.2
        if chance.random() < 0.15:
            run = [Term(Family.FOLDED, text) for text in self.run()]
            beside = [self.term() for _ in range(chance.choice((0, 0, 0, 1, 2)))]
            terms = (*run, *(term for term in beside if term.family is not Family.FOLDED))
            return Way(terms, strength, loose=loose, phrase=True, zone=self.zone())
        terms = tuple(self.term() for _ in range(chance.choice((1, 1, 1, 1, 2, 3))))
        return Way(terms, strength, loose=loose, zone=self.zone())

    def zone(self) -> Zone | None:
        return self.random.choice((None,) * 12 + tuple(Zone))

    def term(self) -> Term:
        chance = self.random
        if chance.random() < 0.8:
            return Term(Family.FOLDED, chance.choice([*_SYLLABLES, "xyz"]))
        if chance.random() < 0.2:
            return Term(Family.PAIR, " ".join(chance.choices(_SYLLABLES, k=2)))
        family = chance.choice(list(_VOCABULARY))
        return Term(family, chance.choice([*_VOCABULARY[family], "xyz"]))
