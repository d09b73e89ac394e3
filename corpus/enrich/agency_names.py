"""Names of agencies in running text: where one starts, how far it goes. Pure."""

import re
from functools import cache

from corpus.enrich.agency_spelling import department_end
from corpus.enrich.patterns import at_word
from corpus.enrich.tables import table
from corpus.gazetteer import accent_key, gazetteer

_NEXT = re.compile(r"(?P<gap>[^\S\n]+|[^\S\n]?[-–&][^\S\n]?|,[^\S\n])(?P<word>\w+(?:[&.-]\w+)*)")
_UNIT_WORDS = frozenset(
    ("tỉnh", "huyện", "quận", "xã", "phường", "thị", "trấn", "thành", "phố", "đặc", "khu", "vực")
)
# fmt: off
_INSIDE = frozenset((
    "nhân", "dân", "cơ", "sở", "khối", "ngành", "ủy", "uỷ", "bộ", "ương", "giáo", "vận", "sự", "chức", "trị",
    "lý", "lí", "tra", "án", "quân", "chỉ", "huy", "biên", "phòng", "quốc", "hội", "đoàn", "viên", "nữ",
    "binh", "sĩ", "mạng", "thao", "phủ",
))
# fmt: on
"""Lower-case syllables inside agencies' names that the tables of departments and offices lack."""
_AFTER_COMMA = ("Thể", "Hạ")
"""Of `Văn hóa, Thể thao và Du lịch` and `Kinh tế, Hạ tầng và Đô thị`: elsewhere a comma ends the name."""
_VERB = re.compile(
    r"(?:kiểm tra|thông (?:báo|qua)|chỉ đạo|giao (?:cho|nhiệm)|vận (?:động|hành)|học tập|động viên"
    r"|hội (?:nghị|họp|đàm)|tra soát|dân chủ)(?!\w)"
)
"""Verbs whose first syllable also stands inside names."""
_PAIRED = frozenset(("thành", "thị", "đặc", "chỉ", "kiểm"))
_PAIR = re.compile(
    r"(?:thành (?:phố|[uủ]y|đoàn)|thị (?:xã|trấn|[uủ]y|đoàn)|đặc khu|chỉ huy|kiểm (?:sát|lâm|ngư))(?!\w)"
)
"""Syllables that stand inside names only with the one behind: `trở thành Sở …` is none."""
_ONE_PART = re.compile(
    r"(?:.* )?(?:UBND|[ỦU]y ban nhân dân|.* (?:ủy|uỷ)|(?:Tỉnh|Thành|Thị|Huyện|Quận) (?:ủy|uỷ))$"
)
"""Heads behind which `và` leads to somebody else."""
_JOINED = re.compile(r"\bvà\b|[&-]")
_UNIT_AT_END = re.compile(r"(?:quận|phường|xã)(?: [^\W\d_]+){0,4}$", re.IGNORECASE)
_DASHES = frozenset("-–")
_MAX_WORDS = 16


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"(?:{at_word(row[0] for row in table('agency_heads'))})(?!\w)")


@cache
def _document_kind() -> re.Pattern[str]:
    names = {row[1] for row in table("document_types")} | {"Công văn", "Luật"}
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")


@cache
def _inner_words() -> frozenset[str]:
    """Keys of lower-case syllables that may stand inside a name: `dục`, `tạo`, `huyện`; `hoá` is as `hóa`."""
    names = [row[0] for row in table("departments")] + [row[1] for row in table("host_offices")]
    words = {word for name in names for word in re.findall(r"\w+", name) if word.islower()}
    return frozenset(map(accent_key, (words | _INSIDE | _UNIT_WORDS) - {"và", "ban", "giao", "triển"}))


def heads(text: str) -> list[int]:
    """Where names of agencies start in `text`."""
    return [match.start() for match in _head().finditer(text)]


def agency_at(text: str, start: int) -> str | None:
    """The agency's name that begins at `start`, as written; None where none begins.

    It goes on over capitals, unit words and the inside of departments' names, and stops at a verb.
    """
    head = _head().match(text, start)
    if head is None:
        return None
    end = department_end(text, start) or head.end()
    one_part = _JOINED.search(text, start, end) is not None or _ONE_PART.match(head.group()) is not None
    for _ in range(_MAX_WORDS):
        step = _NEXT.match(text, end)
        if step is None or (one_part and step["word"] == "và"):
            break
        if not _belongs(text, step) and not _completes(text[start:end], step):
            break
        end = step.end()
    return text[start:end]


def _belongs(text: str, step: re.Match[str]) -> bool:
    word, dashed = step["word"], not _DASHES.isdisjoint(step["gap"])
    if "," in step["gap"]:
        return word in _AFTER_COMMA or word.startswith("TT&")
    if word == "và":
        after = _NEXT.match(text, step.end())
        return after is not None and _opens_part(text, after)
    if word[0].isupper():
        return not dashed or _opens_part(text, step)
    if dashed or accent_key(word) not in _inner_words() or _VERB.match(text, step.start("word")):
        return False
    return word not in _PAIRED or _PAIR.match(text, step.start("word")) is not None


@cache
def _compounds() -> frozenset[str]:
    return frozenset(accent_key(compound) for (compound,) in table("agency_compounds"))


def _completes(name: str, step: re.Match[str]) -> bool:
    """What ends a word that the name has begun, `Nghiên cứu`, `Pháp chế`, or a unit's: `phường 5`."""
    if step["word"].isdigit():
        unit = _UNIT_AT_END.search(name)
        return unit is not None and bool(gazetteer().resolve(f"{unit.group()} {step['word']}"))
    if not step["gap"].isspace() or not step["word"].islower():
        return False
    return accent_key(f"{name.rsplit(maxsplit=1)[-1]} {step['word']}") in _compounds()


def _opens_part(text: str, step: re.Match[str]) -> bool:
    """A capital that goes on with the name (`và Đào tạo`), no other agency or document (`và Công văn`)."""
    start = step.start("word")
    other = _head().match(text, start) or _document_kind().match(text, start)
    return step["word"][0].isupper() and other is None
