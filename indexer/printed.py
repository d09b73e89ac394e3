"""How results and suggestions read on a terminal. Pure: takes them as JSON values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpus.printed import Block, Line, Part, line, remark

_FACET_VALUES = 8
"""Of each facet; the JSON has all."""


def result_blocks(page: Mapping[str, Any]) -> Iterator[Block]:
    """Notes, the documents that were meant, the hits with what explains them, and the facets."""
    yield from (remark(note["reason"], note["text"]) for note in page["notes"])
    yield from _document_blocks(page.get("documents"))
    entries = f" in {page['listed']} entries" if page["listed"] < page["total"] else ""
    yield line(f"{page['total']} results{entries}")
    first = (page["query"]["page"] - 1) * page["query"]["per_page"] + 1
    explanations = page.get("explanations") or [None] * len(page["hits"])
    for number, (hit, explanation) in enumerate(zip(page["hits"], explanations, strict=True), first):
        yield from _hit_blocks(number, hit)
        if explanation is not None:
            yield _explanation(explanation)
    for facet, counts in page["facets"].items():
        yield line(f"{facet}: " + ", ".join(f"{c['label']} ({c['count']})" for c in counts[:_FACET_VALUES]))


def _hit_blocks(number: int, hit: Mapping[str, Any]) -> Iterator[Block]:
    published = hit["published"]["value"][:10] if hit["published"] else "no date"
    yield _marked(f"{number:3} ", hit["title"])
    yield line(f"    {hit['agency'] or 'agency unknown'} · {hit['province'] or '–'} · {published}")
    yield from (_marked("    ", snippet) for snippet in hit["snippets"])
    for repost in hit["reposts"]:
        yield line(f"    + {repost['agency'] or repost['portal']}: {repost['url']}", "faint")
    if in_file := hit.get("in_file"):
        yield _marked(f"    trong tệp đính kèm {in_file['name']}: ", in_file["snippet"])
    yield line(f"    {hit['url']}")


def _marked(before: str, fragments: Sequence[Mapping[str, Any]]) -> Line:
    """What was asked for stands out."""
    parts = (Part(f["text"], "strong" if f["marked"] else "plain") for f in fragments)
    return Line((Part(before), *parts))


def _document_blocks(documents: Sequence[Mapping[str, Any]] | None) -> Iterator[Block]:
    """`74/KH-UBND, UBND huyện X, 2018: cited by 12`; the articles that are the document itself below it."""
    if documents is not None and not documents:
        yield Line((Part("no article cites that document", "strong"),), aside=True)
    for document in documents or ():
        told = (document["kind"], document["number"], document["issuer"], document["year"])
        yield line(", ".join(str(part) for part in told if part) + f": cited by {document['citing']}")
        yield from (line(f"    = {own['url']}", "faint") for own in document["own"])


def _explanation(explanation: Mapping[str, Any]) -> Line:
    """`12.31 = (8.20 hội + 1.10 pair hoi nghi) x 0.97 coverage x 1.30 title`, the most telling first."""
    earned = sorted(explanation["earned"], key=lambda part: -part["score"])
    parts = (
        f"{part['score']:.2f} {'' if part['signal'] == 'unit' else part['signal'] + ' '}{part['text']}"
        for part in earned
    )
    factors = (f" x {value:.2f} {signal}" for signal, value in explanation["factors"].items())
    return line(f"    {explanation['score']:.2f} = ({' + '.join(parts)}){''.join(factors)}", "faint")


def suggestion_blocks(found: Mapping[str, Any]) -> Iterator[Block]:
    """What was probably meant, then the completions with how often each is there."""
    if found["problem"]:
        yield remark("no suggestions", found["problem"])
    if proposal := found["proposal"]:
        yield line(f"did you mean: {proposal['text']} ({proposal['change']})")
    for completion in found["completions"]:
        yield line(f"{completion['uses']:7} {completion['text']} ({completion['kind']})")
