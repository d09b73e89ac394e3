"""From an assignment to a finished sample: chooses the writer, adds habits of spelling, byline and files."""

import re
from collections.abc import Callable

from corpus.article import Kind
from corpus.samples.cast import agency_name
from corpus.samples.people import invented_name
from corpus.samples.sample_article import Gathering, SampleArticle
from corpus.samples.spelling import Habit, spelled, without_marks
from corpus.samples.writing.document import posted, write_document
from corpus.samples.writing.draft import Draft
from corpus.samples.writing.meeting import write_meeting
from corpus.samples.writing.news import write_news
from corpus.samples.writing.notice import write_notice
from corpus.samples.writing.story import Assignment, Story

_WRITERS: dict[Kind, Callable[[Story], Draft]] = {
    Kind.MEETING: write_meeting,
    Kind.DOCUMENT: write_document,
    Kind.NOTICE: write_notice,
    Kind.NEWS: write_news,
}
_HABITS: tuple[Habit, ...] = ("standard",) * 7 + ("i-for-y", "new-tones", "new-tones")
_FILE_SHARE = {Kind.MEETING: 0.25, Kind.DOCUMENT: 0.95, Kind.NOTICE: 0.5, Kind.NEWS: 0.06}
_BYLINE_SHARE = {Kind.MEETING: 0.7, Kind.DOCUMENT: 0.0, Kind.NOTICE: 0.0, Kind.NEWS: 0.8}
_FILE_NAME_CHARS = 70
"""Editors cut the names of files about here."""


def compose(assignment: Assignment, number: int) -> SampleArticle:
    """The article that the assignment asks for; the same for the same assignment and number."""
    story = Story(assignment)
    draft = _WRITERS[assignment.kind](story)
    habit = _HABITS[int(story.chance.random() * len(_HABITS))]
    agency, topic = assignment.agency, assignment.topic
    published = assignment.published if draft.letterhead is None else posted(story, assignment.published)
    return SampleArticle(
        number=number,
        portal=agency.key,
        published=published,
        kind=draft.kind,
        topic=topic,
        agency=agency_name(agency, published.date()),
        province=agency.province.name,
        province_now=agency.province.now,
        title=_neat(spelled(draft.title, habit)),
        body=tuple(_neat(spelled(paragraph, habit)) for paragraph in draft.body),
        captions=tuple(spelled(caption, habit) for caption in draft.captions),
        author=_byline(story) if story.chance.random() < _BYLINE_SHARE[draft.kind] else None,
        attachments=_files(story, draft),
        meeting=_spelled_meeting(draft.meeting, habit) if draft.meeting else None,
        letterhead=draft.letterhead,
        citations=tuple(
            citation._replace(issuer=spelled(citation.issuer, habit)) for citation in draft.citations
        ),
    )


def _spelled_meeting(meeting: Gathering, habit: Habit) -> Gathering:
    """The meeting with names of bodies as the text spells them."""
    return meeting._replace(
        host=spelled(meeting.host, habit),
        place=spelled(meeting.place, habit) if meeting.place else None,
        chairs=tuple((name, spelled(post, habit)) for name, post in meeting.chairs),
    )


def _neat(text: str) -> str:
    return text.replace("  ", " ").replace("..", ".").strip()


def _byline(story: Story) -> str:
    """The pen name of a reporter: middle and given name, now and then the full name."""
    full = invented_name(story.chance).full
    return full if story.chance.random() < 0.3 else " ".join(full.split()[-2:])


def _files(story: Story, draft: Draft) -> tuple[str, ...]:
    if story.chance.random() >= _FILE_SHARE[draft.kind]:
        return ()
    names = [_file_name(story, draft)]
    if story.chance.random() < 0.3:
        names.append(
            story.choose(("Phụ lục.xlsx", "Phu luc kem theo.docx", "Phụ lục 1.xlsx", "Bieu mau.doc"))
        )
    return tuple(names)


def _file_name(story: Story, draft: Draft) -> str:
    """A name as editors give it: the number of the document, or the title with or without accents."""
    head = draft.letterhead
    if head and head.number and story.chance.random() < 0.5:
        stem = head.number.replace("/", "-")
        return story.choose((f"{stem}.pdf", f"{stem}.signed.pdf", f"{head.kind} {stem}.pdf"))
    title = re.sub(r'[:"“”?*<>|]', "", draft.title.replace("/", "-"))[:_FILE_NAME_CHARS].strip()
    title = title.rsplit(" ", 1)[0] if len(title) == _FILE_NAME_CHARS else title
    bare = without_marks(title)
    return story.choose((f"{bare}.doc", f"{bare}.pdf", f"{bare}.docx", f"{title}.pdf", f"{title}.docx"))
