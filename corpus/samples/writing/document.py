"""Official documents as portals post them: letters, plans, conclusions of meetings, invitations."""

from datetime import datetime, timedelta
from typing import NamedTuple

from corpus.article import Kind
from corpus.samples.agencies import unit_for
from corpus.samples.cast import IssuedDocument, agency_name
from corpus.samples.grammar import capitalized
from corpus.samples.sample_article import Letterhead
from corpus.samples.writing.draft import Draft
from corpus.samples.writing.story import Story

_LEDGER_SHARE = 0.2
"""How often a posted document is one that other articles cite."""
_BLANK_SHARE = 0.2
"""How often a department of education posts a letter whose number and day were left blank."""


class Form(NamedTuple):
    """A form of document: its name, code in numbers, and about how many an agency issues a year."""

    name: str
    code: str
    yearly: int


LETTER = Form("Công văn", "CV", 2600)
PLAN = Form("Kế hoạch", "KH", 310)
CONCLUSION = Form("Thông báo", "TB", 420)
INVITATION = Form("Giấy mời", "GM", 640)
_FORMS = (LETTER, LETTER, LETTER, PLAN, PLAN, CONCLUSION, INVITATION)


def write_document(story: Story) -> Draft:
    """An official document with its letterhead; its text begins with the recipients where it has some."""
    form = _FORMS[int(story.chance.random() * len(_FORMS))]
    issued = _from_ledger(story)
    if issued is not None:
        form = PLAN if issued.kind == "Kế hoạch" else LETTER
        story.day = issued.day
    story.let("issuer", agency_name(story.agency, story.day))
    story.let("host", agency_name(story.agency, story.day))
    story.let("noi", story.writer.text("noi_hop"))
    subject = issued.about if issued else story.writer.text("subject")
    story.let("subject_self", subject)
    letterhead = _letterhead(story, form, subject, issued.number if issued else None)
    body = _BODIES[form.name](story)
    if letterhead.recipients:
        body.insert(0, f"Kính gửi: {letterhead.recipients}.")
    return Draft(Kind.DOCUMENT, _title(story, form, letterhead), body, (), None, letterhead, story.citations)


def posted(story: Story, published: datetime) -> datetime:
    """When the document went online: `published`, or soon after its own day if that is another."""
    if story.day == published.date():
        return published
    return published.replace(year=story.day.year, month=story.day.month, day=story.day.day)


def _from_ledger(story: Story) -> IssuedDocument | None:
    if story.chance.random() >= _LEDGER_SHARE:
        return None
    known = story.cast.documents(story.assignment.topic)
    fitting = [document for document in known if document.kind in (LETTER.name, PLAN.name)]
    return fitting[int(story.chance.random() * len(fitting))] if fitting else None


def _letterhead(story: Story, form: Form, subject: str, number: str | None) -> Letterhead:
    agency, day = story.agency, story.day
    blank = number is None and agency.level == "office" and story.chance.random() < _BLANK_SHARE
    number = number or _number(story, form)
    symbol = number.split("/", 1)[-1]
    role, post = _signer_role(story)
    signer = story.cast.leader(role, day).name.full
    recipients = None
    if form in (LETTER, INVITATION):
        recipients = story.writer.text(
            "document.recipients_school" if agency.level == "office" else "document.recipients"
        )
    return Letterhead(
        "" if blank else number, symbol, agency.place, day.year, day.month, None if blank else day.day,
        _subject_line(form, subject), agency_name(agency, day), recipients, signer, post, form.name,
    )  # fmt: skip


def _subject_line(form: Form, subject: str) -> str:
    return f"V/v {subject}" if form is LETTER else capitalized(subject)


def _number(story: Story, form: Form) -> str:
    agency, day = story.agency, story.day
    count = max(1, round(form.yearly * day.timetuple().tm_yday / 366 * story.chance.uniform(0.86, 1.0)))
    if agency.level == "party":
        return f"{count // 4 + 1:02}-{form.code}/HU"
    if agency.level in ("department", "office"):
        own = unit_for(agency.topic, agency.level, day).code
        if form is LETTER:
            return f"{count}/{own}" if agency.level == "office" else f"{count}/{own}-VP"
        return f"{count // 2 + 1:02}/{form.code}-{own}"
    if form is LETTER:
        unit = unit_for(story.assignment.topic, agency.level, day).code
        return f"{count}/UBND-{unit.removeprefix('P')}"
    return f"{count:02}/{form.code}-UBND"


