"""Suggestions over the model of a generation; follows it when it is replaced. Safe for threads."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from corpus.errors import IndexDamaged
from indexer.settings import SuggestSettings
from indexer.suggest.base import base_model
from indexer.suggest.completion import complete
from indexer.suggest.files import newest_model
from indexer.suggest.language_model import LanguageModel
from indexer.suggest.model import Model
from indexer.suggest.proposing import Proposer
from indexer.suggest.types import Completion, Proposal, Suggestions

_log = logging.getLogger(__name__)

REPAIR = "`tratin index` makes it"


class Suggester:
    """Completions and proposals over one model."""

    def __init__(self, model: Model, settings: SuggestSettings) -> None:
        self.model = model
        self._settings = settings

    def completions(self, typed: str, most: int | None = None) -> tuple[Completion, ...]:
        """What `typed` may become, the most used first. Raises IndexDamaged."""
        return complete(self.model, typed, most or self._settings.completions)

    def proposal(self, typed: str) -> Proposal | None:
        """What was probably meant; None when it was typed so. Raises IndexDamaged."""
        return self.proposer.propose(typed)

    @cached_property
    def proposer(self) -> Proposer:
        layers = [(self.model, self._settings.index_weight)]
        base = base_model()
        return Proposer(LanguageModel(layers if base is None else [*layers, (base, 1.0)]))


@dataclass(frozen=True, slots=True)
class _Open:
    """What is open of which file, or why nothing is."""

    path: Path | None
    suggester: Suggester | None
    problem: str | None


class Suggesters:
    """The suggester over the newest model; without a sound one there are just no suggestions."""

    def __init__(self, settings: SuggestSettings, *, every_seconds: float) -> None:
        self._settings = settings
        self._every_seconds = every_seconds
        self._lock = threading.Lock()
        self._open = _Open(None, None, None)
        self._looked: tuple[Path | None, float] = (None, 0.0)

    def suggest(self, directory: Path, typed: str, most: int | None = None) -> Suggestions:
        """Everything that helps with `typed`. `directory`: the generation in use. Never raises."""
        return self._answer(
            directory,
            lambda suggester: Suggestions(
                completions=suggester.completions(typed, most), proposal=suggester.proposal(typed)
            ),
        )

    def propose(self, directory: Path, typed: str) -> Suggestions:
        """The same without completions."""
        return self._answer(directory, lambda suggester: Suggestions(proposal=suggester.proposal(typed)))

    def problem(self, directory: Path) -> str | None:
        """Why there are no suggestions; None when there are."""
        return self._newest(directory).problem

    def _answer(self, directory: Path, ask: Callable[[Suggester], Suggestions]) -> Suggestions:
        opened = self._newest(directory)
        if opened.suggester is None:
            return Suggestions(problem=opened.problem)
        try:
            return ask(opened.suggester)
        except IndexDamaged as error:
            return Suggestions(problem=self._give_up(opened.path, error).problem)

    def _newest(self, directory: Path) -> _Open:
        """Looks for another file every now and then; who still uses the one before keeps its mapping."""
        with self._lock:
            looked_in, at = self._looked
            now = time.monotonic()
            if directory != looked_in or now - at >= self._every_seconds:
                self._looked = (directory, now)
                path = _find(directory)
                if path is None or path != self._open.path:
                    self._open = self._opened(path, directory)
            return self._open

    def _opened(self, path: Path | None, directory: Path) -> _Open:
        if path is None:
            return _Open(None, None, f"there are no suggestions in {directory} yet; {REPAIR}")
        try:
            return _Open(path, Suggester(Model(path), self._settings), None)
        except IndexDamaged as error:
            return _gone(path, error)

    def _give_up(self, path: Path | None, error: IndexDamaged) -> _Open:
        with self._lock:
            if self._open.path == path:
                self._open = _gone(path, error)
            return self._open


def _gone(path: Path | None, error: IndexDamaged) -> _Open:
    _log.error("no suggestions: %s", error)
    return _Open(path, None, str(error))


def _find(directory: Path) -> Path | None:
    try:
        return newest_model(directory)
    except OSError:
        return None  # a rebuild has just dropped this generation; the next look is at the one after it
