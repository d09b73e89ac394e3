"""What pyvi asks of each token: the attributes of its CRF, in the order in which it hands them over.

Source: `ViTokenizer.word2features` of pyvi 0.1.1. The order matters only where two readings score alike.
"""

from collections.abc import Iterator, Sequence

from indexer.analysis.segmentation.installed import PyviModel


def own_attributes(token: str) -> Iterator[str]:
    """Those of the token itself."""
    yield "bias"
    yield _lower("word.lower()", token)
    yield from _shape("", token, ("isupper", "istitle", "isdigit"))


def attributes_before(token: str) -> Iterator[str]:
    """What the next token says of this one before it."""
    yield _lower("-1:word.lower()", token)
    yield from _shape("-1:", token, ("istitle", "isupper"))


def attributes_after(token: str) -> Iterator[str]:
    """What the token before says of this one after it."""
    yield _lower("+1:word.lower()", token)
    yield from _shape("+1:", token, ("istitle", "isupper"))


PAIR_BEFORE, TRIPLE_BEFORE = "-1:word.bi_gram()", "-2:word.tri_gram()"
"""Said of the last token of a listed word of two or three syllables."""
PAIR_AFTER, TRIPLE_AFTER = "+1:word.bi_gram()", "+2:word.tri_gram()"
"""Said of its first token."""


def attributes(model: PyviModel, tokens: Sequence[str], at: int) -> Iterator[str]:
    """All of `tokens[at]`, in pyvi's order."""
    yield from own_attributes(tokens[at])
    if at > 0:
        yield from attributes_before(tokens[at - 1])
        if _listed(tokens, at - 1, at) in model.pairs:
            yield PAIR_BEFORE
        if at > 1 and _listed(tokens, at - 2, at) in model.triples:
            yield TRIPLE_BEFORE
    if at < len(tokens) - 1:
        yield from attributes_after(tokens[at + 1])
        if _listed(tokens, at, at + 1) in model.pairs:
            yield PAIR_AFTER
        if at < len(tokens) - 2 and _listed(tokens, at, at + 2) in model.triples:
            yield TRIPLE_AFTER


def _listed(tokens: Sequence[str], first: int, last: int) -> str:
    return " ".join(tokens[first : last + 1]).lower()


def _lower(name: str, token: str) -> str:
    """CRFsuite reads names up to a zero byte."""
    return f"{name}:{token.lower()}".partition("\0")[0]


def _shape(prefix: str, token: str, questions: Sequence[str]) -> Iterator[str]:
    for question in questions:
        if getattr(token, question)():
            yield f"{prefix}word.{question}()"
