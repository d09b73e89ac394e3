"""Who held a meeting of which no sentence says it: whose session it is, whom its chair heads. Pure."""

import re
from collections.abc import Iterator, Sequence

from corpus.article import Person
from corpus.enrich.agency_names import agency_at, heads
from corpus.enrich.article_text import Sentence
from corpus.enrich.patterns import Sieve

_SESSION_OF = re.compile(
    r"(?:hội nghị|đại hội(?: đại biểu)?|(?:k[ỳì]|phiên) họp(?:\s[^.;:]{1,50}?)?)\s*[-,]?\s*(?:của\s+)?$",
    re.IGNORECASE,
)
_POST = re.compile(
    r"(?P<deputy>Phó |Nguyên |phó )*(?:Quyền )?(?:[Bb]í thư|[Cc]hủ tịch|Tổng [Gg]iám đốc|[Gg]iám đốc"
    r"|[Tt]rưởng|[Cc]hánh|[Hh]iệu trưởng|[Cc]hủ nhiệm|Bộ trưởng|Thứ trưởng|[Vv]iện trưởng|[Cc]ục trưởng"
    r"|[Cc]hỉ huy trưởng|PCT|CT|PBT|PGĐ|GĐ)(?: [Tt]hường trực)?\s+(?:Trường\s+)?"
)
_OFFICE_CHAIRS = Sieve(
    rf"(?P<office>(?:{_POST.pattern}|[Ll]ãnh đạo\s+))(?P<chairs>[^,.;:]{{3,60}}?)\s+(?:đã\s+)?"
    r"(?:chủ trì|điều hành)\s+(?:cuộc họp|hội nghị|buổi|phiên|k[ỳì] họp)"
)


def title_host(title: Sentence, spans: dict[str, tuple[int, int]]) -> str | None:
    """The agency with which the title begins, or whose session it names: `Kỳ họp thứ 10 HĐND huyện`."""
    first = len("Chủ tịch ") if title.text.startswith(("Chủ tịch UBND", "Chủ tịch HĐND")) else 0
    name = agency_at(title.text, first)
    if name:
        spans["host"] = (title.start + first, title.start + first + len(name))
        return name
    for start in heads(title.text):
        name = agency_at(title.text, start)
        if name and _SESSION_OF.search(title.text[:start]):
            spans["host"] = (title.start + start, title.start + start + len(name))
            return name
    return None


def chairs_host(chairs: Sequence[Person]) -> str | None:
    """The agency that the first chair with a post in one heads, or is a deputy in."""
    for chair in chairs:
        found = sorted(_agencies(chair.post or ""), key=lambda post: post[0])
        if found:
            return found[0][1]
    return None


def office_host(lines: Sequence[Sentence], spans: dict[str, tuple[int, int]]) -> str | None:
    """The agency of an office that chaired without a name: `Lãnh đạo UBND huyện chủ trì cuộc họp`."""
    for line in lines:
        for match in _OFFICE_CHAIRS.finditer(line.text):
            name = agency_at(line.text, match.end("office"))
            if name is not None and match["chairs"].startswith(name):
                start = line.start + match.end("office")
                spans["host"] = (start, start + len(name))
                return name
    return None


def _agencies(post: str) -> Iterator[tuple[bool, str]]:
    """Whether as a deputy, and of which agency, for each of the posts that someone holds."""
    for match in _POST.finditer(post):
        starts = [start for start in (match.end(), match.end() - len("Trường ")) if start >= 0]
        name = next((name for start in starts if (name := agency_at(post, start))), None)
        if name:
            yield match["deputy"] is not None, name
