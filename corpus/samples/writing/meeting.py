"""Reports of meetings: who met when under whose chair, what was reported, concluded and assigned."""

from collections.abc import Callable
from datetime import date, timedelta

from corpus.article import Kind
from corpus.samples.grammar import capitalized
from corpus.samples.people import invented_name
from corpus.samples.sample_article import Gathering
from corpus.samples.writing.agency_words import hosts
from corpus.samples.writing.draft import Draft
from corpus.samples.writing.events import events_for
from corpus.samples.writing.story import Story

_PARTS = ("sáng", "sáng", "sáng", "chiều", "chiều", None, None)
_AT_ONE_PLACE = ("lam-viec", "tiep-xuc-cu-tri", "doi-thoai")
"""Meetings with one commune, which stays the same through the whole report."""
_ROMAN = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
)


def write_meeting(story: Story) -> Draft:
    """The report of a meeting held on or shortly before the day of publication."""
    assignment = story.assignment
    kinds = events_for(story.agency.level, assignment.topic, story.day.month)
    event = kinds[int(story.chance.random() * len(kinds))]
    held = _held_days(story)
    part = _PARTS[int(story.chance.random() * len(_PARTS))] if len(held) == 1 else None
    story.let("khi", _when(story, held, part))
    story.let("noi", story.writer.text("noi_hop"))
    host = story.choose(hosts(story.agency, event.host, story.day))
    story.let("host", host)
    story.let("hn", event.noun)
    _council_words(story)
    chairs = [story.lead_by(story.choose(event.roles))]
    story.let("moc", _period(story))
    if event.event in _AT_ONE_PLACE:
        story.fix("xa")
    story.fix("skill")
    story.fix("event", f"{event.event}.event")
    title = capitalized(story.writer.text(f"{event.event}.title"))
    opening, place = _opening(story, chairs)
    body = [*opening, *_SHAPES[event.shape](story)]
    gathering = Gathering(event.type, held, part, host, tuple(chairs), place)
    captions = tuple(dict.fromkeys(map(capitalized, story.writer.texts("caption", 0, 2))))
    return Draft(Kind.MEETING, title, body, captions, meeting=gathering, citations=story.citations)


def _opening(story: Story, chairs: list[tuple[str, str]]) -> tuple[list[str], str | None]:
    """The lead and the paragraph on who came; and the place, if the lead names it."""
    writer = story.writer
    if writer.chance(0.45):
        lead, after = writer.text("lead_chaired"), ""
    else:
        lead, after = writer.text("lead_open"), _chair_sentence(story, chairs) + " "
    noi = str(writer.values["noi"])
    place = noi if noi in lead else None
    if writer.chance(0.3) and after:
        return [f"{lead} {after}{writer.text('attend')}".strip()], place
    return [lead, f"{after}{writer.text('attend')}".strip()], place


def _chair_sentence(story: Story, chairs: list[tuple[str, str]]) -> str:
    if story.writer.chance(0.15) and story.agency.level != "office":
        second = story.lead_by("van-phong", "chair2")
        if second[0] != chairs[0][0]:
            chairs.append(second)
            return story.writer.text("chair_two")
    return story.writer.text("chair_line")


def _report(story: Story) -> list[str]:
    writer = story.writer
    body = [writer.text("basis")] if writer.chance(0.8) else []
    body += _results(story)
    if writer.chance(0.7):
        body.append(writer.text("weak_line"))
    if writer.chance(0.6):
        body += writer.texts("discuss", 1, 3)
    body += _conclusions(story)
    if writer.chance(0.3):
        body.append(writer.text("khen"))
    if writer.chance(0.5):
        body.append(writer.text("close"))
    return body


def _results(story: Story) -> list[str]:
    writer = story.writer
    sentences = writer.texts("result", 2, 8)
    paragraphs = [f"{writer.text('report_intro')} {' '.join(sentences[:2])}"]
    if rest := sentences[2:]:
        first = (
            rest[0][:1].lower() + rest[0][1:] if not rest[0].startswith(("Ban ", "Hội ", "THPT")) else rest[0]
        )
        paragraphs.append(" ".join([f"{writer.text('result_link')} {first}", *rest[1:]]))
    return paragraphs


def _conclusions(story: Story) -> list[str]:
    writer = story.writer
    praise = writer.text("praise")
    if writer.chance(0.45):
        items = writer.texts("task_item", 3, 4)
        numbered = [f"{place}. {capitalized(item)}" for place, item in enumerate(items, 1)]
        return [f"{praise} {writer.text('task_intro')}", *numbered]
    sentences = writer.texts("task_sentence", 2, 4)
    if writer.chance(0.5):
        return [f"{praise} {sentences[0]}", " ".join(sentences[1:])] if sentences[1:] else [praise]
    return [" ".join([praise, *sentences])]


