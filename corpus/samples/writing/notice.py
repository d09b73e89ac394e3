"""Notices to the public: what, when, where, whom to ask."""

from datetime import timedelta

from corpus.article import Kind
from corpus.samples.cast import agency_name
from corpus.samples.grammar import capitalized
from corpus.samples.writing.draft import Draft
from corpus.samples.writing.story import Story


def write_notice(story: Story) -> Draft:
    """A notice on a matter of the topic."""
    writer = story.writer
    story.let("host", agency_name(story.agency, story.day))
    story.let("noi", writer.text("noi_hop"))
    first = story.day + timedelta(days=story.chance.randint(2, 12))
    last = first + timedelta(days=story.chance.randint(2, 30))
    story.let("ngay_1", story.short_date(first))
    story.let("ngay_2", story.short_date(last))
    story.let("gio", story.choose(("07", "08")))
    subject = story.choose(tuple(writer.numbered("notice")))
    story.let("notice", writer.text(subject))
    body = [writer.text("notice.lead"), writer.text("notice.time_line")]
    if writer.chance(0.7):
        body.append(writer.text("notice.place_line"))
    body += writer.texts(subject.replace("notice", "notice_line"), 1, 3)
    body += writer.texts("notice.general_line", 0, 2)
    body.append(writer.text("notice.contact"))
    return Draft(Kind.NOTICE, capitalized(writer.text("notice.title")), body, (), citations=story.citations)
