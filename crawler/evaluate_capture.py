"""Measures how well the saved pages of one real portal are read, against gold that was cut out of them.

A ZIP of HTML files and a JSONL that says of each: url, html (its name in the ZIP), kind, title, and by kind
the text and the date that is shown, or the rows of a document's metadata table. The gold's text is all that
stands in the text's container: captions and sign-off too, a lead of its own not, the title on some pages.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.article import Article
from corpus.dates import parse_date
from corpus.errors import BadConfig
from crawler.evaluate import token_scores, tokens
from crawler.page_json import article_json
from crawler.platforms import PLATFORMS, Platform, Reading, parse_page

ARTICLE_KINDS = ("article", "article_short")
DOCUMENT_KIND = "document"
_FIELDS = {
    "number": re.compile(r"số (?:ký )?hiệu.*", re.IGNORECASE),
    "issuer": re.compile(r"(?:cơ quan|đơn vị) ban hành", re.IGNORECASE),
    "signer": re.compile(r"người ký", re.IGNORECASE),
}
_NUMBER_LABEL = re.compile(r"^(?:số\s*[:.]?)?\s*|\s*(?:,|ngày\b).*$", re.IGNORECASE)


class CapturedGold(BaseModel):
    """One line of the JSONL; it may say more."""

    model_config = ConfigDict(frozen=True)

    url: str
    html: str
    kind: str
    title: str = ""
    text: str = ""
    published_shown: str | None = None
    fields: Mapping[str, str] = {}


class CapturedScore(BaseModel):
    """The scores of one page. A measure is None where the gold has nothing to measure."""

    model_config = ConfigDict(frozen=True)

    html: str
    kind: str
    platform: str
    page_class: str
    f1: float | None = None
    """Body and captions against the text; title and lead are neutral."""
    f1_strict: float | None = None
    """What we say stood in the text's container (the body without a lead from a box of its own, and the
    captions) against all of the gold's text, nothing neutral."""
    f1_body: float | None = None
    """The body as an article has it, its lead first and no captions, against the same: two differences of
    definition lower it."""
    title_ok: bool | None = None
    date_ok: bool | None = None
    number_ok: bool | None = None
    issuer_ok: bool | None = None
    signer_ok: bool | None = None


class CaptureReport(BaseModel):
    """Shares of 1 over all pages that have the measure; `f1` is a mean of articles with text worth the name,
    `f1_short` of those whose text is a line or two (pages of pictures and files)."""

    model_config = ConfigDict(frozen=True)

    pages: tuple[CapturedScore, ...]
    mean: Mapping[str, float]
    counts: Mapping[str, int]


@dataclass(frozen=True)
class CapturedPage:
    """One page of the ZIP with its gold."""

    gold: CapturedGold
    body: bytes

    def read(self, platforms: tuple[Platform, ...] = PLATFORMS) -> Reading:
        headers = {"Content-Type": "text/html"}
        return parse_page(self.body, self.gold.url, 200, headers, platforms=platforms)


def captured_pages(archive: Path, gold: Path) -> Iterator[CapturedPage]:
    """The pages that both files know, in the gold's order.

    Raises BadConfig when a line of `gold` cannot be read, or names a page that `archive` does not hold.
    """
    try:
        opened = zipfile.ZipFile(archive)
    except zipfile.BadZipFile as error:
        raise BadConfig(str(archive), "this is no ZIP file: name the ZIP that holds the pages") from error
    with opened as pages:
        for number, line in enumerate(gold.read_text(encoding="utf-8").splitlines(), 1):
            told = _gold_of(line, f"{gold}:{number}")
            try:
                yield CapturedPage(told, pages.read(told.html))
            except KeyError as error:
                raise BadConfig(f"{gold}:{number}", f"{told.html} is not in {archive.name}") from error


def evaluate_capture(archive: Path, gold: Path, *, generic: bool = False) -> CaptureReport:
    """The scores of every article and document of a capture; `generic` reads with all adapters off."""
    platforms = () if generic else PLATFORMS
    wanted = (*ARTICLE_KINDS, DOCUMENT_KIND)
    pages = (page for page in captured_pages(archive, gold) if page.gold.kind in wanted)
    return _report([score_captured(page.gold, page.read(platforms)) for page in pages])


