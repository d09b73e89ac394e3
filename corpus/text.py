"""Vietnamese text: one spelling of the same characters, and its folded form. Pure and total over any str.

Must not change what an editor wrote beyond spelling it in one way: quotes and dashes stay in `clean` text.
"""

import re
import unicodedata

from corpus.remembering import remembered

_INVISIBLE = dict.fromkeys(
    [
        0x00AD,  # soft hyphen
        0x180E,  # Mongolian vowel separator
        *range(0x200B, 0x2010),  # zero width space and joiners, direction marks
        *range(0x202A, 0x202F),  # direction embedding
        *range(0x2060, 0x2065),  # word joiner and invisible operators
        *range(0x2066, 0x206A),  # direction isolates
        0xFEFF,  # byte order mark inside text
    ]
)
"""Characters without a width that editors and converters leave in words; they would split or hide them."""

_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "\u0340": "\u0300", "\u0341": "\u0301"})
"""Eth and African D, typed for the Vietnamese letter by old keyboard drivers; U+0340 and U+0341 are the tone
marks of Unicode 2 for Vietnamese, deprecated since.
"""

_BLANKS = "\u0000-\u001f\u007f-\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000\u3164"
_UNCLEAN = re.compile(f"[{_BLANKS}{''.join(map(chr, [*_INVISIBLE, *_LOOK_ALIKES]))}]|  |^ | $")
"""What `clean` changes, NFC aside: most paragraphs hold none of it, and a search is ten times cheaper."""

_PRINTABLE_UNCLEAN = ("  ", "Ð", "ð", "Ɖ", "ɖ", "\u2800", "\u3164")
"""Of that, what `str.isprintable` lets pass, the blanks at the ends aside."""

_SPACES = re.compile(r"[\s\u0000-\u001f\u007f-\u009f\u2800\u3164]+")
"""White space of all sorts, control characters, and the two blanks that Unicode calls letters."""

_MARKS = re.compile(r"[\u0300-\u036f]+")
"""The combining marks of Latin letters; those of other scripts are so rare that each is looked for."""

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """Unicode NFC: the form of all text we keep and of every offset into it."""
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """One paragraph as we keep it: NFC, no look-alikes of Vietnamese letters, no invisible characters, single
    spaces and none at the ends. Quotes, dashes and ellipses stay as written. Idempotent.
    """
    text = nfc(text)
    if _is_clean(text):
        return text
    text = " ".join(text.split())
    if _UNCLEAN.search(text) is None:
        return text
    visible = text.translate(_INVISIBLE).translate(_LOOK_ALIKES)
    return nfc(_SPACES.sub(" ", visible)).strip(" ")


def _is_clean(text: str) -> bool:
    """A look at each character; the pattern is for the few texts that this leaves in doubt."""
    if text.isprintable() and text[:1] != " " != text[-1:]:
        return not any(mark in text for mark in _PRINTABLE_UNCLEAN)
    return _UNCLEAN.search(text) is None


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: `Hội nghị` and `hoi nghi` become equal.

    As long as its argument when that is NFC Vietnamese: offsets into one hold for the other. Idempotent.
    """
    if text.isascii():
        return text.lower()
    lower = unicodedata.normalize("NFD", text.translate(_LOOK_ALIKES).lower())
    bare = _MARKS.sub("", lower)
    others = [c for c in set(bare) if unicodedata.combining(c)]
    if others:
        bare = bare.translate(dict.fromkeys(map(ord, others)))
    return nfc(bare.replace("đ", "d"))


@remembered(8192)
def slug(text: str) -> str:
    """The folded words joined by hyphens, ASCII only: `Kiên Giang` becomes `kien-giang`. May be empty."""
    return _NOT_SLUG.sub("-", fold(clean(text))).strip("-")
