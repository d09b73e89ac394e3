"""What a meeting report says of the meeting: its type, days, host, chairs, place, form, attendees. Pure."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from corpus.article import Evidence, FieldEvidence, Meeting, Person
from corpus.enrich.agency_names import heads
from corpus.enrich.article_text import ArticleText, Sentence
from corpus.enrich.chairs import chairs, chairs_unnamed, leading_person
from corpus.enrich.conclusions import conclusions
from corpus.enrich.gathering import without_honours
from corpus.enrich.held_dates import Held, held_dates, without_background
from corpus.enrich.hosting import find_host, find_later_host
from corpus.enrich.implied_host import chairs_host, office_host, title_host
from corpus.enrich.named_people import find_people
from corpus.enrich.participants import attendees
from corpus.enrich.setting import read_form, read_place
from corpus.enrich.tables import table
from corpus.text import fold

_GENERAL = ("gặp mặt", "hội nghị trực tuyến", "hội nghị", "cuộc họp", "đại hội", "buổi làm việc")
_WENT = re.compile(r"(?<!\w)(?:tham )?dự(?! án| toán| thảo)(?!\w)", re.IGNORECASE)
_COMMITTEE = re.compile(r"UBND|[ỦU][yỷ] ban nhân dân", re.IGNORECASE)
_INSPECTION = re.compile(r"Ủy ban Kiểm tra|UBKT|Quốc hội(?! tỉnh)")
_FORM_SENTENCES = 8
_TYPE_SENTENCES = 4


@cache
def _event_types() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE))
        for name, pattern in table("event_types")
    )


def read_meeting(text: ArticleText, masked: str, agency: str | None = None) -> Meeting:
    """The meeting that `text` reports. `masked` is its text with the document citations blanked out.

    `agency` publishes it: its own meeting, when nobody else is named.
    """
    body = [s for s in text.sentences if s.start > len(text.title)] or list(text.sentences)
    hidden = [s._replace(text=masked[s.start : s.end]) for s in body]
    held = held_dates([s.text for s in hidden], text.day, _year_said(text))
    at = max(held.sentence, 0)
    hidden[at] = hidden[at]._replace(text=without_background(hidden[at].text, held.start))
    title = Sentence(0, len(text.title), text.title)
    spans: dict[str, tuple[int, int]] = {}
    chaired = _chaired(text, hidden, at)
    host = (
        find_host(hidden, held, spans)
        or title_host(title, spans)
        or (None if _WENT.search(text.title) else chairs_host(chaired))
        or (None if chaired else office_host(hidden, spans))
        or find_later_host(hidden, spans)
        or _own(agency, text)
    )
    if host is not None and "\x00" in host:
        host = text.text[slice(*spans["host"])]
    event_type = _event_type([title, hidden[at]], spans) or _event_type(hidden[:_TYPE_SENTENCES], spans)
    place = read_place([hidden[at], *hidden[:3]], hidden[3:], spans)
    form = read_form([title, *hidden[:_FORM_SENTENCES]], spans)
    if held.dates:
        spans["held"] = (hidden[at].start + held.start, hidden[at].start + held.end)
    return Meeting(
        event_type=_of_host(_as_first_called(event_type, hidden[0]), host),
        held=held.dates,
        part_of_day=held.part_of_day,
        hour=held.hour,
        host=host,
        chairs=chaired,
        place=place,
        format=form,
        attendees=attendees(text, tuple(body), frozenset(person.name for person in chaired)),
        conclusions=conclusions(text, [title, *body]),
        evidence=tuple(_field_evidence(text, spans, held)),
    )


def _chaired(text: ArticleText, lines: Sequence[Sentence], at: int) -> tuple[Person, ...]:
    """The chairs; without any, whoever led or is first named in the sentence `at`, which says when."""
    found = chairs([line.text for line in lines])
    for number in (at, 0) if not found else ():
        if not found and (leader := leading_person(lines[number].text)):
            found = ((number, leader),)
    if not found and any(chairs_unnamed(line.text) for line in lines):
        found = tuple((at, person) for _, person in find_people(lines[at].text)[:1] if person.post)
    return tuple(_with_evidence(text, lines[number], _with_post(person, lines)) for number, person in found)


def _with_post(chair: Person, lines: Sequence[Sentence]) -> Person:
    """The chair with the first post that the text gives, where the sentence on the chair gives none."""
    if chair.post is not None:
        return chair
    told = (person for line in lines if chair.name in line.text for _, person in find_people(line.text))
    return next((person for person in told if person.name == chair.name and person.post), chair)


def _own(agency: str | None, text: ArticleText) -> str | None:
    """Who publishes, when the opening speaks of it or of nobody, and it did not go to others' meeting."""
    if agency is None or _WENT.search(text.title):
        return None
    opening = "\n".join((text.title, *text.paragraphs[:3]))
    return agency if fold(agency) in fold(opening) or not heads(opening) else None


def _as_first_called(event_type: str | None, first: Sentence) -> str | None:
    """`Hội nghị diễn ra chiều 03/12`, after a sentence that called it an online one."""
    online = f"{event_type} trực tuyến"
    return online if event_type == "hội nghị" and online in first.text.lower() else event_type


def _of_host(event_type: str | None, host: str | None) -> str | None:
    """Sessions of other bodies are no sessions of a People's Committee, nor of a People's Council."""
    if event_type == "phiên họp UBND" and host and not _COMMITTEE.search(host):
        return "phiên họp"
    return "kỳ họp" if event_type == "kỳ họp HĐND" and host and _INSPECTION.search(host) else event_type


def _with_evidence(text: ArticleText, sentence: Sentence, person: Person) -> Person:
    at = sentence.text.find(person.name)
    start, end = (at, at + len(person.name)) if at >= 0 else (0, len(sentence.text))
    return person.model_copy(update={"evidence": text.evidence(sentence.start + start, sentence.start + end)})


def _field_evidence(
    text: ArticleText, spans: dict[str, tuple[int, int]], held: Held
) -> Iterator[FieldEvidence]:
    if "held" in spans and held.part_of_day:
        spans["part_of_day"] = spans["held"]
    for field, (start, end) in spans.items():
        evidence: Evidence = text.evidence(start, end)
        yield FieldEvidence(field=field, **evidence.model_dump())


def _event_type(opening: Sequence[Sentence], spans: dict[str, tuple[int, int]]) -> str | None:
    """The first specific type in the title, then in the dating sentence; else a general one."""
    opening = [line._replace(text=without_honours(line.text)) for line in opening]
    for general in (False, True):
        for line in reversed(opening) if general else opening:
            found = [
                (match.start(), order, name, match.end())
                for order, (name, pattern) in enumerate(_event_types())
                if (name in _GENERAL) == general and (match := pattern.search(line.text))
            ]
            if found:
                start, _, name, end = min(found)
                spans["event_type"] = (line.start + start, line.start + end)
                return name
    return None


def _year_said(text: ArticleText) -> int | None:
    said = re.search(r"(?:năm\s|/)((?:19|20)\d\d)(?!\d)", f"{text.title}\n{text.lead}") or re.search(
        r"(?:năm\s|/)((?:19|20)\d\d)(?!\d)", text.body[:1500]
    )
    return int(said[1]) if said else None
