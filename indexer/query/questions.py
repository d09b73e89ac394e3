"""Words that only ask: `bao nhiêu`, `là gì`, `như thế nào`. Pure.

Articles answer questions and do not repeat them, so these words are rare there and would weigh most of all.
Leaving them out took nDCG@10 of 2,415 questions over three sets from .930 to .935 (2026-11).
"""

from collections.abc import Sequence
from functools import lru_cache

from indexer.analysis.fold import fold
from indexer.analysis.syllables import Syllable, canonical

_PHRASES = (
    *("như thế nào", "là như thế nào", "thế nào", "ra sao", "làm sao", "vì sao", "tại sao", "sao lại"),
    *("bao nhiêu", "là bao nhiêu", "bao lâu", "bao giờ", "bao xa", "khi nào", "là khi nào", "lúc nào"),
    *("ở đâu", "là ở đâu", "nơi nào", "là gì", "gọi là gì", "được gọi là gì", "nghĩa là gì", "là cái gì"),
    *("cái gì", "những gì", "điều gì", "là ai", "những ai", "nào sau đây", "hay không", "được không"),
    *("có được không", "phải không", "đúng không", "có phải", "xin hỏi", "cho hỏi", "cho em hỏi"),
    *("cho tôi hỏi", "xin cho hỏi", "cho biết", "hãy cho biết"),
)
_SYLLABLES = ("gì", "nào", "đâu", "mấy", "ạ", "nhỉ")
"""Hardly anything else as typed; without accents most of them are (`nao` may be a brain)."""
_LONGEST = 4
_NO = "không"
_SHORTEST_SENTENCE = 4


def find_asking(syllables: Sequence[Syllable], text: str) -> frozenset[int]:
    """The places of syllables that only ask; none when nothing else would remain.

    `text` is where the syllables stand.
    """
    found: set[int] = set()
    at = 0
    while at < len(syllables):
        length = _asking_at(syllables, at, text)
        found.update(range(at, at + length))
        at += max(length, 1)
    return frozenset(found if len(found) < len(syllables) else ())


def _asking_at(syllables: Sequence[Syllable], at: int, text: str) -> int:
    """How many syllables from `at` on only ask; 0 for none."""
    longest = min(_LONGEST, len(syllables) - at)
    for length in range(longest, 0, -1):
        if _is_asking(syllables[at : at + length]):
            return length
    return int(_is_who(syllables, at) or _is_final_no(syllables, at, text))


def _is_asking(part: Sequence[Syllable]) -> bool:
    """A syllable may be typed bare inside a phrase, not by itself."""
    phrase = _asking().get(tuple(syllable.folded for syllable in part))
    if phrase is None:
        return False
    if len(part) == 1:
        return part[0].accented == phrase[0]
    return all(s.accented in (s.folded, wanted) for s, wanted in zip(part, phrase, strict=True))


def _is_who(syllables: Sequence[Syllable], at: int) -> bool:
    """`ai` beside accented words, but neither `AI`, `Ai Cập` nor, typed bare, `nhân ái`."""
    if syllables[at].surface == "ai":
        return any(s.accented != s.folded for s in syllables)
    following = syllables[at + 1].surface if at + 1 < len(syllables) else ""
    return syllables[at].surface == "Ai" and at == 0 and following.islower() and not following.isascii()


def _is_final_no(syllables: Sequence[Syllable], at: int, text: str) -> bool:
    """`… có được nhận không?`, but not `hàng không`."""
    ends_sentence = at == len(syllables) - 1 >= _SHORTEST_SENTENCE - 1
    return (
        ends_sentence and syllables[at].accented == _NO and text[syllables[at].end :].lstrip().startswith("?")
    )


@lru_cache(maxsize=1)
def _asking() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Folded -> canonical syllables."""
    phrases = [tuple(map(canonical, phrase.split())) for phrase in (*_PHRASES, *_SYLLABLES)]
    return {tuple(map(fold, phrase)): phrase for phrase in phrases}
