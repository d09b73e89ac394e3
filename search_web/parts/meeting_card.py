"""A meeting as its article tells it -> the rows of its card, each led to the sentence it was read from."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from corpus.article import Article, Evidence, Meeting, Person, Task
from search_web import formats, labels
from search_web.languages import gettext
from search_web.pages.objects import CardRow, CardValue
from search_web.parts.told_places import ToldPlaces

SHOWN = 3
"""Conclusions or tasks seen at once: of more, a phone shows no text below them."""
ATTENDEES_SHOWN = 6
_REPEATED = 0.8
"""A value that is so much of its sentence says all that the sentence says."""


def evidence_of(article: Article) -> Iterator[Evidence]:
    """Everything on the card that says where it was read."""
    meeting = article.meeting or Meeting()
    yield from meeting.evidence
    said = (*meeting.attendees, *meeting.conclusions)
    told = (
        *(chair.evidence for chair in meeting.chairs),
        *(statement.evidence for statement in said),
        *(task.evidence for task in article.tasks),
    )
    yield from filter(None, told)


def meeting_rows(meeting: Meeting, tasks: tuple[Task, ...], places: ToldPlaces) -> tuple[CardRow, ...]:
    """Those that anything is known for, in the order in which people ask."""
    card = _Card(meeting, places)
    rows = (
        card.held(),
        card.field(gettext("Loại cuộc họp"), "event_type", sentence_case(meeting.event_type)),
        card.field(gettext("Đơn vị tổ chức"), "host", meeting.host or ""),
        CardRow(gettext("Chủ trì"), tuple(card.person(chair) for chair in meeting.chairs)),
        card.field(gettext("Nơi họp"), "place", sentence_case(meeting.place)),
        card.form(),
        card.attendees(),
        card.conclusions(),
    )
    return tuple(row for row in (*rows, task_row(tasks, places)) if row.values)


def task_row(tasks: tuple[Task, ...], places: ToldPlaces) -> CardRow:
    """Who has to do what by when; also of a document."""
    return _folded(gettext("Giao việc"), (_task(task, places) for task in tasks))


def sentence_case(text: str | None) -> str:
    """`hội trường Huyện ủy` -> `Hội trường Huyện ủy`: in a card it begins a line, in the text it did not."""
    return text[:1].upper() + text[1:] if text else ""


class _Card:
    def __init__(self, meeting: Meeting, places: ToldPlaces) -> None:
        self._meeting = meeting
        self._places = places
        self._fields = {evidence.field: evidence for evidence in meeting.evidence}

    def field(self, label: str, field: str, text: str) -> CardRow:
        value = CardValue(text, self._places.anchor(self._fields.get(field)))
        return CardRow(label, (value,) if text else ())

    def form(self) -> CardRow:
        """Only where a sentence says so: that people met in person is mostly just supposed."""
        said = self._meeting.format if "format" in self._fields else None
        return self.field(gettext("Hình thức"), "format", sentence_case(said))

    def held(self) -> CardRow:
        meeting = self._meeting
        days = tuple(formats.partial_date(date).text for date in meeting.held)
        if len(days) == 1:
            days = (_day_with_hour(days[0], meeting.part_of_day, meeting.hour),)
        anchor = self._places.anchor(self._fields.get("held"))
        return CardRow(gettext("Thời gian họp"), tuple(CardValue(day, anchor) for day in days))

    def person(self, person: Person) -> CardValue:
        text = f"{person.name}, {person.post}" if person.post else person.name
        return CardValue(text, self._places.anchor(person.evidence))

    def attendees(self) -> CardRow:
        """Short, and often all in one sentence: each leads there, none repeats it."""
        said = tuple(
            CardValue(sentence_case(one.text), self._places.anchor(one.evidence))
            for one in self._meeting.attendees
        )
        return CardRow(gettext("Dự họp"), said[:ATTENDEES_SHOWN], said[ATTENDEES_SHOWN:])

    def conclusions(self) -> CardRow:
        said = (_said(one.text, one.evidence, self._places) for one in self._meeting.conclusions)
        return _folded(gettext("Kết luận"), said)


def _day_with_hour(day: str, part: str | None, hour: str | None) -> str:
    """`Sáng 12/7/2019, 8 giờ 30`, `12 July 2019 (morning)`; a day alone where no more is known."""
    dated = day
    if part:
        dated = gettext("%(part_of_day)s %(day)s", part_of_day=labels.part_of_day(part).lower(), day=day)
        dated = dated[:1].upper() + dated[1:]
    if not hour:
        return dated
    return gettext("%(day)s, lúc %(hour)s", day=dated, hour=hour)


def _task(task: Task, places: ToldPlaces) -> CardValue:
    due = formats.partial_date(task.deadline).text if task.deadline else ""
    parts = (
        gettext("Giao: %(name)s", name=task.assignee) if task.assignee else "",
        gettext("Hạn: %(day)s", day=due) if due else "",
    )
    return _said(task.task, task.evidence, places, " · ".join(filter(None, parts)))


def _said(text: str, evidence: Evidence | None, places: ToldPlaces, note: str = "") -> CardValue:
    sentence = evidence.sentence.strip() if evidence else ""
    repeated = text in sentence and len(text) >= _REPEATED * len(sentence)
    return CardValue(sentence_case(text), places.anchor(evidence), note, "" if repeated else sentence)


def _folded(label: str, values: Iterable[CardValue]) -> CardRow:
    """A sentence that several values in a row come from stands below the last of them."""
    found = list(values)
    for number, (value, after) in enumerate(pairwise(found)):
        if value.sentence and value.sentence == after.sentence and number + 1 != SHOWN:
            found[number] = replace(value, sentence="")
    return CardRow(label, tuple(found[:SHOWN]), tuple(found[SHOWN:]), told=True)
