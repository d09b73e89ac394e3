"""`/goi-y?q=`: what a text being typed may become, and what was probably meant, as JSON for a search box."""

from flask import Blueprint, Response, jsonify, request

from corpus.errors import IndexDamaged, NeedsRebuild
from indexer import Suggestions
from search_web.search_state import clean_text
from search_web.serving.request_state import empty_state, stores, url_of, web_settings

AGE_SECONDS = 60
"""Whoever types a letter and takes it back asks the same again."""


def blueprint() -> Blueprint:
    room = Blueprint("suggestions", __name__)
    room.add_url_rule("/goi-y", "suggestions", suggestions)
    return room


def suggestions() -> Response:
    """`{"q", "completions": [{"text", "kind", "uses", "url"}], "proposal": {"text", "change", "url"}}`.

    `proposal` is null when nothing better is known. Without a model both are empty, and `problem` says so;
    503 when there is no index at all.
    """
    typed = request.args.get("q", "")[: web_settings().query_max_chars]
    try:
        found, code = stores().index().suggest(typed), 200
    except (NeedsRebuild, IndexDamaged):
        found, code = Suggestions(problem="no-index"), 503
    answer = jsonify(
        {
            "q": typed,
            "completions": [
                {"text": one.text, "kind": one.kind, "uses": one.uses, "url": _url(one.text)}
                for one in found.completions
            ],
            "proposal": found.proposal
            and {
                "text": found.proposal.text,
                "change": found.proposal.change,
                "url": _url(found.proposal.text),
            },
            **({"problem": "no-suggestions" if code == 200 else "no-index"} if found.problem else {}),
        }
    )
    answer.status_code = code
    answer.headers["Cache-Control"] = f"public, max-age={AGE_SECONDS}" if code == 200 else "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _url(text: str) -> str:
    """Where this text is searched."""
    return url_of(empty_state().with_text(clean_text(text)))
