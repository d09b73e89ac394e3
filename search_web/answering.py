"""Asks the index for a parsed state, the same way for pages and exports.

A text that the index refuses is reported beside its box, and the rest is searched. So is what it read
otherwise than it was typed.
"""

from collections.abc import Callable
from typing import Protocol, TypeVar

from corpus.errors import BadQuery
from indexer import QueryNote
from search_web.labels import ERROR_SENTENCES
from search_web.search_state import FieldError, Parsed, SearchState


class Noted(Protocol):
    """An answer that says what of the text was not taken as typed."""

    @property
    def notes(self) -> tuple[QueryNote, ...]: ...


Answer = TypeVar("Answer", bound=Noted)


def answered(parsed: Parsed, ask: Callable[[SearchState], Answer]) -> tuple[Parsed, Answer]:
    """What was searched, with everything that is wrong with it, and the answer."""
    state, errors = parsed
    try:
        answer = ask(state)
    except BadQuery as error:
        refused = FieldError("q", reason_of(error), state.text)
        rest = Parsed(state.with_text(""), (*errors, refused))
        return rest, ask(rest.state)
    notes = (FieldError("q", note.reason, state.text) for note in answer.notes[:1])
    return Parsed(state, (*errors, *notes)), answer


def reason_of(error: BadQuery) -> str:
    """The hyphenated reason that the error begins with; what it says behind is for the log."""
    reason = error.reason.partition(":")[0]
    return reason if reason in ERROR_SENTENCES else "bad-query"
