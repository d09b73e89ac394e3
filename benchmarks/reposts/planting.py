"""Re-posts as portals make them: another agency's header and counters, one sentence changed."""

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from corpus.article import Article, PartialDate
from corpus.samples.corpus_file import sample_url
from corpus.samples.generate import generate_articles
from corpus.samples.sample_article import to_article

_HEADERS = (
    "CỔNG THÔNG TIN ĐIỆN TỬ {agency}",
    "Trang chủ » Tin tức - Sự kiện » Tin trong tỉnh",
    "Thứ {weekday}, ngày {day:02}/{month:02}/{year} | {hour:02}:{minute:02}",
    "Ngày đăng: {day:02}/{month:02}/{year} - Lượt xem: {views}",
    "Cập nhật lúc: {hour:02}h{minute:02} {day}/{month}/{year}",
    "Cỡ chữ: A- A A+",
)
_FOOTERS = (
    "Lượt xem: {views}",
    "Đã xem: {views} | Phản hồi: 0",
    "{views} lượt xem",
    "Nguồn: {agency}",
    "(Theo {agency})",
    "Tác giả: Ban Biên tập",
    "In trang | Gửi email | Chia sẻ",
)
_DATELINES = ("", "", "(TTĐT) - ", "(Cổng TTĐT tỉnh) – ", "ĐTO - ")
_SENTENCES = (
    "Đây là việc làm thiết thực, góp phần hoàn thành nhiệm vụ chính trị của đơn vị trong thời gian tới.",
    "Buổi làm việc diễn ra trong không khí cởi mở, thẳng thắn và đạt được nhiều kết quả.",
    "Sau phần thảo luận, các ý kiến đều được chủ tọa ghi nhận và giải đáp ngay tại chỗ.",
)
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
_TWICE = 0.1
"""So many of the originals are re-posted by two portals."""


def articles(count: int, seed: int) -> Iterator[Article]:
    """`count` invented articles of many agencies; forms make many of them alike."""
    for sample in generate_articles(count, seed):
        yield to_article(sample, sample_url(sample), "sample")


def reposts(originals: list[Article], count: int, seed: int) -> list[tuple[Article, Article]]:
    """`count` re-posts, each with its original; originals are drawn without regard to kind and length."""
    chance = random.Random(seed)
    drawn = chance.sample(originals, count)
    doubled = drawn[: round(count * _TWICE)]
    chosen = [*doubled, *drawn[: count - len(doubled)]]
    return [(repost_of(original, chance, number, seed), original) for number, original in enumerate(chosen)]


def repost_of(original: Article, chance: random.Random, number: int, seed: int) -> Article:
    """The article as another portal posts it hours or days later."""
    agency = f"HUYỆN {chance.choice(('TÂN LẬP', 'AN HÒA', 'PHÚ MỸ', 'LONG BÌNH'))}"
    published = original.published
    later = None
    if published is not None:
        moment = _moment(published) + timedelta(minutes=chance.randint(60, 4000))
        later = PartialDate(value=moment.isoformat(), precision="minute", source="markup")
    body = list(_changed(original.body, chance))
    body[0] = chance.choice(_DATELINES) + body[0]
    body = [
        *_lines(_HEADERS, chance, agency, most=2),
        *body,
        *_lines(_FOOTERS, chance, agency, most=3),
    ]
    return original.model_copy(
        update={
            "url": f"https://repost-{number % 97}.example/tin/{seed}-{number}",
            "portal": f"repost-{number % 97}",
            "body": tuple(body),
            "lead": body[0],
            "published": later,
        }
    )


def _moment(published: PartialDate) -> datetime:
    return datetime.fromisoformat(published.value)


def _changed(body: tuple[str, ...], chance: random.Random) -> tuple[str, ...]:
    """One sentence dropped, put in place of another, added, or with two of its words changed."""
    sentences = [(at, text) for at, paragraph in enumerate(body) for text in _SENTENCE_END.split(paragraph)]
    place = chance.randrange(len(sentences))
    at, text = sentences[place]
    way = chance.randrange(4)
    if way == 0 and len(sentences) > 1:
        sentences.pop(place)
    elif way == 1:
        sentences[place] = (at, chance.choice(_SENTENCES))
    elif way == 2:
        words = text.split()
        for _ in range(2):
            words[chance.randrange(len(words))] = chance.choice(("cùng", "đã", "tại", "được"))
        sentences[place] = (at, " ".join(words))
    else:
        sentences.insert(place + 1, (at, chance.choice(_SENTENCES)))
    paragraphs: dict[int, list[str]] = {}
    for number, sentence in sentences:
        paragraphs.setdefault(number, []).append(sentence)
    return tuple(" ".join(parts) for parts in paragraphs.values())


def _lines(forms: tuple[str, ...], chance: random.Random, agency: str, most: int) -> list[str]:
    values = {
        "agency": agency,
        "weekday": chance.choice(("hai", "ba", "tư", "năm", "sáu")),
        "day": chance.randint(1, 28),
        "month": chance.randint(1, 12),
        "year": chance.randint(2013, 2026),
        "hour": chance.randint(7, 17),
        "minute": chance.randint(0, 59),
        "views": f"{chance.randint(1, 9)}.{chance.randint(100, 999)}",
    }
    return [form.format(**values) for form in chance.sample(forms, chance.randint(0, most))]
