"""Strings one slip of the finger away from another."""

import string
from collections.abc import Iterator


def one_edit_away(syllable: str) -> Iterator[str]:
    """Every string one insertion, deletion, replacement or swap of neighbours away, once each."""
    seen = {syllable}
    for at in range(len(syllable) + 1):
        head, tail = syllable[:at], syllable[at:]
        made = [head + letter + tail for letter in string.ascii_lowercase]
        if tail:
            made.append(head + tail[1:])
            made.extend(head + letter + tail[1:] for letter in string.ascii_lowercase)
        if len(tail) > 1:
            made.append(head + tail[1] + tail[0] + tail[2:])
        for candidate in made:
            if candidate and candidate not in seen:
                seen.add(candidate)
                yield candidate
