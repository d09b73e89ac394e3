"""Article into terms: the whole chain, zone by zone. The same chain reads queries (`indexer.query`).

A zone is where a text stands (title, lead, body, aside); a family is what a term is (see `Family`).
The index has one field for each zone and family, so a change of weights needs no new index.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from corpus.article import Article
from indexer.analysis.abbreviations import concept_tokens
from indexer.analysis.columns import Syllables
from indexer.analysis.memo import Memo
from indexer.analysis.normalize import Normalised, normalise
from indexer.analysis.numbers import find_numbers
from indexer.analysis.syllables import Syllable, split_syllables
from indexer.analysis.words import words_of

ANALYSIS_VERSION = 3
"""Raised whenever the same article would give other terms: an index of another version needs a rebuild."""
_LONGEST_KEPT_CHARS = 60
_KEPT_TEXTS = 4096
"""Of the short texts that stand aside: 1 KB each."""


class Zone(StrEnum):
    """Where in the article a term stands."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"
    ASIDE = "aside"
    FILES = "files"
    """What attached files say."""


class Family(StrEnum):
    """What a term is."""

    FOLDED = "folded"
    """Every syllable without diacritics, in order: what recall rests on."""
    ACCENTED = "accented"
    """Canonical syllables that have diacritics."""
    PAIR = "pair"
    """Folded neighbours of a zone, as `hoi nghi`: a phrase of two syllables, and all that a longer one needs
    to have."""
    CONCEPT = "concept"
    NUMBER = "number"
    WORD = "word"
    """pyvi's words of two or more syllables, as `hội_nghị`; of files none: a report would take seconds."""


Terms = Mapping[tuple[Zone, Family], Sequence[str]]
_ZoneTerms = dict[Family, list[str]]


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """What an engine indexes of one article: its terms, one list for each zone and family."""

    article_id: str
    article: Article
    terms: Terms
    cluster: str | None = None
    """The first publisher's id where the article was posted several times."""


def analyse(article_id: str, article: Article, *, segment_words: bool) -> IndexDocument:
    """The document of `article`. Pure; pyvi's model is read only when `segment_words`."""
    return IndexDocument(article_id, article, terms_of(zones_of(article), segment_words=segment_words))


def terms_of(zones: Mapping[Zone, Sequence[str]], *, segment_words: bool) -> Terms:
    """The terms of every family for each of `zones`, given as their texts."""
    aside = _ASIDE_TERMS[segment_words]
    terms: dict[tuple[Zone, Family], Sequence[str]] = {}
    for zone, texts in zones.items():
        if zone is Zone.ASIDE:
            found = _one_after_the_other([aside[text] for text in texts])
        else:
            found = _read_zone(texts, words=segment_words and zone is not Zone.FILES)
        for family, tokens in found.items():
            terms[zone, family] = tokens
        terms[zone, Family.PAIR] = pairs_of(found[Family.FOLDED])
    return terms


def pairs_of(folded: Sequence[str]) -> list[str]:
    """The terms of `Family.PAIR` in a zone with these syllables, across the borders of its texts too."""
    return list(map(" ".join, pairwise(folded)))


def read_syllables(text: str) -> list[Syllable]:
    """The syllables of a stored text, with offsets into it."""
    return list(split_syllables(normalise(text)))


def zones_of(article: Article) -> dict[Zone, list[str]]:
    """The texts of each zone. The lead is the body's first paragraph where no other is given."""
    lead = article.lead if article.lead is not None else next(iter(article.body), "")
    body = [text for at, text in enumerate(article.body) if at > 0 or text != lead]
    return {
        Zone.TITLE: [article.title],
        Zone.LEAD: [lead],
        Zone.BODY: body,
        Zone.ASIDE: list(dict.fromkeys(_aside(article))),
        Zone.FILES: [file.text for file in article.attachments if file.text],
    }


def _aside(article: Article) -> Iterator[str]:
    """What is said about the article, not in it: who, where, which files, which letterhead, when."""
    yield from article.captions
    for attachment in article.attachments:
        yield attachment.name
    yield from filter(None, (article.author, article.agency, article.province, article.province_now))
    if article.document is not None:
        letterhead = article.document
        yield from filter(
            None,
            (
                letterhead.number_raw or letterhead.number,
                letterhead.subject,
                letterhead.issuer,
                letterhead.recipients,
                letterhead.signer,
                letterhead.signer_role,
            ),
        )
    if article.meeting is not None:
        yield from filter(None, (article.meeting.event_type, article.meeting.host, article.meeting.place))
        for chair in article.meeting.chairs:
            yield f"{chair.name} {chair.post or ''}".strip()
    if article.published is not None:
        yield article.published.value[:4]


def _read_zone(texts: Sequence[str], *, words: bool) -> _ZoneTerms:
    clean = [normalise(text) for text in texts]
    terms = _one_after_the_other(map(_read_text, clean))
    if words:
        terms[Family.WORD] += words_of(clean)
    return terms


def _read_text(text: Normalised) -> Mapping[Family, Sequence[str]]:
    syllables = Syllables.read(text)
    return {
        Family.FOLDED: syllables.folded,
        Family.ACCENTED: syllables.accented,
        Family.CONCEPT: concept_tokens(syllables),
        Family.NUMBER: [token for mention in find_numbers(syllables) for token in mention.tokens],
    }


def _one_after_the_other(texts: Iterable[Mapping[Family, Sequence[str]]]) -> _ZoneTerms:
    """The terms of a zone whose texts have these."""
    zone: _ZoneTerms = {family: [] for family in Family if family is not Family.PAIR}
    for terms in texts:
        for family, tokens in terms.items():
            zone[family] += tokens
    return zone


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST_KEPT_CHARS


def _terms_aside(words: bool) -> Memo[str, _ZoneTerms]:
    return Memo(lambda text: _read_zone([text], words=words), _is_short, entries=_KEPT_TEXTS)


_ASIDE_TERMS = {words: _terms_aside(words) for words in (False, True)}
"""Of agencies, provinces, people and years, which many articles of a portal share."""
