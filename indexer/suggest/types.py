"""The values that suggestions cross the front door as."""

from enum import StrEnum

from corpus.article import Frozen


class CompletionKind(StrEnum):
    """What a completion is, the best known first: of equals the first is shown."""

    AGENCY = "agency"
    PERSON = "person"
    NUMBER = "number"
    PHRASE = "phrase"
    TITLE = "title"
    MEETING = "meeting"
    """What was held, by whom, in which month. Kinds are stored by their places: new ones come last."""


class Completion(Frozen):
    """A query that continues what was typed. `uses`: about how often the archive has it."""

    text: str
    kind: CompletionKind
    uses: int


class Change(StrEnum):
    """What a proposal changes. ACCENTS: nothing but diacritics where none were typed."""

    ACCENTS = "accents"
    SPELLING = "spelling"


class Proposal(Frozen):
    """What was probably meant. `confidence` in 0..1 is that of the average syllable."""

    text: str
    change: Change
    confidence: float


class Suggestions(Frozen):
    """Everything that helps with a text being typed. `problem` says why there is nothing."""

    completions: tuple[Completion, ...] = ()
    proposal: Proposal | None = None
    problem: str | None = None