def _signer_role(story: Story) -> tuple[str, str]:
    deputy = story.chance.random() < 0.6
    head = {
        "department": ("GIÁM ĐỐC", "KT. GIÁM ĐỐC - PHÓ GIÁM ĐỐC"),
        "office": ("TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG - PHÓ TRƯỞNG PHÒNG"),
        "party": ("T/M BAN THƯỜNG VỤ - PHÓ BÍ THƯ", "T/M BAN THƯỜNG VỤ - PHÓ BÍ THƯ"),
    }.get(story.agency.level, ("CHỦ TỊCH", "KT. CHỦ TỊCH - PHÓ CHỦ TỊCH"))
    if story.agency.level == "party":
        return "pho-bi-thu", head[0]
    return ("pho-kinh-te", head[1]) if deputy else ("chu-tich", head[0])


def _title(story: Story, form: Form, letterhead: Letterhead) -> str:
    subject = letterhead.subject.removeprefix("V/v ")
    lower = subject[:1].lower() + subject[1:]
    full = f"{form.name} số {letterhead.number} về {lower}"
    work = story.writer.values["work_short"]
    options = {
        LETTER.name: (f"V/v {lower}", full, f"Công văn về việc {lower}"),
        PLAN.name: (f"Kế hoạch {lower}", full, f"{letterhead.issuer} ban hành Kế hoạch {lower}"),
        CONCLUSION.name: (
            f"Thông báo kết luận của lãnh đạo {letterhead.issuer} tại cuộc họp về {work}",
            f"Thông báo kết luận cuộc họp bàn {lower}",
        ),
        INVITATION.name: (
            f"Giấy mời họp về {work}",
            f"Giấy mời dự họp bàn {lower}",
        ),
    }[form.name]
    chosen = story.choose(options)
    return chosen if letterhead.number or chosen is not full else options[0]


def _numbered_items(story: Story, low: int, high: int, rule: str) -> list[str]:
    items = story.writer.texts(rule, low, high)
    return [f"{place}. {item}" for place, item in enumerate(items, 1)]


def _letter(story: Story) -> list[str]:
    writer = story.writer
    body = [writer.text("document.opening"), *_numbered_items(story, 3, 4, "document.item")]
    if writer.chance(0.7):
        body.append(f"{len(body)}. {writer.text('document.report_item')}")
    return [*body, writer.text("document.closing")]


def _plan(story: Story) -> list[str]:
    writer = story.writer
    purposes = _numbered_items(story, 2, 4, "document.plan_purpose_line")
    tasks = [f"{place}. {capitalized(story.duty())}." for place in range(1, writer.number(5, 10))]
    duties = _numbered_items(story, 2, 4, "document.plan_org_line")
    return [
        writer.text("document.plan_opening"),
        writer.text("document.plan_purpose"), *purposes,
        writer.text("document.plan_tasks"), *tasks,
        writer.text("document.plan_org"), *duties,
        writer.text("document.closing"),
    ]  # fmt: skip


def _conclusion(story: Story) -> list[str]:
    writer = story.writer
    held = story.day - timedelta(days=story.chance.randint(1, 4))
    story.let("khi", f"ngày {story.short_date(held)}")
    story.let("hn", "cuộc họp")
    story.lead_by(story.choose(("chu-tich", "pho-kinh-te", "pho-van-xa")))
    items = writer.texts("task_item", 3, 6)
    numbered = [f"{place}. {capitalized(item)}" for place, item in enumerate(items, 1)]
    return [writer.text("document.conclusion_opening"), *numbered, writer.text("document.conclusion_closing")]


def _invitation(story: Story) -> list[str]:
    writer = story.writer
    held = story.day + timedelta(days=story.chance.randint(2, 6))
    held -= timedelta(days=max(0, held.weekday() - 4))
    weekdays = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu")
    story.let("ngay_hop", story.short_date(held))
    story.let("thu", weekdays[held.weekday()])
    story.let("gio", story.choose(("07", "08", "13", "14")))
    story.let("hn", "cuộc họp")
    names = ("opening", "time", "place", "people", "content", "prepare", "closing")
    return [writer.text(f"document.invite_{name}") for name in names]


_BODIES = {
    LETTER.name: _letter,
    PLAN.name: _plan,
    CONCLUSION.name: _conclusion,
    INVITATION.name: _invitation,
}
