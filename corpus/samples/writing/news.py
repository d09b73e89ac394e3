"""News of what an agency and its people did: short reports with voices of leaders and residents."""

from corpus.article import Kind
from corpus.samples.grammar import capitalized
from corpus.samples.writing.agency_words import hosts
from corpus.samples.writing.draft import Draft
from corpus.samples.writing.story import Story

_ROLES = ("chu-tich", "pho-van-xa", "pho-kinh-te", "mat-tran", "pho-bi-thu")
_PARTS = ("sáng ", "sáng ", "chiều ", "", "", "tối ")


def write_news(story: Story) -> Draft:
    """A news report on an act of the topic."""
    writer = story.writer
    story.let("host", story.choose(hosts(story.agency, "ubnd", story.day)))
    story.let("noi", writer.text("noi_hop"))
    story.let("hn", "buổi lễ")
    story.let("khi", f"{story.choose(_PARTS)}ngày {story.short_date(story.day)}")
    place = writer.text("xa")
    story.let("xa", place)
    story.lead_by(story.choose(_ROLES))
    act = story.choose(tuple(writer.numbered("act")))
    story.let("act_self", writer.text(act))
    body = [writer.text("news.lead")]
    if writer.chance(0.4):
        body.append(writer.text("news.background"))
    details = writer.texts(act.replace("act", "detail"), 3, 5)
    body += [" ".join(details[:2]), " ".join(details[2:])]
    body += [writer.text("news.resident")] if writer.chance(0.45) else []
    body += [" ".join(writer.texts("result", 1, 2))] if writer.chance(0.35) else []
    body += [writer.text("news.speech")] if writer.chance(0.7) else []
    body.append(writer.text("phan_khoi") if writer.chance(0.5) else writer.text("news.next"))
    title = capitalized(writer.text("news.title"))
    captions = tuple(dict.fromkeys(map(capitalized, writer.texts("news.caption", 0, 2))))
    return Draft(Kind.NEWS, title, body, captions, citations=story.citations)
