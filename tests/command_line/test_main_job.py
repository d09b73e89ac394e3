"""The main job as a user runs it, over real HTTP on loopback, and what may go wrong with a filled archive."""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any

import pytest


def test_a_crawl_finds_every_article_of_the_portals_once(filled: Any) -> None:
    wanted = {article.url for article in filled.expected}
    found = sum(portal["articles_new"] for portal in filled.crawl_report["portals"])
    assert found == len(wanted)


def test_a_search_without_accents_answers_with_hits_total_and_facets(filled: Any) -> None:
    page = filled.tratin.json("search", "hoi nghi so ket", "--province", "Kiên Giang", "--json")
    assert page["total"] >= len(page["hits"]) > 0
    assert {hit["province"] for hit in page["hits"]} == {"Kiên Giang"}
    assert any("sơ kết" in "".join(f["text"] for f in hit["title"]).lower() for hit in page["hits"])
    assert set(page["facets"]) == {"agency", "province", "topic", "kind", "year"}
    provinces = {count["label"]: count for count in page["facets"]["province"]}
    assert provinces["Kiên Giang"]["selected"]
    assert provinces["Trà Vinh"]["count"] > 0, "a facet is counted without its own selection"


def test_a_search_says_what_made_each_score(filled: Any) -> None:
    page = filled.tratin.json("search", "hoi nghi so ket", "--explain", "--json")
    assert [why["score"] for why in page["explanations"]] == [hit["score"] for hit in page["hits"]]
    assert {"unit", "pair"} <= {part["signal"] for part in page["explanations"][0]["earned"]}
    said = filled.tratin.run("search", "hoi nghi so ket", "--explain").stdout
    assert "x 1.00 coverage" in said


def test_a_document_number_finds_the_articles_that_cite_it(filled: Any) -> None:
    numbers = [r.number for article in filled.expected for r in article.references if r.number]
    page = filled.tratin.json("search", numbers[0], "--json")
    cited = {reference["number"] for reference in page["hits"][0]["references"]}
    assert numbers[0] in cited


def test_status_says_what_is_held_and_that_nothing_failed(filled: Any) -> None:
    status = filled.tratin.json("status", "--json")
    held = {portal["portal"]: portal["articles"] for portal in status["portals"]}
    assert (
        sum(held.values()) == len({article.url for article in filled.expected}) == status["index"]["articles"]
    )
    assert status["problems"] == []


def test_doctor_finds_nothing_wrong_with_a_filled_archive(filled: Any) -> None:
    checks = filled.tratin.json("doctor", "--json")["checks"]
    assert all(check["ok"] for check in checks), checks
    assert [check["name"] for check in checks] == [
        "python",
        "portals",
        "storage",
        "archive",
        "catalog",
        "attached files",
        "index",
    ]


def test_a_second_crawl_brings_nothing_new(filled: Any) -> None:
    report = filled.tratin.json("crawl", "--json")
    assert sum(p["articles_new"] + p["articles_changed"] for p in report["portals"]) == 0
    pages = sum(p["pages"] for p in report["portals"])
    assert pages < 0.3 * sum(p["pages"] for p in filled.crawl_report["portals"])


def test_reparse_rebuilds_a_lost_catalog_from_the_archive(filled: Any, tmp_path: Any) -> None:
    shutil.copytree(filled.tratin.storage / "warc", tmp_path / "var" / "warc")
    shutil.copytree(filled.tratin.storage / "index", tmp_path / "var" / "index")
    shutil.copy(filled.tratin.config, tmp_path / "config.toml")
    again = type(filled.tratin)(tmp_path / "config.toml")
    report = again.json("reparse", "--json")
    assert report["articles_new"] == len({article.url for article in filled.expected})
    index = again.json("index", "--json")
    assert index["rebuilt"], "the old index knows nothing of the new catalog's changes"
    assert index["indexed"] == report["articles_new"]


@pytest.fixture
def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_serve_answers_over_http_until_it_is_told_to_stop(filled: Any, free_port: int) -> None:
    command = [sys.executable, "-m", "tratin", "--config", str(filled.tratin.config), "serve"]
    with subprocess.Popen([*command, "--port", str(free_port)], stderr=subprocess.PIPE, text=True) as server:
        try:
            page = _page_when_up(f"http://127.0.0.1:{free_port}/tim?q=hoi+nghi")
            server.terminate()
            assert server.wait(timeout=30) == 0
        finally:
            server.kill()
    assert "<mark>" in page


def _page_when_up(url: str) -> str:
    for _ in range(200):
        try:
            with urllib.request.urlopen(url, timeout=20) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")


def test_samples_writes_as_many_articles_as_asked(empty: Any, tmp_path: Any) -> None:
    done = empty.run("samples", "--articles", "25", "--out", tmp_path / "corpus.jsonl")
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["url"] for line in lines}) == 25


def test_an_unknown_portal_is_named_with_those_that_are_known(filled: Any, line_of: Any) -> None:
    done = filled.tratin.run("crawl", "nowhere")
    assert done.returncode == 2
    assert "'nowhere'" in line_of(done)
    assert "mau-go-quao" in line_of(done)


def test_a_damaged_index_is_named_with_its_repair(filled: Any, tmp_path: Path, line_of: Any) -> None:
    shutil.copytree(filled.tratin.storage / "index", tmp_path / "var" / "index")
    shutil.copy(filled.tratin.config, tmp_path / "config.toml")
    for file in (tmp_path / "var" / "index").rglob("*"):
        if file.is_file() and file.stat().st_size > 1000:
            file.write_bytes(b"\xff" * file.stat().st_size)
    done = type(filled.tratin)(tmp_path / "config.toml").run("search", "hội nghị")
    assert done.returncode == 3
    assert "tratin index --rebuild" in line_of(done)


def test_a_query_that_is_too_long_is_refused(filled: Any) -> None:
    done = filled.tratin.run("search", "dài " * 2000)
    assert done.returncode == 2


def test_a_taken_port_is_named(filled: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = filled.tratin.run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "--port" in done.stderr
