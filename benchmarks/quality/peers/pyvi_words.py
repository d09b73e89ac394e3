"""pyvi's words as most Vietnamese Whoosh and BM25 recipes take them: lower-cased, compounds joined by `_`."""

from functools import lru_cache


@lru_cache(maxsize=1 << 15)
def words_of(text: str) -> tuple[str, ...]:
    """By stock pyvi itself, paragraph by paragraph; punctuation left out."""
    from pyvi import ViTokenizer

    found = (token for line in text.splitlines() for token in ViTokenizer.tokenize(line).split())
    return tuple(token.lower() for token in found if any(char.isalnum() for char in token))