def _council(story: Story) -> list[str]:
    writer = story.writer
    body = [writer.text("agenda"), *_results(story)]
    body += writer.texts("chat_van", 1, 2)
    return [*body, writer.text("nghi_quyet"), writer.text("be_mac")]


def _voters(story: Story) -> list[str]:
    writer = story.writer
    questions = writer.texts("cu_tri_hoi", 2, 4)
    body = [writer.text("bao_cao_cu_tri"), " ".join(questions[:2]), *questions[2:]]
    body.append(writer.text("tra_loi"))
    return (
        [*body, " ".join([writer.text("praise"), *writer.texts("task_sentence", 1, 2)])]
        if writer.chance(0.5)
        else body
    )


def _dialogue(story: Story) -> list[str]:
    writer = story.writer
    questions = writer.texts("dan_hoi", 2, 4)
    body = [writer.text("bao_cao_dan"), *questions, writer.text("tra_loi")]
    return (
        [*body, " ".join([writer.text("praise"), *writer.texts("task_sentence", 1, 2)])]
        if writer.chance(0.6)
        else body
    )


def _training(story: Story) -> list[str]:
    writer = story.writer
    body = [writer.text("tap_huan_muc_dich"), *writer.texts("tap_huan_noi_dung", 1, 2)]
    return [*body, writer.text("tap_huan_ket")]


def _cadre(story: Story) -> list[str]:
    writer = story.writer
    promoted = invented_name(story.chance)
    story.let("ten_moi", promoted.full)
    story.let("ong_ba_moi", "bà" if promoted.woman else "ông")
    day = story.day - timedelta(days=story.chance.randint(1, 9))
    number = f"{story.chance.randint(40, 2900)}/QĐ-UBND"
    story.let("so_qd", f"Quyết định số {number} ngày {story.short_date(day)}")
    body = writer.texts("quyet_dinh_can_bo", 1, 1)
    body.append(writer.text("giao_nhiem_vu_can_bo"))
    body += [writer.text("nhan_nhiem_vu")] if writer.chance(0.7) else []
    return [*body, *(_results(story)[:1] if writer.chance(0.4) else [])]


_SHAPES: dict[str, Callable[[Story], list[str]]] = {
    "report": _report,
    "council": _council,
    "voters": _voters,
    "dialogue": _dialogue,
    "training": _training,
    "cadre": _cadre,
}


def _held_days(story: Story) -> tuple[date, ...]:
    """One or two days in a row before publication; office days except for a few."""
    held = story.day - timedelta(days=(0, 0, 1, 1, 2, 3)[int(story.chance.random() * 6)])
    held -= timedelta(days=max(0, held.weekday() - 4))
    held = max(held, story.agency.first)
    if story.chance.random() < 0.07 and held.weekday() < 4 and held + timedelta(days=1) <= story.day:
        return (held, held + timedelta(days=1))
    return (held,)


def _when(story: Story, held: tuple[date, ...], part: str | None) -> str:
    first = held[0]
    if len(held) == 2:
        same = first.month == held[1].month
        start = str(first.day) if same else f"{first.day}/{first.month}"
        return f"trong 02 ngày {start} và {story.short_date(held[1]).lstrip('0')}"
    short_year = first.year == story.day.year and story.chance.random() < 0.3
    written = f"{first.day}/{first.month}" if short_year else story.short_date(first)
    if part is None:
        return f"ngày {written}"
    return f"{part} ngày {written}" if story.chance.random() < 0.75 or short_year else f"{part} {written}"


def _period(story: Story) -> str:
    """The span of time that a report on this day looks back at."""
    month, year = story.day.month, story.day.year
    if story.chance.random() < 0.2:
        return f"{story.choose(('02', '03', '05', '10'))} năm"
    if month in (1, 2, 12):
        return f"năm {year - (month < 12)}"
    return {3: f"quý I năm {year}", 4: f"quý I năm {year}", 5: f"4 tháng đầu năm {year}"}.get(
        month, f"6 tháng đầu năm {year}" if month < 9 else f"9 tháng năm {year}"
    )


def _council_words(story: Story) -> None:
    """Term and session of the People's Council: terms of 2011, 2016, 2021 and 2026."""
    day, commune = story.day, story.agency.level == "commune"
    start, years = _council_term(day)
    base = len(story.agency.place) % 4
    order = (start.year - 2021) // 5
    story.let("khoa", _ROMAN[order] if commune else _ROMAN[11 + base + order])
    story.let("nhiem_ky", years)
    story.let("ky", str(max(1, (day - start).days // 140 + 1)))


def _council_term(day: date) -> tuple[date, str]:
    starts = (date(2011, 6, 1), date(2016, 6, 15), date(2021, 6, 15), date(2026, 4, 1))
    start = max(first for first in starts if first <= day)
    return start, f"{start.year} - {start.year + 5}"