def score_captured(gold: CapturedGold, reading: Reading) -> CapturedScore:
    """One reading against its gold; a page without an article is wrong in everything it should have."""
    article = reading.article
    measures: dict[str, Any] = {"title_ok": article is not None and _same(article.title, gold.title)}
    if gold.kind == DOCUMENT_KIND:
        measures |= _document_scores(gold, article)
    else:
        measures |= _text_scores(gold, article)
        measures["date_ok"] = _date_ok(gold, article)
    return CapturedScore(
        html=gold.html,
        kind=gold.kind,
        platform=reading.platform,
        page_class=reading.page_class,
        **measures,
    )


def _gold_of(line: str, place: str) -> CapturedGold:
    try:
        return CapturedGold.model_validate_json(line)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise BadConfig(place, f"{'.'.join(map(str, first['loc'])) or 'the line'}: {first['msg']}") from error


def _text_scores(gold: CapturedGold, article: Article | None) -> dict[str, float]:
    body, captions = (article.body, article.captions) if article else ((), ())
    neutral = tokens(f"{gold.title} {(article.lead if article else None) or ''}")
    untitled = tokens(gold.text.strip().removeprefix(gold.title.strip()))
    whole, alone = tokens("\n".join((*body, *captions))), tokens("\n".join(body))
    held = tokens("\n".join((*_without_lead(article), *captions)))
    text: Counter[str] = tokens(gold.text)
    return {
        "f1": token_scores(untitled, whole, neutral=neutral)[2],
        "f1_strict": token_scores(text, held, neutral=Counter())[2],
        "f1_body": token_scores(text, alone, neutral=Counter())[2],
    }


def _without_lead(article: Article | None) -> tuple[str, ...]:
    """The body's paragraphs but for a lead that stood in a box of its own, outside the text's container."""
    if article is None or article.lead is None or article.body[:1] != (article.lead,):
        return article.body if article else ()
    return article.body[1:]


def _date_ok(gold: CapturedGold, article: Article | None) -> bool | None:
    shown = parse_date(gold.published_shown or "")
    if shown is None:
        return None
    published = article.published if article else None
    return published is not None and published.value[:10] == shown.value[:10]


def _document_scores(gold: CapturedGold, article: Article | None) -> dict[str, bool | None]:
    printed = (article_json(article)["document"] if article else None) or {}
    scores: dict[str, bool | None] = {}
    for name, label in _FIELDS.items():
        wanted = next((value for key, value in gold.fields.items() if label.fullmatch(key.strip())), None)
        told = _told(name, wanted or "")
        found = printed.get(name) or (printed.get("symbol") if name == "number" else None)
        scores[f"{name}_ok"] = None if wanted is None else _same(found or "", told)
    return scores


def _told(name: str, value: str) -> str:
    """What a row of the table says in its normal form: no label before a number, no post before a name."""
    if name == "number":
        return re.sub(r"\s+", "", _NUMBER_LABEL.sub("", value.strip()))
    return value.rsplit(" - ", maxsplit=1)[-1] if name == "signer" else value


def _same(found: str, wanted: str) -> bool:
    return tokens(found) == tokens(wanted)


def _report(scores: list[CapturedScore]) -> CaptureReport:
    long = [score for score in scores if score.kind != "article_short"]
    short = [score for score in scores if score.kind == "article_short"]
    measured: dict[str, list[float]] = {
        "f1": _measured(long, "f1"),
        "f1_strict": _measured(long, "f1_strict"),
        "f1_body": _measured(long, "f1_body"),
        "f1_short": _measured(short, "f1"),
        **{name: _measured(scores, f"{name}_ok") for name in ("title", "date", *_FIELDS)},
    }
    return CaptureReport(
        pages=tuple(scores),
        mean={name: round(sum(values) / max(1, len(values)), 4) for name, values in measured.items()},
        counts={name: len(values) for name, values in measured.items()},
    )


def _measured(scores: Iterable[CapturedScore], measure: str) -> list[float]:
    values = (getattr(score, measure) for score in scores)
    return [float(value) for value in values if value is not None]
