"""Measures how well pages are read: tokens of the body, and the exact fields, against gold.

A folder of pages holds NAME.html (bytes as served), NAME.meta.json (url, status, headers) and NAME.gold.json.
Titles and optional lines (captions, sign-off, letterhead) are neutral: neither wanted nor punished.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.article import Article
from corpus.errors import BadConfig
from corpus.text import nfc
from crawler.page_json import article_json
from crawler.platforms import PLATFORMS, Platform, Reading, parse_page

_WORD = re.compile(r"\w+")


class PageScore(BaseModel):
    """The scores of one page. A measure is None where the gold has nothing to measure."""

    model_config = ConfigDict(frozen=True)

    name: str
    page_class: str
    platform: str
    precision: float = 0.0
    recall: float = 0.0
    f1: float = 0.0
    paragraphs_exact: float = 0.0
    """Share of the gold paragraphs that the body holds character by character, spaces aside."""
    leaks: tuple[str, ...] = ()
    """Strings of the page that are no article and came into the body."""
    title_ok: bool = False
    date_ok: bool = False
    minute_ok: bool | None = None
    author_ok: bool = False
    attachments_recall: float | None = None
    attachments_extra: int = 0

    @property
    def attachments_ok(self) -> bool:
        return self.attachments_recall in (None, 1.0) and self.attachments_extra == 0


class PagesReport(BaseModel):
    """The scores of a folder: page by page, in the mean, and how many pages are right in each field."""

    model_config = ConfigDict(frozen=True)

    pages: tuple[PageScore, ...]
    mean: Mapping[str, float]
    right: Mapping[str, str]


class _Served(BaseModel):
    """What NAME.meta.json must say; it may say more."""

    url: str
    status: int = 200
    headers: dict[str, str] = {}


@dataclass(frozen=True)
class SavedPage:
    """One page of a folder: its bytes and how it was served."""

    name: str
    body: bytes
    url: str
    status: int
    headers: Mapping[str, str]

    def read(self, platforms: tuple[Platform, ...] = PLATFORMS) -> Reading:
        return parse_page(self.body, self.url, self.status, self.headers, platforms=platforms)


def saved_pages(directory: Path) -> Iterator[SavedPage]:
    """The pages of a folder by name: each NAME.html that has a NAME.meta.json."""
    for meta in sorted(directory.glob("*.meta.json")):
        name = meta.name.removesuffix(".meta.json")
        if (html := directory / f"{name}.html").is_file():
            yield read_saved_page(html, meta)


def read_saved_page(html: Path, meta: Path) -> SavedPage:
    """One page from its two files. Raises BadConfig when `meta` does not say how the page was served."""
    try:
        served = _Served.model_validate_json(meta.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"])) or "the file"
        fix = f'{place}: {first["msg"]}; write {{"url": "https://...", "status": 200, "headers": {{}}}}'
        raise BadConfig(str(meta), fix) from error
    name = html.name.removesuffix(".html")
    return SavedPage(name, html.read_bytes(), served.url, served.status, served.headers)


def read_folder(directory: Path) -> dict[str, Article]:
    """Name -> enriched article of every page of the folder that has one."""
    readings = {page.name: page.read() for page in saved_pages(directory)}
    return {name: _enriched(reading.article) for name, reading in readings.items() if reading.article}


def parse_file(html: Path, meta: Path) -> dict[str, Any]:
    """The article of a saved page as JSON; where it has none, what the page is instead."""
    page = read_saved_page(html, meta)
    reading = page.read()
    if reading.article is None:
        return {"url": page.url, "page_class": reading.page_class, "problems": list(reading.problems)}
    return {"page_class": reading.page_class, **article_json(_enriched(reading.article), url=page.url)}


def evaluate_pages(directory: Path, platforms: tuple[Platform, ...] = PLATFORMS) -> PagesReport:
    """The scores of every page that has a gold article; `platforms=()` measures the generic reader."""
    scores = []
    for page in saved_pages(directory):
        gold_file = directory / f"{page.name}.gold.json"
        gold = json.loads(gold_file.read_text(encoding="utf-8")) if gold_file.is_file() else {}
        if "body" in gold:
            scores.append(score_page(page.name, page.read(platforms), gold))
    return _report(tuple(scores))


def score_page(name: str, reading: Reading, gold: Mapping[str, Any]) -> PageScore:
    """One reading against its gold; a page without an article scores nothing."""
    article = reading.article
    if article is None:
        return PageScore(name=name, page_class=reading.page_class, platform=reading.platform)
    printed = article_json(article)
    return PageScore(
        name=name,
        page_class=reading.page_class,
        platform=reading.platform,
        **_body_scores(gold, printed["body"]),
        title_ok=_same(printed["title"], gold["title"]),
        date_ok=_date_ok(gold, printed),
        minute_ok=_minute_ok(gold, printed["published"]),
        author_ok=_same(printed["author"], gold.get("author")),
        **_attachment_scores(gold, printed["attachments"]),
    )


def _body_scores(gold: Mapping[str, Any], body: list[str]) -> dict[str, Any]:
    wanted, found = tokens(" ".join(gold["body"])), tokens("\n".join(body))
    neutral = tokens(" ".join(gold.get("body_optional", ())) + " " + gold["title"])
    precision, recall, f1 = token_scores(wanted, found, neutral=neutral)
    text = _spaced("\n".join(body))
    exact = [_spaced(paragraph) in text for paragraph in gold["body"]]
    return {
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "paragraphs_exact": sum(exact) / len(exact) if exact else 1.0,
        "leaks": tuple(string for string in gold.get("boilerplate", ()) if _spaced(string) in text),
    }


def token_scores(
    wanted: Counter[str], found: Counter[str], *, neutral: Counter[str]
) -> tuple[float, float, float]:
    """Precision, recall and F1 (0 to 1) of the words found; `neutral` ones cost nothing where not wanted.

    Nothing wanted and nothing found (the record of a document) is right.
    """
    right, extra = sum((wanted & found).values()), found - wanted
    wrong = sum(extra.values()) - sum((extra & neutral).values())
    if not wanted and not wrong:
        return 1.0, 1.0, 1.0
    precision, recall = right / max(1, right + wrong), right / max(1, sum(wanted.values()))
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def _attachment_scores(gold: Mapping[str, Any], attachments: list[dict[str, Any]]) -> dict[str, Any]:
    wanted = {attachment["href"] for attachment in gold.get("attachments", ())}
    found = {attachment["href"] for attachment in attachments}
    recall = len(wanted & found) / len(wanted) if wanted else None
    return {"attachments_recall": recall, "attachments_extra": len(found - wanted)}


def _date_ok(gold: Mapping[str, Any], printed: Mapping[str, Any]) -> bool:
    """The right day; where the gold has no day, none, and nothing finer than the gold's partial date."""
    if gold.get("published"):
        return str(printed["published"] or "")[:10] == str(gold["published"])[:10]
    partial = printed["published_partial"]
    return printed["published"] is None and (partial is None or partial == gold.get("published_partial"))


