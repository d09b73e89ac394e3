"""Schools in host names (`thcshoangluong`) and in text (`Trường THCS Hoàng Lương`). Pure."""

import re

from corpus.enrich.letters import UPPER
from corpus.gazetteer import folded_key

_LABEL = re.compile(
    r"(?:truong)?(?:thcsthpt|ththcs|thcs|thpt|tieuhoc|th-|mamnon|mn|mg|maugiao|ptdtbt(?:thcs|th)?|ptdtnt|dtnt"
    r"|c[0123])-?(?P<name>[a-z]{4,}(?:-[a-z]+)*)"
)
_NAME = re.compile(
    r"(?P<type>TH&THCS|TH & THCS|THCS(?: ?(?:&|và) ?THPT)?|THPT|PTDTBT(?: (?:THCS|TH))?|PTDTNT|MN|TH"
    rf"|[Tt]iểu học|[Mm]ầm non|[Mm]ẫu giáo)\s+(?P<name>[{UPPER}][\w']*(?:\s+[{UPPER}][\w']*){{0,4}})"
)


def school_label(label: str) -> str | None:
    """The school's name, folded and run together, if the label of a host is a school's."""
    match = _LABEL.fullmatch(label)
    return folded_key(match["name"]) if match else None


def school_named(text: str, name: str) -> str | None:
    """The school of that folded name as `text` writes it, `Trường` in front; None where it is not named."""
    for match in _NAME.finditer(text):
        words = match["name"].split()
        for size in range(len(words), 0, -1):
            if folded_key(" ".join(words[:size])) == name:
                return f"Trường {match['type']} {_recased(words[:size])}"
    return None


def _recased(words: list[str]) -> str:
    """`HOÀNG LƯƠNG` of a title in capitals -> `Hoàng Lương`."""
    name = " ".join(words)
    return name.title() if name.isupper() else name
