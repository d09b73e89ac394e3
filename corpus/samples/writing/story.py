"""The state of one article while it is being written: its words, people, dates and cited documents."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import NamedTuple

from corpus.article import Kind
from corpus.samples.agencies import Agency
from corpus.samples.cast import (
    Cast,
    IssuedDocument,
    Leader,
    cast_above,
    cast_of,
    national_documents,
    topic_rules,
)
from corpus.samples.chance import chance_from
from corpus.samples.data_files import DATA
from corpus.samples.grammar import Rules, Writer, read_rules, under
from corpus.samples.people import invented_name
from corpus.samples.sample_article import Citation
from corpus.samples.writing.agency_words import unit_name, words_on

_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_CITED_WITHIN_DAYS = 3650
"""Texts cite documents of about the last ten years."""
_FULL_POST_SHARE = 0.8
"""How often a leader is named with all posts, Party first, and not only with the last."""
_GOAL_SHARE = 0.4
"""How often a task says what it should lead to."""
_SUBJECT_SHARE = 0.55
"""How often a citation says what the document is about."""


class Assignment(NamedTuple):
    """What is to be written, by whom and when."""

    agency: Agency
    published: datetime
    topic: str
    kind: Kind
    seed: int
    """Of the article."""
    cast_seed: int
    """Of the whole corpus: people and documents depend on it."""


@cache
def rules_for(topic: str, year: int) -> Rules:
    """All rules with which an article on `topic` is written in a year."""
    return _shared_rules(year) | topic_rules(topic, year)


@cache
def _shared_rules(year: int) -> Rules:
    folder = DATA / "grammar"
    shared = read_rules(folder / "common.txt", year) | read_rules(folder / "meeting.txt", year)
    for name in ("document", "notice", "news"):
        shared |= under(name, read_rules(folder / f"{name}.txt", year))
    return shared


class Story:
    """One article in the making. `writer` expands the rules with the values set here."""

    def __init__(self, assignment: Assignment) -> None:
        self.assignment = assignment
        self.agency = assignment.agency
        self.day = assignment.published.date()
        self.chance = chance_from(assignment.seed)
        self.cast: Cast = cast_of(self.agency, assignment.cast_seed)
        self.citations: list[Citation] = []
        values = words_on(self.agency, self.day)
        self.writer = Writer(rules_for(assignment.topic, self.day.year), {**values}, assignment.seed ^ 0x5EED)
        self._dated_words(self.day)
        self._local_words()

    def choose(self, options: tuple[str, ...]) -> str:
        """One of `options`."""
        return options[int(self.chance.random() * len(options))]

    def fix(self, name: str, rule: str | None = None) -> str:
        """Expands a rule once and keeps the text for the whole article under `name`."""
        text = self.writer.text(rule or name)
        self.writer.values[name] = text
        return text

    def let(self, name: str, value: str | Callable[[], str]) -> None:
        """Gives `name` a value for the whole article."""
        self.writer.values[name] = value

    def lead_by(self, role: str, name: str = "chair") -> tuple[str, str]:
        """Puts the leader in `role` into `chair`, `chair_again` and so on; gives name and post as written."""
        leader = self.cast.leader(role, self.day)
        person, post = leader.name.full, leader.post
        short = post.rsplit(", ", 1)[-1]
        address = self._address(leader)
        in_full = self.chance.random() < _FULL_POST_SHARE
        dash = self.choose((",", ",", " –", " -"))
        self.let(name, f"{address} {person}{dash} {post}" if in_full else f"{short} {person}")
        if name == "chair":
            by_post = f"đồng chí {short}" if address == "đồng chí" else f"{short} {person}"
            again = (f"{address} {person}", f"{short} {person}", by_post, f"{address} {person}")
            self.let("chair_again", lambda: self.choose(again))
            self.let("chair_short", f"{address} {person}")
            self.let("chair_name", person)
            self.let("chair_post", short)
        return person, post if in_full else short

    def cite(self) -> str:
        """The text of a citation of a document on the topic, and notes it in the gold."""
        document = self._citable()
        if document is None:
            return self.writer.text("no_document")
        known = next(
            (c for c in self.citations if c.number == document.number and c.day == document.day), None
        )
        if known is not None:
            return f"{document.kind} số {document.number}"
        raw = f"{_named(document)} số {document.number} ngày {self.short_date(document.day)}"
        self.citations.append(Citation(raw, document.number, document.kind, document.issuer, document.day))
        text = f"{raw} của {document.issuer}"
        if document.kind != "Luật" and self.chance.random() < _SUBJECT_SHARE:
            text += f" về {document.about}"
        return text

    def short_date(self, day: date) -> str:
        """A date as officials write it: `05/6/2019`; sometimes with dots, hyphens or in words."""
        style = self.writer.values["date_style"]
        if style == "words":
            return f"{day.day} tháng {day.month} năm {day.year}"
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        return str(style).join((f"{day.day:02}", month, str(day.year)))

    def deadline(self) -> str:
        """A clause with a deadline some weeks ahead, or nothing."""
        due = self.day + timedelta(days=self.chance.randint(7, 90))
        self.let("han", self.short_date(due))
        self.let("thang_han", f"{due.month}/{due.year}")
        return self.writer.text("deadline_some")

    def duty(self) -> str:
        """A task, now and then with what it should lead to."""
        task = self.writer.text("task")
        return f"{task}, {self.writer.text('muc_tieu')}" if self.writer.chance(_GOAL_SHARE) else task

    def _dated_words(self, day: date) -> None:
        year, month = day.year, day.month
        numbers = {
            "nam": year, "nam_sau": year + 1, "nam_truoc": year - 1, "nam_5": year + 5, "thang": month,
            "quy": ("I", "II", "III", "IV")[(month - 1) // 3], "thu": _WEEKDAYS[day.weekday()],
            "nam_tk": year - 1 if month <= 3 else year, "nam_kh": year if month <= 3 else year + 1,
        }  # fmt: skip
        for name, value in numbers.items():
            self.let(name, str(value))
        self.let("date_style", self.choose(("/", "/", "/", "/", ".", "-", "words")))
        self.let("deadline", self.deadline)
        self.let("han", self.short_date(day + timedelta(days=self.chance.randint(9, 60))))

    def _local_words(self) -> None:
        topic = self.assignment.topic
        self.let("xa", self._place_below)
        self.let("ap", f"{self.writer.values['loai_ap']}")
        self.let("ref", self.cite)
        self.let("ref_new", self.cite)
        self.let("don_vi", self._unit(topic))
        self.let("reporter", lambda: f"đại diện lãnh đạo {self.writer.text('don_vi')}")
        self.let("ten_dan", lambda: self._citizen(woman=False))
        self.let("ten_dan_nu", lambda: self._citizen(woman=True))
        self.let("work_bare", self.fix("work_short", "work").removeprefix("việc "))
        self.let("deputy", self._other_leader)
        self.let("viec", self.duty)

    def _unit(self, topic: str) -> str:
        if self.agency.level == "department":
            return self.writer.text("don_vi_so")
        if self.agency.level == "office":
            return self.writer.text("don_vi_phong")
        return unit_name(self.agency, topic, self.day)

    def _place_below(self) -> str:
        if self.agency.communes:
            return self.choose(self.agency.communes)
        return self.writer.text("ten_ap")

    def _citizen(self, *, woman: bool) -> str:
        while True:
            name = invented_name(self.chance)
            if name.woman is woman:
                return name.full

    def _other_leader(self) -> str:
        roles = ("pho-van-xa", "pho-kinh-te", "pho-hdnd", "mat-tran", "pho-bi-thu")
        role = self.choose(roles)
        leader = self.cast.leader(role, self.day)
        if leader.name.full == self.writer.values.get("chair_name"):
            leader = self.cast.leader("van-phong", self.day)
        return f"đồng chí {leader.name.full}, {leader.post}"

    def _address(self, leader: Leader) -> str:
        if self.writer.values.get("ong_ba_style") is None:
            self.let("ong_ba_style", self.choose(("đồng chí", "đồng chí", "đồng chí", "người")))
        if self.writer.values["ong_ba_style"] == "đồng chí":
            return "đồng chí"
        return "bà" if leader.name.woman else "ông"

    def _citable(self) -> IssuedDocument | None:
        topic, day = self.assignment.topic, self.day
        own = self.cast.documents_before(topic, day)
        above = cast_above(self.agency.province, self.assignment.cast_seed).documents_before(topic, day)
        national = tuple(d for d in national_documents(topic, day.year) if d.day < day)
        pools = [
            [d for d in pool if (day - d.day).days < _CITED_WITHIN_DAYS] for pool in (own, above, national)
        ]
        filled = [pool for pool in pools if pool]
        if not filled:
            return None
        pool = filled[int(self.chance.random() * len(filled))]
        return pool[int(self.chance.random() * len(pool))]


def _named(document: IssuedDocument) -> str:
    return document.about if document.kind == "Luật" else document.kind
