"""How well each tool reads each page, and how many pages it reads in a second of processor time."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.extraction.pages import JudgedPage, Wanted
from benchmarks.extraction.peers import Extracted, NotOffered, Tool
from crawler.evaluate import token_scores, tokens

FIELDS = ("title", "date", "author", "attachments")


@dataclass(frozen=True)
class ToolScore:
    """Shares of 1: `body` is the mean token F1, the rest shares of right pages; None: not offered."""

    tool: str
    pages: int
    body: float
    title: float | None
    date: float | None
    author: float | None
    attachments: float | None
    pages_per_second: float


def score_tools(tools: dict[str, Tool], pages: Sequence[JudgedPage]) -> list[ToolScore]:
    """Each tool's scores over the same pages, in one run."""
    return [score_tool(name, tool, pages) for name, tool in tools.items()]


def score_tool(name: str, tool: Tool, pages: Sequence[JudgedPage]) -> ToolScore:
    tool(pages[0].served)  # what it loads once is no page's cost
    begun = time.process_time()
    found = [tool(page.served) for page in pages]
    seconds = time.process_time() - begun
    pairs = list(zip(found, (page.wanted for page in pages), strict=True))
    bodies = [body_f1(extracted, wanted) for extracted, wanted in pairs]
    shares = {field: _share([is_right(field, *pair) for pair in pairs]) for field in FIELDS}
    return ToolScore(
        tool=name,
        pages=len(pages),
        body=round(sum(bodies) / len(bodies), 4),
        pages_per_second=round(len(pages) / max(seconds, 1e-9), 1),
        **shares,
    )


def body_f1(found: Extracted, wanted: Wanted) -> float:
    return token_scores(tokens(wanted.body), tokens(found.body), neutral=tokens(wanted.neutral))[2]


def is_right(field: str, found: Extracted, wanted: Wanted) -> bool | None:
    """Whether the field is as wanted; None where the gold does not know it or the tool does not offer it."""
    value = getattr(found, field)
    if isinstance(value, NotOffered) or field in wanted.unknown:
        return None
    told = getattr(wanted, field)
    if field in ("title", "author"):
        return tokens(value or "") == tokens(told or "")
    return bool(value == told)


def _share(results: list[bool | None]) -> float | None:
    judged = [result for result in results if result is not None]
    return round(sum(judged) / len(judged), 4) if judged else None
