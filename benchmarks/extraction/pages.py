"""The pages that tools are compared on, with what should be found: our golden pages, a folder, a capture."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.extraction.peers import Served
from corpus.dates import parse_date
from crawler.evaluate import saved_pages
from crawler.evaluate_capture import ARTICLE_KINDS, captured_pages

GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "crawler" / "platforms"


@dataclass(frozen=True)
class Wanted:
    """What should be found. `neutral` words cost nothing; a field in `unknown` is not judged."""

    body: str
    neutral: str
    title: str
    date: str | None = None
    author: str | None = None
    attachments: frozenset[str] = frozenset()
    unknown: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class JudgedPage:
    name: str
    served: Served
    wanted: Wanted


def golden_pages() -> list[JudgedPage]:
    """Our synthetic pages: of each platform two, and of no known one fourteen."""
    return [*folder_pages(GOLDEN / "golden"), *folder_pages(GOLDEN / "unknown")]


def folder_pages(folder: Path) -> Iterator[JudgedPage]:
    """NAME.html, NAME.meta.json, NAME.gold.json; documents without text are not judged here."""
    for page in saved_pages(folder):
        file = folder / f"{page.name}.gold.json"
        gold = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        if gold.get("body"):
            wanted = Wanted(
                "\n".join(gold["body"]),
                " ".join((gold["title"], *gold.get("body_optional", ()))),
                gold["title"],
                (gold.get("published") or "")[:10] or None,
                gold.get("author"),
                frozenset(attachment["href"] for attachment in gold.get("attachments", ())),
            )
            yield JudgedPage(page.name, Served(page.body, page.url, page.status, dict(page.headers)), wanted)


def capture_pages(archive: Path, gold: Path) -> Iterator[JudgedPage]:
    """The articles of a captured portal: text, title, and the date where the page shows one.

    The gold was cut out of the text's container. A lead in a box of its own is neutral: for every tool.
    """
    for page in captured_pages(archive, gold):
        if page.gold.kind in ARTICLE_KINDS and page.gold.text.strip():
            shown, read = parse_date(page.gold.published_shown or ""), page.read().article
            wanted = Wanted(
                page.gold.text.strip().removeprefix(page.gold.title.strip()),
                f"{page.gold.title} {(read.lead if read else None) or ''}",
                page.gold.title,
                shown.value[:10] if shown else None,
                unknown=frozenset({"author", "attachments"} | (set() if shown else {"date"})),
            )
            yield JudgedPage(page.gold.html, Served(page.body, page.gold.url, 200, {}), wanted)
