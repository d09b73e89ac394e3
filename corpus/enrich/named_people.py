"""Everybody whom a text names in full: behind a form of address, a degree or a post, or before one. Pure."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from corpus.article import Person
from corpus.enrich.article_text import ArticleText
from corpus.enrich.letters import LOWER, UPPER
from corpus.enrich.patterns import Sieve, at_word
from corpus.enrich.people import post_first, read_person
from corpus.enrich.person_words import (
    ADDRESSES,
    AGENCY_WORDS,
    DEGREE,
    MEMBER,
    NAME,
    NAME_AT_WORD,
    POST_WORD,
    SYLLABLE,
    surnames,
)
from corpus.gazetteer import gazetteer

# fmt: off
_ROLES = (
    "báo cáo viên", "giảng viên", "luật sư", "nghệ nhân", "nghệ sĩ", "nhà báo", "phóng viên", "nhà thơ",
    "nhà văn", "bác sĩ", "kỹ sư", "cựu chiến binh", "đại biểu", "[Cc]ử tri", "công dân", "thương binh",
    "bệnh binh", "em", "cháu", "cụ", "mẹ", "chuyên gia", "học sinh", "sinh viên", "thượng úy", "đại úy",
    "trung úy", "thiếu úy", "già làng", "trưởng (?:thôn|bản|ấp)",
)
# fmt: on
_SEVERAL = rf"[Cc]ác\s+(?:{'|'.join(ADDRESSES)})"
_ANNOUNCED = re.compile(
    rf"(?:{at_word([_SEVERAL, *ADDRESSES, *_ROLES])})\s*:?\s+(?:{DEGREE}\s*\.?\s*)?{NAME}"
)
_WITH_DEGREE = re.compile(rf"(?<!\w){DEGREE}\s*\.?\s*{NAME}")
_FOLLOWED = re.compile(
    rf"{NAME_AT_WORD}\s*[,(-]\s*(?={POST_WORD}|(?:{MEMBER})\s|nguyên\s|[Cc]huyên viên|[Cc]án bộ|[Cc]ụm )"
)
_IN_A_LIST = re.compile(rf"(?<=[,:;])\s(?:và\s)?{NAME}(?=\s*[,;.]|\s+(?:và|cùng|đã)\s|$)")
_POST = re.compile(rf"(?<!\w){POST_WORD}")
_CAPITALS = re.compile(rf"{SYLLABLE}(?:\s+{SYLLABLE}){{1,7}}")
_POST_CHARS = 110
"""As far behind a post's first word a name may end: `Phó Chủ tịch Thường trực UBND tỉnh Thừa Thiên Huế …`."""
_TWO_CAPITALS = re.compile(rf"[{UPPER}][{LOWER}]*\s[{UPPER}]")
_ADDRESS_HINT = Sieve(
    r"ồng chí|/c |Ông |ông |Bà |bà |nh |hị |Cô |cô |hầy |viên |dân |sĩ |sư |báo |thơ |văn |binh |biểu |em "
    r"|cháu |tri |cụ |mẹ |gia |sinh |úy |làng |ưởng "
)
_DEGREE_HINT = Sieve(r"TS|GS|Th|BS|KS|LS|sĩ|Giáo sư|tướng|tá|úy|mục|thượng|tọa")
_STOP = re.compile(r"[,.;:()\n]")
_POST_END = re.compile(r"[;.:()\n]")
_POST_HINT = Sieve(r"tịch|Bí thư|iám đốc|rưởng|hánh|hủ tướng|ư lệnh")
_NAMED_AFTER = re.compile(
    r"(?:Trường|THCS|THPT|[Tt]iểu học|[Mm]ầm non|[Mm]ẫu giáo|đường|phố|giải|[Qq]uỹ|[Tt]ượng|cầu|tên|hồ"
    r"|[Tt]ư tưởng"
    r"|[Bb]ảo tàng|[Cc]ông viên|Trung học cơ sở|Trung học phổ thông)\s+$"
)
_NO_NAME_BEFORE = re.compile(r"\s(?:tịch|tọa|toạ|nhiệm|tập|chức)(?!\w)")
"""`Đoàn Chủ tịch` is nobody called Đoàn Chủ."""
_GROUP = Sieve(r"[Cc]ác (?:ông|bà|đồng chí|anh|chị|thầy|cô|đại biểu)")
_UNIT_NAMED = re.compile(r"(?:huyện|tỉnh|xã|phường|thị trấn|thị xã|quận)\s+$")
_NO_PERSONS = frozenset(
    ("Hồ Chí Minh", "Việt Nam", "Tôn Đức Thắng", "Trung Quốc", "Hà Nội", "H'Mông", "H'Rê", "K'Ho")
)


