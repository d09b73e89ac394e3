"""Topics of portal texts written for this test (topics.tsv, never trained on), and the sealed model."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.enrich.mentions import find_mentions, masked
from corpus.enrich.topic import topic_labels, topic_scores
from corpus.enrich.topic_model import (
    MODEL_PATH,
    TopicModel,
    TopicReader,
    UnreadableModelError,
    count_features,
    pack,
    topic_model,
    unpack,
)
from corpus.enrich.topic_rules import rule_scores, syllables


def _rows() -> list[tuple[tuple[str, ...], str]]:
    lines = (Path(__file__).parent / "topics.tsv").read_text(encoding="utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return [(tuple(filter(None, topics.split(";"))), f"{title}\n{body}") for topics, title, body in cells]


ROWS = _rows()
RARITY, WEIGHTS = (1.0, 2.0, 3.0, 1.5), (1.0, -1.0, 2.0, 0.5)
MODEL = TopicModel(
    ("a",),
    ("x", "x y", "y", "y x"),
    np.array(RARITY, np.float32),
    np.array(WEIGHTS, np.float32)[:, None],
    (-3.0,),
)


@pytest.mark.parametrize(("topics", "text"), ROWS, ids=[text.partition("\n")[0] for _, text in ROWS])
def test_the_main_topic_of_a_portal_text(topics: tuple[str, ...], text: str) -> None:
    found = [score.topic for score in topic_scores(text)]
    assert found[:1] == list(topics[:1])
    assert set(topics) <= set(found)


def test_further_topics_are_few() -> None:
    """Of 106 texts no more than 12 are given a topic too many."""
    assert sum(len(topic_scores(text)) > len(topics) for topics, text in ROWS) <= 12


def test_two_topics_of_one_weight_are_both_found() -> None:
    text = "Thông báo tuyển dụng viên chức ngành giáo dục\nUBND huyện tuyển 58 giáo viên; nộp phiếu dự tuyển."
    assert {score.topic for score in topic_scores(text)} == {"giao-duc", "to-chuc-can-bo"}


@pytest.mark.parametrize("number", [f"00{digit}" for digit in range(5)])
def test_all_topics_of_the_golden_articles(shared: Path, number: str) -> None:
    gold = json.loads((shared / "gold" / f"{number}.json").read_text(encoding="utf-8"))
    (path,) = (shared / "pages").glob(f"{number}_*.gold.json")
    page = json.loads(path.read_text(encoding="utf-8"))
    text = "\n".join([page["title"], *page["body"]])
    found = [score.topic for score in topic_scores(masked(text, find_mentions(text)))]
    assert found[0] == gold["topic"]
    assert set(found[1:]) == set(gold["topics_secondary"])


def test_every_topic_has_texts_here() -> None:
    assert {topics[0] for topics, _ in ROWS if topics} == set(topic_labels())


def test_texts_here_were_not_trained_on() -> None:
    own = (MODEL_PATH.parent / "topic_lines.tsv").read_text(encoding="utf-8")
    titles = {line.split("\t")[1] for line in own.splitlines()}
    assert titles.isdisjoint(text.partition("\n")[0] for _, text in ROWS)


def test_confidences_fall_and_none_is_given_when_unsure() -> None:
    found = topic_scores(ROWS[2][1])
    assert [score.confidence for score in found] == sorted((s.confidence for s in found), reverse=True)
    assert all(0.5 <= score.confidence <= 1 for score in found)
    assert topic_scores("") == ()
    assert topic_scores("Thư mời\nKính mời các đồng chí đến dự.") == ()


def test_rules_alone_and_model_alone_know_a_school() -> None:
    title, body = (
        "Nhà trường khai giảng năm học mới",
        "Các em học sinh lớp 1 và thầy cô giáo vui đón ngày hội.",
    )
    rules = rule_scores(title, body)
    logits = topic_model().logits(syllables(title), syllables(body))
    assert max(rules, key=rules.__getitem__) == "giao-duc"
    assert max(logits, key=logits.__getitem__) == "giao-duc"


def test_the_shipped_model_is_small_and_knows_all_topics() -> None:
    assert MODEL_PATH.stat().st_size < 1_500_000
    assert topic_model().topics == tuple(topic_labels())


def test_a_model_comes_back_from_its_bytes_and_packs_the_same_again() -> None:
    data = MODEL_PATH.read_bytes()
    again = pack(unpack(data))
    assert unpack(again).names == unpack(data).names
    assert pack(unpack(again)) == again


@pytest.mark.parametrize("damage", ["cut", "flipped", "old", "empty"])
def test_a_damaged_model_says_what_to_do(damage: str) -> None:
    data = bytearray(MODEL_PATH.read_bytes())
    if damage == "flipped":
        data[len(data) // 2] ^= 1
    broken = {"cut": data[:-9], "flipped": data, "old": b"TRATIN-TOPICS-0\n" + data[16:], "empty": b""}[
        damage
    ]
    with pytest.raises(UnreadableModelError, match="train it again"):
        unpack(bytes(broken))


def test_no_known_feature_leaves_the_bias_and_one_says_little() -> None:
    reader = TopicReader(MODEL)
    assert reader.logits((), ("z",))["a"] == pytest.approx(-3.0)
    assert -3.0 < reader.logits(("x",), ())["a"] < -2.8


@settings(deadline=None)
@given(*[st.lists(st.sampled_from("xyzw"), max_size=12).map(tuple)] * 2)
def test_the_reader_counts_as_training_does(title: tuple[str, ...], body: tuple[str, ...]) -> None:
    counts = count_features(title, body)
    values = [math.log1p(counts[name]) * rarity for name, rarity in zip(MODEL.names, RARITY, strict=True)]
    length = math.sqrt(sum(value * value for value in values) + 100)
    expected = sum(v * w for v, w in zip(values, WEIGHTS, strict=True)) / length - 3.0
    assert TopicReader(MODEL).logits(title, body)["a"] == pytest.approx(expected, abs=1e-4)


def test_features_count_a_title_three_times() -> None:
    assert count_features(("a", "b"), ("b",)) == {"a": 3, "b": 4, "a b": 3}


@settings(deadline=None)
@given(st.text(max_size=300))
def test_topic_scores_is_total(text: str) -> None:
    assert len(topic_scores(text)) <= 3
