"""Who leads an agency and what documents it has issued, invented once per agency and seed.

So the same chair and the same `Kế hoạch số 74/KH-UBND` come back in articles years apart.
"""

import random
from bisect import bisect_right
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.samples.agencies import Agency, Province, provincial, unit_for
from corpus.samples.chance import chance_of
from corpus.samples.data_files import DATA, read_table
from corpus.samples.grammar import Rules, Writer, read_rules
from corpus.samples.people import Name, invented_name

_TERM_DAYS = (900, 2100)
"""A leader stays for about one to two five-year terms or parts of them."""
_DOCUMENTS_PER_TOPIC = 4
_DOCUMENTS_OF_ITS_FIELD = 24
"""A department has far more documents on its own field."""
_DESKS = ("VP", "KHTC", "TCCB", "TTr", "NV")
"""Codes of the desks of a department that write its letters."""


class Leader(NamedTuple):
    """A person in a post, with the time in it."""

    name: Name
    post: str
    first: date
    last: date


class IssuedDocument(NamedTuple):
    """A document that articles cite. `about` reads after `về`."""

    kind: str
    number: str
    issuer: str
    day: date
    about: str


class Cast:
    """All that recurs around one agency, worked out when first asked for."""

    def __init__(self, agency: Agency, seed: int) -> None:
        self._agency = agency
        self._seed = seed
        self._posts = posts(agency)
        self._leaders: dict[str, tuple[Leader, ...]] = {}
        self._documents: dict[str, tuple[IssuedDocument, ...]] = {}

    def leader(self, role: str, day: date) -> Leader:
        """Who held `role` on `day`."""
        line = self._leaders.get(role)
        if line is None:
            line = self._leaders[role] = _line(self._agency, self._posts[role], self._chance(role))
        return line[max(bisect_right(line, day, key=lambda leader: leader.first) - 1, 0)]

    def documents(self, topic: str) -> tuple[IssuedDocument, ...]:
        """The documents on `topic` in all the agency's time, oldest first."""
        line = self._documents.get(topic)
        if line is None:
            line = self._documents[topic] = _ledger(self._agency, topic, self._chance(topic))
        return line

    def documents_before(self, topic: str, day: date) -> tuple[IssuedDocument, ...]:
        """Documents on `topic` issued before `day`, oldest first."""
        line = self.documents(topic)
        return line[: bisect_right(line, day - timedelta(days=1), key=lambda document: document.day)]

    def _chance(self, of: str) -> random.Random:
        return chance_of(self._seed, self._agency.key, of)


@lru_cache(maxsize=4096)
def cast_of(agency: Agency, seed: int) -> Cast:
    """The cast of an agency; the same for the same agency and seed."""
    return Cast(agency, seed)


@lru_cache(maxsize=256)
def cast_above(province: Province, seed: int) -> Cast:
    """The cast of the people's committee of a province."""
    return cast_of(provincial(province), seed)


@cache
def topic_ids() -> tuple[str, ...]:
    """The ids of the topics, in their order."""
    return tuple(
        t for row in read_table("units.tsv") if (DATA / "topics" / f"{(t := row['topic'])}.txt").exists()
    )


@cache
def topic_rules(topic: str, year: int) -> Rules:
    """The rules that speak of one topic in a year."""
    return read_rules(DATA / "topics" / f"{topic}.txt", year)


@cache
def national_documents(topic: str, year: int) -> tuple[IssuedDocument, ...]:
    """Real documents of the centre on a topic that texts of a year cite: all their fields are facts."""
    rows = (row for row in read_table("national_documents.tsv") if topic in row["topics"].split(";"))
    return tuple(_national(row) for row in rows if year <= int(row["last_year"] or year))


def _national(row: dict[str, str]) -> IssuedDocument:
    day = date.fromisoformat(row["date"])
    return IssuedDocument(row["kind"], row["number"], row["issuer"], day, row["about"])


def posts(agency: Agency) -> dict[str, str]:
    """The post that each role means at this agency."""
    values = {"loai": agency.type, "cap_uy": party_committee(agency)}
    writer = Writer(_level_rules(), dict(values), 0)
    lines = (writer.fill(line) for line in _level_rules()[agency.level])
    found = dict(line.split("=", 1) for line in lines)
    if agency.province.type == "tỉnh" or agency.level not in ("province", "department"):
        return found
    return {role: in_city(post) for role, post in found.items()}


