"""pyvi's tokens: what it labels. Words, numbers, marks, addresses, some abbreviations with their full stop.

Source: `ViTokenizer.sylabelize` of pyvi 0.1.1, whose pattern is `_AS_PYVI`.
"""

import re

NEWLINE = "\n"
"""The only white space that is a token of its own; all other white space parts tokens and is gone."""
_ABBREVIATIONS = (r"[A-ZĐ]+\.", r"Tp\.", r"Mr\.", r"Mrs\.", r"Ms\.", r"Dr\.", r"ThS\.")
_SPECIALS = ("==>", "->", r"\.\.\.", ">>", r"\n")
_WEB = r"\w+://[^\s]+"
_EMAIL = r"[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
_DIGITS = r"\d+(?:[\.,_]\d+)+"
_PLAIN = (r"[^\W\d]\w*+(?![.:@+\-])", r"[^\w\s.+=>\-]", r"\d++(?![\w.,:@+\-])")
"""Tokens after which no longer one is possible: tried first, for they are nearly all."""
_AS_PYVI = (*_ABBREVIATIONS, *_SPECIALS, _WEB, _EMAIL, _DIGITS, r"[^\w\s]", r"\w+")
_TOKEN = re.compile("|".join((*_PLAIN, *_AS_PYVI)))
_TOKEN_BUT_EMAIL = re.compile("|".join((*_PLAIN, *(part for part in _AS_PYVI if part != _EMAIL))))
"""Looking for an address from every full stop on costs the square of a line of 10,000 full stops."""


def split_tokens(text: str) -> list[str]:
    """The tokens of NFC `text` in order."""
    return (_TOKEN if "@" in text else _TOKEN_BUT_EMAIL).findall(text)
