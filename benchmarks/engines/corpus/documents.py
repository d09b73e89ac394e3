"""What every engine indexes: the same fields with the same terms, in two schemas."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from benchmarks.engines.corpus.analysed import Analysed, Terms
from corpus.article import Article
from indexer.analysis.analyzer import Family, Zone
from indexer.dates import UNDATED, sort_key
from indexer.facets import FACET_VALUES

FACETS = tuple(FACET_VALUES)
_LEAD_CHARS = 240
"""About three lines on a phone: what a result page shows of an article."""


class Schema(StrEnum):
    """Which fields there are."""

    CORE = "core"
    """title and body, folded syllables with positions: what every engine can do."""
    CHAIN = "chain"
    """Every zone and family of the production chain: 24 fields, positions on folded syllables."""


@dataclass(frozen=True, slots=True)
class Document:
    """One article as fields. `texts` are terms joined by spaces; `moment` is YYYYMMDDhhmm, `day` YYYYMMDD."""

    number: int
    article: Article
    texts: Mapping[str, str]
    facets: Mapping[str, tuple[str, ...]]
    moment: int
    record: bytes
    """JSON of what a result page shows, or the whole article where snippets are cut (chain)."""

    @property
    def day(self) -> int:
        return self.moment // 10_000


def fields_of(schema: Schema) -> dict[str, bool]:
    """Field names, and whether they keep positions."""
    if schema is Schema.CORE:
        return {"title": True, "body": True}
    return {f"{zone}_{family}": family is Family.FOLDED for zone in Zone for family in Family}


def documents(articles: Iterable[Analysed], schema: Schema) -> Iterator[Document]:
    """The documents of `articles`, numbered from 0."""
    for number, analysed in enumerate(articles):
        article = analysed.article
        moment = sort_key(article.published)
        yield Document(
            number=number,
            article=article,
            texts=_core_texts(analysed.terms) if schema is Schema.CORE else _chain_texts(analysed.terms),
            facets={
                facet: tuple(slug for slug, _label in values(article))
                for facet, values in FACET_VALUES.items()
            },
            moment=moment if moment != UNDATED else 0,
            record=_record(number, article, moment, whole=schema is Schema.CHAIN),
        )


def _core_texts(terms: Terms) -> dict[str, str]:
    """The aside is left out: it is no text that a reader sees as such."""
    zones = {zone: terms.get(zone, {}).get(Family.FOLDED, "") for zone in Zone}
    return {"title": zones[Zone.TITLE], "body": f"{zones[Zone.LEAD]} {zones[Zone.BODY]}".strip()}


def _chain_texts(terms: Terms) -> dict[str, str]:
    return {f"{zone}_{family}": text for zone, families in terms.items() for family, text in families.items()}


def _record(number: int, article: Article, moment: int, *, whole: bool) -> bytes:
    shown = {"number": number, "moment": moment, "id": article.article_id}
    if whole:
        shown["article"] = article.model_dump(mode="json", exclude_defaults=True)
    else:
        shown |= {"url": article.url, "title": article.title, "lead": (article.lead or "")[:_LEAD_CHARS]}
        shown |= {"agency": article.agency, "province": article.province, "kind": article.kind.value}
    return json.dumps(shown, ensure_ascii=False).encode()