def in_city(words: str) -> str:
    """`words` about a province, said of a centrally run city."""
    return words.replace("Tỉnh ủy", "Thành ủy").replace("tỉnh", "thành phố")


def party_committee(agency: Agency) -> str:
    """What the Party's committee at the level of the agency is called."""
    return {"huyện": "Huyện ủy", "thị xã": "Thị ủy", "tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy"}.get(
        agency.type, "Đảng ủy"
    )


@cache
def _level_rules() -> Rules:
    return read_rules(DATA / "levels.txt")


def _line(agency: Agency, post: str, chance: random.Random) -> tuple[Leader, ...]:
    line: list[Leader] = []
    first = agency.first - timedelta(days=chance.randint(0, _TERM_DAYS[0]))
    while first <= agency.last:
        last = first + timedelta(days=chance.randint(*_TERM_DAYS))
        line.append(Leader(invented_name(chance), post, first, last))
        first = last + timedelta(days=1)
    return tuple(line)


def _ledger(agency: Agency, topic: str, chance: random.Random) -> tuple[IssuedDocument, ...]:
    count = _DOCUMENTS_OF_ITS_FIELD if topic == agency.topic else _DOCUMENTS_PER_TOPIC
    days = sorted(_working_day(agency, chance) for _ in range(count))
    return tuple(_issue(agency, topic, day, chance) for day in days)


def _issue(agency: Agency, topic: str, day: date, chance: random.Random) -> IssuedDocument:
    kind, number, issuer = numbered(agency, topic, day, chance)
    years = {"nam": day.year, "nam_sau": day.year + 1, "nam_truoc": day.year - 1, "nam_5": day.year + 5}
    values = {name: str(year) for name, year in years.items()}
    writer = Writer(topic_rules(topic, day.year), {**values, "area": agency.area}, chance.getrandbits(48))
    return IssuedDocument(kind, number, issuer, day, writer.text("subject"))


def numbered(agency: Agency, topic: str, day: date, chance: random.Random) -> tuple[str, str, str]:
    """Kind, number and issuer of a new document of the agency; numbers grow through the year."""
    share = day.timetuple().tm_yday / 366
    place, unit = agency.place, unit_for(topic, agency.level, day).code.removeprefix("P")
    if agency.level == "party":
        kind, code = chance.choice(
            (("Chương trình", "CTr"), ("Kế hoạch", "KH"), ("Chỉ thị", "CT"), ("Nghị quyết", "NQ"))
        )
        return kind, f"{_count(share, 60, chance):02}-{code}/HU", f"{party_committee(agency)} {place}"
    if agency.level in ("department", "office"):
        code = unit_for(agency.topic, agency.level, day).code
        issuer = agency_name(agency, day)
        if chance.random() < 0.5:
            return "Công văn", f"{_count(share, 2400, chance)}/{code}-{chance.choice(_DESKS)}", issuer
        return "Kế hoạch", f"{_count(share, 190, chance):02}/KH-{code}", issuer
    issuer = f"UBND {agency.area}"
    kind, most, code = chance.choice(
        (("Kế hoạch", 320, "KH-UBND"), ("Kế hoạch", 320, "KH-UBND"), ("Quyết định", 4200, "QĐ-UBND"),
         ("Chỉ thị", 18, "CT-UBND"), ("Công văn", 3100, f"UBND-{unit}"), ("Báo cáo", 480, "BC-UBND"))
    )  # fmt: skip
    return kind, f"{_count(share, most, chance):02}/{code}", issuer


def agency_name(agency: Agency, day: date) -> str:
    """The short official name of the agency: `UBND huyện Gò Quao`, `Sở Y tế tỉnh Trà Vinh`."""
    if agency.level == "department":
        return f"{unit_for(agency.topic, 'department', day).name} {agency.area}"
    if agency.level == "office":
        return f"{unit_for(agency.topic, 'district', day).name} {agency.area}"
    return f"{party_committee(agency) if agency.level == 'party' else 'UBND ' + agency.type} {agency.place}"


def _count(share: float, most: int, chance: random.Random) -> int:
    return max(1, round(most * share * chance.uniform(0.85, 1.0)))


def _working_day(agency: Agency, chance: random.Random) -> date:
    span = (agency.last - agency.first).days
    day = agency.first + timedelta(days=chance.randint(0, span))
    return day - timedelta(days=max(0, day.weekday() - 4))
