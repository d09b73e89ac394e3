"""`/goi-y` and the line above the results: proposed, never forced."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.suggest import files

MEANT = "Có phải bạn tìm"


def asked(client: FlaskClient, url: str) -> dict[str, Any]:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer.content_type == "application/json"
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_completions_lead_to_their_searches(client: FlaskClient) -> None:
    found = asked(client, "/goi-y?q=hoi+ng")
    assert found["q"] == "hoi ng"
    first = found["completions"][0]
    assert first["text"].lower().startswith("hội ngh")
    assert first["uses"] >= 1
    assert first["kind"] in ("phrase", "title", "agency", "person", "number")
    assert client.get(first["url"]).status_code == 200
    assert "problem" not in found


def test_what_was_meant_is_proposed_and_leads_to_its_search(client: FlaskClient) -> None:
    proposal = asked(client, "/goi-y?q=hooij+nghij")["proposal"]
    assert (proposal["text"], proposal["change"]) == ("hội nghị", "spelling")
    assert "hội nghị" in client.get(proposal["url"]).text


@pytest.mark.parametrize("query", ["", "q=", "q=%20", "q=%00%ff", "q=" + "a" * 5000, "x=1", "q=%3Cscript%3E"])
def test_every_text_has_an_answer(client: FlaskClient, query: str) -> None:
    found = asked(client, f"/goi-y?{query}")
    assert isinstance(found["completions"], list)


def test_without_an_index_it_says_so(empty_client: FlaskClient) -> None:
    answer = empty_client.get("/goi-y?q=hoi")
    assert answer.status_code == 503
    assert json.loads(answer.data) == {"q": "hoi", "completions": [], "proposal": None, "problem": "no-index"}


def test_a_search_proposes_above_its_results_and_answers_what_was_typed(client: FlaskClient) -> None:
    page = client.get("/tim?q=hoi+nghi&tinh=kien-giang").text
    assert MEANT in page
    assert "q=h%E1%BB%99i+ngh%E1%BB%8B&amp;tinh=kien-giang" in page
    assert 'value="hoi nghi"' in page
    assert "Did you mean" in client.get("/tim?q=hoi+nghi&lang=en").text


def test_accents_alone_are_not_proposed_where_nothing_was_found(client: FlaskClient) -> None:
    assert MEANT not in client.get("/tim?q=lich+tiep+cong+dan&tinh=lao-cai").text
    assert MEANT in client.get("/tim?q=lihc+tiep+cong+dan&tinh=lao-cai").text


@pytest.mark.parametrize("query", ["q=h%E1%BB%99i+ngh%E1%BB%8B", "q=", "tinh=kien-giang"])
def test_what_was_typed_right_gets_no_proposal(client: FlaskClient, query: str) -> None:
    assert MEANT not in client.get(f"/tim?{query}").text


def test_a_search_needs_no_model(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, site, app) -> None:
    from corpus.settings import StorageSettings
    from indexer import IndexerSettings, open_index

    monkeypatch.setattr("indexer.suggest.suggester.newest_model", lambda directory: None)
    index = open_index(IndexerSettings(), StorageSettings(directory=site.storage.directory))
    assert index.suggest("hoi").problem is not None
    assert index.status().suggestions_problem is not None
    assert files.newest_model(next(site.storage.index_directory.glob("gen-*"))) is not None
    index.close()
