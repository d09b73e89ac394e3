"""BEIR folders are read whole or refused with the file, the line and the fault."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from corpus.errors import BadConfig
from indexer.evaluation.collection import read_collection

CORPUS = [{"_id": "d1", "title": "Sơ kết", "text": "Hội nghị sơ kết"}, {"_id": "d2", "text": "Họp giao ban"}]
QUERIES = [{"_id": "q1", "text": "sơ kết"}, {"_id": "q2", "text": "không ai chấm"}]
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n"
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def written(changed: Mapping[str, str | None] | None = None) -> Path:
        files: dict[str, str | None] = {
            "corpus.jsonl": "\n".join(map(json.dumps, CORPUS)) + "\n",
            "queries.jsonl": "\n".join(map(json.dumps, QUERIES)),
            "qrels.tsv": QRELS,
        }
        for name, text in {**files, **(changed or {})}.items():
            if text is not None:
                path = tmp_path / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
        return tmp_path

    return written


def test_a_folder_is_read_with_judged_queries_only(folder: Folder) -> None:
    found = read_collection(folder())
    assert [(p.key, p.title) for p in found.passages] == [("d1", "Sơ kết"), ("d2", "")]
    assert found.queries == {"q1": "sơ kết"}
    assert found.judgements == {"q1": {"d1": 1, "d2": 0}}


@pytest.mark.parametrize(
    "judged",
    [
        {"qrels.tsv": None, "qrels/test.tsv": QRELS},
        {"qrels.tsv": "q1 0 d1 1\nq1 0 d2 0\n"},
        {"qrels.tsv": "\ufeff" + QRELS.replace("\n", "\r\n")},
        {"qrels.tsv": QRELS.replace("\t1\n", "\t1.0\n")},
    ],
)
def test_every_usual_shape_of_judgements_is_read(folder: Folder, judged: dict[str, str | None]) -> None:
    assert read_collection(folder(judged)).judgements == {"q1": {"d1": 1, "d2": 0}}


def test_the_digest_names_what_was_read(folder: Folder) -> None:
    before = read_collection(folder())
    other = read_collection(folder({"qrels.tsv": QRELS.replace("d1\t1", "d1\t2")}))
    assert other.digest != before.digest
    assert other.corpus_digest == before.corpus_digest


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"qrels.tsv": None}, "no judgements"),
        ({"corpus.jsonl": None}, "corpus.jsonl: cannot be read"),
        ({"corpus.jsonl": ""}, "holds no document"),
        ({"corpus.jsonl": '{"_id": "d1", "text": "a"}\n{"_id": "d1", "text": "b"}'}, "the same _id"),
        ({"corpus.jsonl": '{"_id": "d1", "text": "a"}\n{"_id"'}, "corpus.jsonl:2: is no JSON"),
        ({"queries.jsonl": "[1]"}, "queries.jsonl:1: must be an object with _id and text"),
        ({"queries.jsonl": '{"_id": "q1"}'}, "queries.jsonl:1"),
        ({"qrels.tsv": "query-id\tcorpus-id\tscore\nq1\td1\n"}, "qrels.tsv:2"),
        ({"qrels.tsv": QRELS.replace("q1", "q9")}, "judges no query"),
        ({"qrels.tsv": QRELS.replace("d1", "e1").replace("d2", "e2")}, "judges no document"),
    ],
)
def test_a_bad_folder_is_refused_by_name(folder: Folder, changed: dict[str, str | None], said: str) -> None:
    path = folder(changed)
    with pytest.raises(BadConfig) as refused:
        read_collection(path)
    assert said in str(refused.value)
