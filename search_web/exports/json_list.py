"""JSON: the search, its exact count, and every article as the API names its fields."""

import json
from collections.abc import Iterator

from search_web.exports.base import CHUNK_BYTES, Contents, Export
from search_web.labels import ERROR_SENTENCES
from search_web.languages import lazy_gettext


def write(contents: Contents) -> Iterator[bytes]:
    """One object; `articles` comes last, an article a line, so that a long one can be read as it comes."""
    pending = [_head(contents)[:-1], ', "articles": [']
    size, before = 0, "\n"
    for row in contents.rows:
        pending += [before, row.model_dump_json()]
        size, before = size + len(pending[-1]), ",\n"
        if size >= CHUNK_BYTES:
            yield "".join(pending).encode("utf-8", "replace")
            pending, size = [], 0
    yield "".join([*pending, "\n]}\n"]).encode("utf-8", "replace")


def _head(contents: Contents) -> str:
    head = {
        "title": contents.title,
        "page": contents.page_url,
        "total": contents.total,
        "listed": contents.listed,
        "limit": contents.limit,
        "complete": contents.complete,
        "problems": [
            {"parameter": problem.parameter, "reason": problem.reason, "detail": _sentence(problem.reason)}
            for problem in contents.problems
        ],
    }
    return json.dumps(head, ensure_ascii=False)


def _sentence(reason: str) -> str:
    return str(ERROR_SENTENCES[reason])


EXPORT = Export(
    ending="json",
    label=lazy_gettext("JSON"),
    media_type="application/json",
    rows_max=lambda settings: settings.export_articles_max,
    write=write,
    saved=False,
)
