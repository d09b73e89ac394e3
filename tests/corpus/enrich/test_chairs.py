"""Who chaired, one sentence each: the ways in which reports say it, and what must not be taken for it."""

import csv
from pathlib import Path

import pytest

from corpus.enrich.chairs import chairs

with (Path(__file__).parent / "chairs.tsv").open(encoding="utf-8", newline="") as _file:
    SENTENCES = [(row["sentence"], row["chairs"]) for row in csv.DictReader(_file, delimiter="\t")]


@pytest.mark.parametrize(("sentence", "told"), SENTENCES)
def test_a_sentence_tells_who_chaired(sentence: str, told: str) -> None:
    assert " | ".join(f"{person.name} = {person.post}" for _, person in chairs([sentence])) == told


DELEGATION = "Đoàn kiểm tra do ông Lê Văn Bộ, Bí thư Tỉnh ủy làm Trưởng đoàn làm việc với Huyện ủy."


@pytest.mark.parametrize(
    ("more", "names"),
    [
        ("Buổi làm việc diễn ra thẳng thắn.", ["Lê Văn Bộ"]),
        ("Bà Hà Thị Nhài, Phó Trưởng đoàn chủ trì buổi làm việc.", ["Hà Thị Nhài"]),
        ("Cùng chủ trì có bà Hà Thị Nhài, Phó Trưởng đoàn.", ["Lê Văn Bộ", "Hà Thị Nhài"]),
    ],
)
def test_a_delegations_head_chairs_unless_somebody_else_does(more: str, names: list[str]) -> None:
    assert [person.name for _, person in chairs([DELEGATION, more])] == names
