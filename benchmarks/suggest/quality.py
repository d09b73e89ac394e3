"""How often suggestions are right over texts that no model has read: accents, typing slips, completions."""

import random
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.text import fold as without_accents
from indexer.analysis.fold import fold
from indexer.analysis.syllables import canonical
from indexer.analysis.words import find_words
from indexer.query.edits import one_edit_away
from indexer.suggest.suggester import Suggester
from indexer.suggest.texts import NUMBER, accents_of, clauses, key_of

SEED = 20
_SLIPS = 600


@dataclass(frozen=True, slots=True)
class Score:
    """`right` of `total`."""

    what: str
    right: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.right / max(self.total, 1)


def scores(suggester: Suggester, texts: Sequence[str], *, unseen: bool) -> Iterator[Score]:
    """Everything that is measured over `texts`; `unseen`: only what does not need them in the archive."""
    found = [clause for text in texts for clause in map(_plain, clauses(text)) if clause]
    if not unseen:
        yield from slips_and_completions(suggester, texts, found)
        return
    yield restoration("accents restored, none typed", suggester, found, kept=0.0)
    yield restoration("accents restored, half typed", suggester, found, kept=0.5)
    yield unchanged(suggester, found)
    yield not_respelt(suggester, _queries(found, random.Random(SEED)))


def slips_and_completions(
    suggester: Suggester, texts: Sequence[str], found: Sequence[Sequence[str]]
) -> Iterator[Score]:
    """What a searcher types to find one of `texts`."""
    queries = list(_queries(found, random.Random(SEED)))
    for typed in ("accented", "bare"):
        slips = list(_slips(suggester, queries, accents=typed == "accented"))
        yield corrected(f"slips corrected, {typed} queries", suggester, slips)
    yield corrected("Telex keys read", suggester, [(_telex(query), query) for query in queries])
    yield corrected("VNI keys read", suggester, [(_vni(query), query) for query in queries])
    words = [
        word.replace("_", " ") for text in texts for line in text.split("\n") for word in find_words(line)
    ]
    yield from completed(suggester, [word for word in words if len(word.split()) == 2])


def restoration(what: str, suggester: Suggester, found: Iterable[Sequence[str]], *, kept: float) -> Score:
    """Syllables of clauses given back after their accents were taken, but for a share that was kept."""
    chance = random.Random(SEED)
    right = total = 0
    for clause in found:
        typed = [word if chance.random() < kept else without_accents(word) for word in clause]
        readings = suggester.proposer.restored(typed).readings
        for word, reading in zip(clause, readings, strict=True):
            if word != NUMBER:
                total += 1
                right += canonical(word) == canonical(" ".join(form.text for form in reading.forms))
    return Score(what, right, total)


def unchanged(suggester: Suggester, found: Iterable[Sequence[str]]) -> Score:
    """Clauses as they stand, with all accents, to which nothing else is proposed."""
    texts = [" ".join(clause) for clause in found]
    return Score(
        "right texts left alone", sum(suggester.proposal(text) is None for text in texts), len(texts)
    )


def not_respelt(suggester: Suggester, queries: Iterable[str]) -> Score:
    """Right queries typed bare for which nothing but accents is proposed."""
    right = total = 0
    for query in queries:
        proposal = suggester.proposal(without_accents(query))
        total += 1
        right += proposal is None or key_of(proposal.text) == key_of(query)
    return Score("right bare queries not respelt", right, total)


def corrected(what: str, suggester: Suggester, slips: Iterable[tuple[str, str]]) -> Score:
    """Mistyped queries for which the right one is proposed, whatever its accents."""
    right = total = 0
    for typed, meant in slips:
        proposal = suggester.proposal(typed)
        total += 1
        right += key_of(proposal.text if proposal else typed) == key_of(meant)
    return Score(what, right, total)


def completed(suggester: Suggester, words: Sequence[str]) -> Iterator[Score]:
    """Words of two syllables of the texts, each as often as it stands there, among eight completions of their
    first syllable and the first letters of the second, typed without accents."""
    for letters in (1, 2):
        first = eight = total = 0
        for word in words:
            head, tail = word.split()
            if len(tail) < letters:
                continue
            typed = without_accents(f"{head} {tail[:letters]}")
            offered = [accents_of(one.text) for one in suggester.completions(typed, 8)]
            total += 1
            eight += accents_of(word) in offered
            first += offered[:1] == [accents_of(word)]
        yield Score(f"completed from a syllable and {letters} letters, among 8", eight, total)
        yield Score(f"completed from a syllable and {letters} letters, first", first, total)


def _plain(clause: Sequence[str]) -> list[str]:
    return [word.lower() for word in clause]


def _queries(found: Iterable[Sequence[str]], chance: random.Random) -> Iterator[str]:
    """Runs of three to six syllables, cut out of the clauses."""
    long_enough = [clause for clause in found if len(clause) >= 3 and NUMBER not in clause]
    for _ in range(_SLIPS):
        clause = chance.choice(long_enough)
        size = min(chance.randint(3, 6), len(clause))
        start = chance.randint(0, len(clause) - size)
        yield " ".join(clause[start : start + size])


def _slips(suggester: Suggester, queries: Iterable[str], *, accents: bool) -> Iterator[tuple[str, str]]:
    """Each query with one slip in one of its syllables that makes it one that there is not."""
    chance = random.Random(SEED)
    known = suggester.proposer.known
    for query in queries:
        words = query.split() if accents else without_accents(query).split()
        at = chance.randrange(len(words))
        slips = [slip for slip in _slips_of(words[at]) if fold(slip) not in known]
        if slips:
            words[at] = chance.choice(slips)
            yield " ".join(words), query


def _slips_of(word: str) -> list[str]:
    """One edit away; accented letters stay or go as a whole."""
    if word.isascii():
        return list(one_edit_away(word))
    plain = without_accents(word)
    letter_of = dict(enumerate(word))
    made = []
    for at in range(len(plain)):
        rest = word[:at] + word[at + 1 :]
        made.append(rest)
        if at:
            made.append(word[: at - 1] + letter_of[at] + letter_of[at - 1] + word[at + 1 :])
        made += [word[:at] + letter + word[at:] for letter in "abcdeghiklmnopqrstuvxy"]
        if word[at].isascii():
            made += [word[:at] + letter + word[at + 1 :] for letter in "abcdeghiklmnopqrstuvxy"]
    return [other for other in made if other and other != word]


_MARKS = {"\u0300": "f2", "\u0301": "s1", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
_SHAPES = {"â": ("aa", "a6"), "ê": ("ee", "e6"), "ô": ("oo", "o6"), "ă": ("aw", "a8"), "ơ": ("ow", "o7")}
_SHAPES |= {"ư": ("uw", "u7"), "đ": ("dd", "d9")}


def _telex(query: str) -> str:
    return " ".join(_keys(word, 0) for word in query.split())


def _vni(query: str) -> str:
    return " ".join(_keys(word, 1) for word in query.split())


def _keys(word: str, way: int) -> str:
    """What is pressed for it, the tone last."""
    typed, tone = "", ""
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        tone += "".join(_MARKS[mark][way] for mark in parts if mark in _MARKS)
        base = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in _MARKS))
        typed += _SHAPES[base][way] if base in _SHAPES else base
    return typed + tone