def _minute_ok(gold: Mapping[str, Any], published: str | None) -> bool | None:
    if not gold.get("published") or gold.get("published_precision") != "minute":
        return None
    return bool(published) and str(published)[:16] == gold["published"][:16]


def _report(scores: tuple[PageScore, ...]) -> PagesReport:
    count = max(1, len(scores))
    measures = ("precision", "recall", "f1", "paragraphs_exact")
    mean = {name: round(sum(getattr(score, name) for score in scores) / count, 4) for name in measures}
    checks = {
        "title": [score.title_ok for score in scores],
        "date": [score.date_ok for score in scores],
        "minute": [score.minute_ok for score in scores if score.minute_ok is not None],
        "author": [score.author_ok for score in scores],
        "attachments": [score.attachments_ok for score in scores],
        "no_leak": [not score.leaks for score in scores],
    }
    right = {name: f"{sum(map(bool, results))}/{len(results)}" for name, results in checks.items()}
    return PagesReport(pages=scores, mean=mean, right=right)


def tokens(text: str) -> Counter[str]:
    """The words of a text, letter case aside, and how often each stands there."""
    return Counter(_WORD.findall(nfc(text).casefold()))


def _spaced(text: str) -> str:
    return re.sub(r"\s+", " ", nfc(text).replace("\u200b", "")).strip()


def _same(found: str | None, wanted: str | None) -> bool:
    return _spaced(found or "").casefold() == _spaced(wanted or "").casefold()


def _enriched(article: Article) -> Article:
    from corpus.enrich import enrich

    return enrich(article, None)
