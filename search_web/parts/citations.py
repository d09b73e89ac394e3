"""How an article is cited: in words, in BibTeX, in Wikipedia's `cite web`. Text only, for copying.

No "accessed on": the archived copy has a date of its own, which stays the same for every reader.
Source: BibTeX's `misc` entry; Template:Cite web of the English and Vietnamese Wikipedia (CS1).
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.article import PartialDate
from corpus.catalog import StoredArticle
from corpus.portal import Portal
from search_web import formats
from search_web.languages import gettext
from search_web.pages.objects import Citation
from search_web.serving.request_state import absolute, version_link

_TEX = {
    **{sign: f"\\{sign}" for sign in "{}%$&#_"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_WIKI = {"|": "{{!}}", "[": "&#91;", "]": "&#93;", "{": "&#123;", "}": "&#125;", "<": "&lt;", ">": "&gt;"}
_URL = {"{": "%7B", "}": "%7D", "|": "%7C", "\\": "%5C", " ": "%20", "<": "%3C", ">": "%3E", '"': "%22"}


@dataclass(frozen=True, slots=True)
class _Facts:
    title: str
    publisher: str
    site: str
    url: str | None
    published: PartialDate | None
    kept_on: str
    archived: str
    digest: str
    article_id: str
    gone: bool


def citations(stored: StoredArticle, portals: Mapping[str, Portal]) -> tuple[Citation, ...]:
    """The three forms of this version."""
    facts = _facts_of(stored, portals)
    return (
        Citation(gettext("Văn bản thường"), _plain(facts)),
        Citation("BibTeX", _bibtex(facts)),
        Citation(gettext("Wikipedia (cite web)"), _wikipedia(facts)),
    )


def _facts_of(stored: StoredArticle, portals: Mapping[str, Portal]) -> _Facts:
    article = stored.article
    portal = portals.get(article.portal)
    url = formats.web_address(article.url)
    return _Facts(
        title=_one_line(article.title),
        publisher=_one_line(article.agency or (portal.agency if portal else article.portal)),
        site=formats.host(url) if url else "",
        url=_replaced(url, _URL) if url else None,
        published=article.published,
        kept_on=stored.capture.fetched_at.astimezone(formats.VIETNAM_TIME).date().isoformat(),
        archived=absolute(version_link("capture.show", article.article_id, stored.version, lang=None)),
        digest=formats.digest(stored.capture.digest),
        article_id=article.article_id,
        gone=stored.gone,
    )


def _plain(facts: _Facts) -> str:
    day = formats.partial_date(facts.published).text if facts.published else gettext("không rõ ngày")
    kept = formats.day(dt.date.fromisoformat(facts.kept_on))
    parts = (
        f"{facts.publisher} ({day})",
        facts.title,
        facts.url,
        gettext("Bản lưu %(day)s tại Tra Tin: %(url)s", day=kept, url=facts.archived),
        f"SHA-256: {facts.digest}",
    )
    return ". ".join(part.rstrip(". ") for part in parts if part) + "."


def _bibtex(facts: _Facts) -> str:
    fields = [("author", f"{{{_replaced(facts.publisher, _TEX)}}}"), ("title", _replaced(facts.title, _TEX))]
    if facts.published:
        fields.append(("year", facts.published.value[:4]))
        if len(facts.published.value) >= 7:
            fields.append(("month", str(int(facts.published.value[5:7]))))
        if len(facts.published.value) >= 10:
            fields.append(("day", str(int(facts.published.value[8:10]))))
    if facts.url:
        fields.append(("url", facts.url))
    fields.append(("urldate", facts.kept_on))
    fields.append(("note", rf"Tra Tin: \url{{{facts.archived}}}"))
    fields.append(("language", "vietnamese"))
    return f"@misc{{tratin-{facts.article_id},\n" + "".join(f"  {n} = {{{v}}},\n" for n, v in fields) + "}"


def _wikipedia(facts: _Facts) -> str:
    fields: Iterable[tuple[str, str | None]] = (
        ("url", facts.url),
        ("title", _replaced(facts.title, _WIKI)),
        ("publisher", _replaced(facts.publisher, _WIKI)),
        ("website", facts.site),
        ("date", _wikipedia_date(facts.published)),
        ("language", "vi"),
        ("archive-url", facts.archived if facts.url else None),
        ("archive-date", facts.kept_on if facts.url else None),
        ("url-status", ("dead" if facts.gone else "live") if facts.url else None),
    )
    return "{{cite web " + " ".join(f"|{name}={value}" for name, value in fields if value) + "}}"


def _wikipedia_date(date: PartialDate | None) -> str | None:
    """A month in English words: CS1 takes `2024-02` for a range of years."""
    if date is None:
        return None
    if date.precision == "month":
        return f"{formats.english_month(int(date.value[5:7]))} {date.value[:4]}"
    return date.value[:10]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _replaced(text: str, signs: Mapping[str, str]) -> str:
    return re.sub(".", lambda sign: signs.get(sign[0], sign[0]), text)
