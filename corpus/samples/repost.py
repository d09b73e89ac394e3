"""Re-posts: one portal's article on another portal, the same but for the header and one sentence."""

import random
from datetime import timedelta

from corpus.article import Kind
from corpus.samples.agencies import Agency
from corpus.samples.cast import agency_name
from corpus.samples.sample_article import SampleArticle

_LAST_SENTENCES = (
    "Hoạt động tương tự cũng đang được nhiều địa phương trong khu vực triển khai.",
    "Tài liệu liên quan được lưu tại văn phòng của đơn vị chủ trì.",
    "Các nội dung liên quan sẽ tiếp tục được cập nhật trong thời gian tới.",
)
_WHOLE_SENTENCES = 3
"""A paragraph of this many sentences or more can lose one without losing its sense."""


def reposted(article: SampleArticle, agency: Agency, chance: random.Random, number: int) -> SampleArticle:
    """`article` as `agency` posts it one to forty-eight hours later, naming the source."""
    published = article.published + timedelta(minutes=chance.randint(60, 2880))
    body = article.body if article.kind is Kind.DOCUMENT else _changed(article.body, chance)
    return article._replace(
        number=number,
        portal=agency.key,
        published=published,
        agency=agency_name(agency, published.date()),
        province=agency.province.name,
        province_now=agency.province.now,
        body=body,
        author=None,
        source=article.agency,
    )


def _changed(body: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """The paragraphs with one sentence dropped from inside or one added at the end."""
    long = [place for place, text in enumerate(body) if place and text.count(". ") >= _WHOLE_SENTENCES - 1]
    if long and chance.random() < 0.5:
        place = chance.choice(long)
        sentences = body[place].split(". ")
        del sentences[1]
        return (*body[:place], ". ".join(sentences), *body[place + 1 :])
    return (*body, chance.choice(_LAST_SENTENCES))
