"""News of what an agency and its people did: short reports with voices of leaders and residents."""

from corpus.article import Kind
from corpus.samples.grammar import capitalized
from corpus.samples.writing.agency_words import hosts
from corpus.samples.writing.draft import Draft
from corpus.samples.writing.story import Story

_ROLES = ("chu-tich", "pho-van-xa", "pho-kinh-te", "mat-tran", "pho-bi-thu")
_WITHOUT_CEREMONY = " viec"
"""How the names of acts end that no one opens, attends or applauds: inspections, seizures, fines."""
_OF_THE_OFFICE = ("to-chuc-can-bo", "xay-dung-dang", "tai-chinh-dau-tu-cong", "chinh-quyen-hdnd")
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
    plain = "_plain" if act.endswith(_WITHOUT_CEREMONY) else ""
    body = [writer.text(f"news.lead{plain}")]
    if writer.chance(0.55):
        body.append(writer.text("news.background"))
    details = writer.texts(act.replace("act", "detail"), 3, 5)
    body += [" ".join(details[:2]), " ".join(details[2:])]
    body += [writer.text("news.resident")] if writer.chance(0.45) and not plain else []
    body += [" ".join(writer.texts("result", 1, 2))] if writer.chance(0.35) else []
    body += [writer.text(f"news.speech{plain}")] if writer.chance(0.7) else []
    cheerful = not plain and _is_public(story) and writer.chance(0.5)
    body.append(writer.text("phan_khoi" if cheerful else "news.next"))
    title = capitalized(writer.text("news.title"))
    captions = () if plain else tuple(dict.fromkeys(map(capitalized, writer.texts("news.caption", 0, 2))))
    return Draft(Kind.NEWS, title, body, captions, citations=story.citations)


def _is_public(story: Story) -> bool:
    """Whether the topic is one at which residents rejoice."""
    return story.assignment.topic not in _OF_THE_OFFICE
