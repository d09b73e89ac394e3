"""Where a line break of the markup ends a paragraph: <br> parts paragraphs, or only wraps a long line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE_END = tuple('.!?…:;”"»')
_LINE_START = re.compile(r"[-–—+*•“\"(]|\d+[.)]|\d{1,2}[/:-]\d|[A-ZÀ-ỸĐ]")


@dataclass(slots=True)
class Run:
    """Text of one look. A line break is a run of its own, with the text `\\n`."""

    text: str
    bold: bool
    italic: bool
    linked: bool
    caption: bool = False


def split_lines(runs: list[Run]) -> Iterator[list[Run]]:
    """Splits at <br>: always at two, at one unless it stands within a sentence (a hard-wrapped line)."""
    line: list[Run] = []
    breaks = 0
    for run in runs:
        if run.text == "\n":
            breaks += 1
        elif run.text.strip():
            if breaks and line and (breaks > 1 or _is_new_line(line, run)):
                yield line
                line = []
            elif breaks and line:
                line.append(Run(" ", run.bold, run.italic, run.linked))
            breaks = 0
            line.append(run)
        elif line:
            line.append(run)
    if line:
        yield line


def _is_new_line(line: list[Run], run: Run) -> bool:
    before = "".join(part.text for part in line).rstrip()
    return before.endswith(_SENTENCE_END) or bool(_LINE_START.match(run.text.lstrip()))
