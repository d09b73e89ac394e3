"""What was read out of an article's text -> the values of the API: the meeting, tasks, people, units."""

from collections.abc import Iterable
from typing import Any

from corpus.article import AdministrativeUnit, Article, Evidence, Meeting, Person, Statement, Task
from search_web.api import models
from search_web.exports.rows import DateValue, PersonValue


def said_in(read: Article) -> dict[str, Any]:
    """Field of ArticleAnswer -> its value."""
    return {
        "meeting": _meeting(read.meeting) if read.meeting else None,
        "tasks": tuple(map(_task, read.tasks)),
        "persons": _people(read.persons),
        "signer": PersonValue.of(read.signer) if read.signer else None,
        "unit": _unit(read.unit) if read.unit else None,
        "units_now": tuple(map(_unit, read.units_now)),
    }


def _meeting(meeting: Meeting) -> models.MeetingValue:
    return models.MeetingValue.model_construct(
        event_type=meeting.event_type,
        held=tuple(map(DateValue.of, meeting.held)),
        part_of_day=meeting.part_of_day,
        hour=meeting.hour,
        host=meeting.host,
        chairs=_people(meeting.chairs),
        place=meeting.place,
        format=meeting.format,
        attendees=tuple(map(_statement, meeting.attendees)),
        conclusions=tuple(map(_statement, meeting.conclusions)),
    )


def _task(task: Task) -> models.TaskValue:
    deadline = DateValue.of(task.deadline) if task.deadline else None
    return models.TaskValue(
        task=task.task, assignee=task.assignee, deadline=deadline, sentence=_sentence(task.evidence)
    )


def _statement(statement: Statement) -> models.StatementValue:
    return models.StatementValue(text=statement.text, sentence=_sentence(statement.evidence))


def _sentence(evidence: Evidence | None) -> str | None:
    return evidence.sentence if evidence else None


def _people(people: Iterable[Person]) -> tuple[PersonValue, ...]:
    return tuple(map(PersonValue.of, people))


def _unit(unit: AdministrativeUnit) -> models.UnitValue:
    return models.UnitValue(name=unit.name, level=unit.level, path=unit.path)
