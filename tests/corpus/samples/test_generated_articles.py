"""What every generated article must be, whatever its subject."""

import gzip
import re
import unicodedata
from collections import Counter
from datetime import date
from itertools import islice
from pathlib import Path

from corpus.article import Article, Kind
from corpus.samples import write_corpus
from corpus.samples.agencies import TWO_TIER_DAY, provinces
from corpus.samples.cast import topic_ids
from corpus.samples.corpus_file import sample_url
from corpus.samples.generate import generate_articles
from corpus.samples.sample_article import SampleArticle, to_article

_SYLLABLE = re.compile(r"\w+")


def whole_text(article: SampleArticle) -> str:
    return "\n".join((article.title, *article.body, *article.captions))


def test_the_same_seed_gives_the_same_articles(some_articles: list[SampleArticle]) -> None:
    assert list(generate_articles(200, seed=11)) == some_articles[:200]


def test_another_seed_gives_other_articles(some_articles: list[SampleArticle]) -> None:
    other = next(generate_articles(1, seed=12))
    assert other.title != some_articles[0].title or other.body != some_articles[0].body


def test_generation_is_a_stream() -> None:
    assert len(list(islice(generate_articles(10**9, seed=1), 3))) == 3


def test_urls_are_unique(some_articles: list[SampleArticle]) -> None:
    assert len(set(map(sample_url, some_articles))) == len(some_articles)


def test_all_text_is_nfc(some_articles: list[SampleArticle]) -> None:
    for article in some_articles:
        text = whole_text(article) + (article.author or "") + "".join(article.attachments)
        assert unicodedata.is_normalized("NFC", text)


def test_no_slot_is_left_unfilled(some_articles: list[SampleArticle]) -> None:
    for article in some_articles:
        text = whole_text(article)
        assert not re.search(r"[{}@]|  | ,|\.\.|None", text), text


def test_sentences_begin_with_a_capital(some_articles: list[SampleArticle]) -> None:
    for article in some_articles:
        for paragraph in (article.title, *article.body):
            first = paragraph.lstrip("0123456789. “-")[:1]
            assert first == "" or not first.islower(), paragraph


def test_no_district_and_no_old_province_after_june_2025(some_articles: list[SampleArticle]) -> None:
    new = {province.name for province in provinces() if province.first >= TWO_TIER_DAY}
    late = [article for article in some_articles if article.published.date() >= TWO_TIER_DAY]
    assert len(late) > 300
    for article in late:
        assert "huyện" not in article.agency.lower()
        assert article.province in new
        assert not re.search(r"[Hh]uyện ủy|UBND (huyện|thị xã)|Thị ủy", whole_text(article)), article.body


def test_old_agencies_use_old_provinces(some_articles: list[SampleArticle]) -> None:
    for article in some_articles:
        province = next(
            p for p in provinces() if p.name == article.province and p.now == article.province_now
        )
        day = article.published.date()
        known = [p for p in provinces() if p.name == article.province]
        assert province.now
        # A re-post may go online up to two days after the last day of its portal's province.
        assert any(p.first <= day and (day - p.last).days <= 5 for p in known)


def test_dates_are_between_2012_and_2026(some_articles: list[SampleArticle]) -> None:
    assert {article.published.year for article in some_articles} == set(range(2012, 2027))
    assert all(article.published.utcoffset() is not None for article in some_articles)