@lru_cache(maxsize=2048)
def _is_place(name: str) -> bool:
    """`Bí thư Thành ủy Sa Đéc` names no Mr Sa: a short name that is a unit's is one behind a post."""
    return name.count(" ") == 1 and bool(gazetteer().resolve(name))


@cache
def _province_names() -> frozenset[str]:
    return frozenset(unit.name for unit in gazetteer().provinces)


def find_people(text: str) -> list[tuple[int, Person]]:
    """Every person named in full in a sentence, with where the name begins; posts as far as they are said."""
    found: dict[int, Person] = {}
    if _TWO_CAPITALS.search(text) is None:
        return []
    for pattern in _patterns_for(text):
        for match in pattern.finditer(text):
            start = match.start("name")
            if start not in found and _is_person(text, match, sure=pattern in (_ANNOUNCED, _WITH_DEGREE)):
                found[start] = _described(text, match)
    if _POST_HINT.search(text):
        for match in _POST.finditer(text):
            _add_behind_post(text, match, found)
    return sorted(found.items(), key=lambda item: item[0])


def _patterns_for(text: str) -> Iterator[re.Pattern[str]]:
    """Those that may match there: a look at what they begin with is much cheaper than they are."""
    if _ADDRESS_HINT.search(text):
        yield _ANNOUNCED
    if _DEGREE_HINT.search(text):
        yield _WITH_DEGREE
    yield _FOLLOWED
    if _GROUP.search(text):
        yield _IN_A_LIST


def _is_person(text: str, match: re.Match[str], *, sure: bool) -> bool:
    name = match["name"]
    agency = name.split()[0] in AGENCY_WORDS and not (sure and name.split()[0] in surnames())
    if name in _NO_PERSONS or name in _province_names() or agency:
        return False
    first = match.start()
    if match.group()[1:7] == "ử tri " and _is_place(name):
        return False
    if _NAMED_AFTER.search(text, max(0, first - 24), first):
        return False
    surname = name.split()[0]
    return sure or (
        surname in surnames() and surname != "Ông" and not _UNIT_NAMED.search(text, max(0, first - 12), first)
    )


def _described(text: str, match: re.Match[str]) -> Person:
    """The person with the post behind the name, up to the next semicolon or sentence."""
    end = _POST_END.search(text, match.end("name") + 2)
    person = read_person(text[match.start("name") : end.start() if end else len(text)][:160])
    post = person.post if person is not None and person.name == match["name"] else None
    return Person(name=match["name"], post=post)


def _add_behind_post(text: str, post: re.Match[str], found: dict[int, Person]) -> None:
    """`Chủ tịch UBND huyện An Minh Nguyễn Văn Phỉ`: the capitals that end as a person."""
    stop = _STOP.search(text, post.end(), post.start() + _POST_CHARS)
    limit = stop.start() if stop else post.start() + _POST_CHARS
    for run in _CAPITALS.finditer(text, post.end(), limit):
        person = post_first(text[post.start() : run.end()])
        if person is not None and _is_behind_post(text, post, person):
            start = run.end() - len(person.name)
            if not any(start <= at < run.end() for at in found):
                found[start] = person
            return


def _is_behind_post(text: str, post: re.Match[str], person: Person) -> bool:
    if person.name in _NO_PERSONS | _province_names() or _is_place(person.name):
        return False
    start = text.index(person.name, post.start())
    if _NO_NAME_BEFORE.match(text, start + len(person.name)):
        return False
    return person.name.split()[0] not in AGENCY_WORDS and not _NAMED_AFTER.search(text, post.start(), start)


def persons_of(text: ArticleText) -> tuple[Person, ...]:
    """Everybody named in full, each once, with the first post that is said."""
    found: dict[str, Person] = {}
    for sentence in text.sentences:
        for at, person in find_people(sentence.text):
            start = sentence.start + at
            known = found.get(person.name)
            if known is None:
                evidence = text.evidence(start, start + len(person.name))
                found[person.name] = person.model_copy(update={"evidence": evidence})
            elif known.post is None and person.post:
                found[person.name] = known.model_copy(update={"post": person.post})
    document = text.article.document
    if document is not None and document.signer:
        found.setdefault(document.signer, Person(name=document.signer, post=document.signer_role))
    return tuple(found.values())