def test_lengths_are_those_of_portal_articles(some_articles: list[SampleArticle]) -> None:
    lengths = sorted(len(_SYLLABLE.findall(" ".join(article.body))) for article in some_articles)
    assert lengths[0] >= 60
    assert lengths[len(lengths) // 20] >= 100
    assert lengths[-1] <= 1100


def test_kinds_and_topics_are_all_there(some_articles: list[SampleArticle]) -> None:
    kinds = Counter(article.kind for article in some_articles)
    assert set(kinds) == {Kind.MEETING, Kind.DOCUMENT, Kind.NOTICE, Kind.NEWS}
    assert {article.topic for article in some_articles} == set(topic_ids())


def test_sentences_are_varied(some_articles: list[SampleArticle]) -> None:
    sentences = [s for a in some_articles for p in a.body for s in re.split(r"(?<=[.:]) ", p) if len(s) > 40]
    assert len(set(sentences)) / len(sentences) >= 0.65
    assert len({article.title for article in some_articles}) / len(some_articles) >= 0.75


def test_the_vocabulary_is_large(some_articles: list[SampleArticle]) -> None:
    words = Counter(word.lower() for a in some_articles for p in a.body for word in _SYLLABLE.findall(p))
    assert len(words) >= 2500


def test_a_meeting_names_its_chairs_and_day(some_articles: list[SampleArticle]) -> None:
    own = [article for article in some_articles if article.meeting and article.source is None]
    assert len(own) > 800
    for article in own:
        gathering = article.meeting
        assert gathering
        opening = " ".join(article.body[:2])
        assert all(name in opening and post in opening for name, post in gathering.chairs)
        assert gathering.host.lower() in opening.lower() or gathering.chairs[0][0] in article.body[0]
        assert all(0 <= (article.published.date() - day).days <= 6 for day in gathering.held)


def test_citations_stand_in_the_text_and_are_older(some_articles: list[SampleArticle]) -> None:
    cited = [(article, citation) for article in some_articles for citation in article.citations]
    assert len(cited) > 1500
    for article, citation in cited:
        assert citation.day < article.published.date()
        assert citation.number in citation.raw
        if article.source is None:
            assert any(citation.raw in text for text in (article.title, *article.body))


def test_documents_and_people_recur(some_articles: list[SampleArticle]) -> None:
    numbers = Counter((c.number, c.issuer, c.day) for a in some_articles for c in a.citations)
    chairs = Counter((n, a.portal) for a in some_articles if a.meeting for n, _ in a.meeting.chairs)
    assert sum(count > 1 for count in numbers.values()) > 100
    assert sum(count > 1 for count in chairs.values()) > 60


def test_letters_have_a_letterhead(some_articles: list[SampleArticle]) -> None:
    documents = [article for article in some_articles if article.kind is Kind.DOCUMENT]
    assert all(article.letterhead and article.letterhead.signer for article in documents)
    assert any(article.body[0].startswith("Kính gửi: ") for article in documents)


def test_reposts_are_nearly_the_same_article(some_articles: list[SampleArticle]) -> None:
    reposts = [article for article in some_articles if article.source]
    assert 0.02 < len(reposts) / len(some_articles) < 0.07
    assert all(article.source != article.agency or article.kind for article in reposts)


def test_an_article_of_the_corpus_comes_of_every_sample(some_articles: list[SampleArticle]) -> None:
    for sample in some_articles[:300]:
        article = to_article(sample, sample_url(sample), "sample")
        assert article.body == sample.body
        assert article.published
        assert article.published.day_number == int(sample.published.strftime("%Y%m%d"))
        if article.meeting:
            assert article.meeting.held[0].precision == "day"


def test_departments_have_the_names_of_their_day(some_articles: list[SampleArticle]) -> None:
    for article in some_articles:
        if "Nông nghiệp và Môi trường" in article.agency:
            assert article.published.date() >= date(2025, 3, 1)
        if "Tài nguyên và Môi trường" in article.agency or "Thông tin và Truyền thông" in article.agency:
            assert article.published.date() < date(2025, 3, 1)


def test_a_corpus_file_holds_one_article_a_line_and_has_the_same_bytes_again(tmp_path: Path) -> None:
    plain, packed, again = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl.gz"
    seen: list[tuple[str, int, int | None]] = []
    write_corpus(plain, 60, 5, lambda label, done, total: seen.append((label, done, total)))
    write_corpus(packed, 60, 5)
    write_corpus(again, 60, 5)
    articles = [Article.model_validate_json(line) for line in plain.read_text(encoding="utf-8").splitlines()]
    assert len(articles) == 60
    assert seen[-1] == ("articles", 60, 60)
    assert gzip.decompress(packed.read_bytes()) == plain.read_bytes()
    assert packed.read_bytes() == again.read_bytes()
