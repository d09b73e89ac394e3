"""What is wrong is said in one line that names it and its mending, and in the exit code."""

import json
from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[crawler]\ndelay_secs = 3.0", ("crawler.delay_secs", "did you mean 'delay_seconds'")),
        ("[crawler]\ndelay_seconds = '3 s'", ("crawler.delay_seconds", "valid number", "'3 s'")),
        ("[crawlers]\n", ("crawlers", "did you mean 'crawler'")),
        (
            "[[portals]]\nkey = 'a'\nagency = 'A'\nlevel = 'xã'\nstart_urls = ['https://a.vn/']",
            ("portals.0.level",),
        ),
        (
            "[[portals]]\nkey = 'a'\nagency = 'A'\nlevel = 'school'\nstart_urls = ['a.vn']",
            ("start_urls", "absolute"),
        ),
        ("[storage\n", ("not valid TOML",)),
    ],
)
def test_a_wrong_config_names_the_key_and_the_fix(
    empty: Any, text: str, said: tuple[str, ...], line_of: Any
) -> None:
    empty.config.write_text(text, encoding="utf-8")
    done = empty.run("status")
    assert done.returncode == 2
    assert all(part in line_of(done) for part in said), done.stderr


def test_a_missing_config_is_named(tmp_path: Path, empty: Any, line_of: Any) -> None:
    done = type(empty)(tmp_path / "nowhere.toml").run("status")
    assert done.returncode == 2
    assert "nowhere.toml" in line_of(done)


def test_a_crawl_of_nothing_says_what_to_configure(empty: Any, line_of: Any) -> None:
    empty.config.write_text("[storage]\n", encoding="utf-8")
    done = empty.run("crawl")
    assert done.returncode == 2
    assert "portals: names none to crawl: add one" in line_of(done)


def test_a_search_before_any_index_says_how_to_make_one(empty: Any, line_of: Any) -> None:
    done = empty.run("search", "hội nghị")
    assert done.returncode == 3
    assert "tratin index" in line_of(done)


def test_an_index_before_any_crawl_says_how_to_make_a_catalog(empty: Any, line_of: Any) -> None:
    done = empty.run("index")
    assert done.returncode == 3
    assert "tratin crawl" in line_of(done)


@pytest.mark.parametrize("body", [b"", b"%PDF-1.7\n\xe2\xe3", b"\x00" * 5000, b"<div>" * 30_000])
def test_any_bytes_parse_to_json_without_an_article(empty: Any, tmp_path: Path, body: bytes) -> None:
    page, meta = tmp_path / "page.html", tmp_path / "page.meta.json"
    page.write_bytes(body)
    meta.write_text(json.dumps({"url": "https://a.gov.vn/tin/1", "status": 200, "headers": {}}))
    printed = empty.json("parse", page, "--meta", meta)
    assert printed["page_class"] != "article"


def test_a_meta_file_that_is_no_json_is_named(empty: Any, tmp_path: Path, line_of: Any) -> None:
    page, meta = tmp_path / "page.html", tmp_path / "page.meta.json"
    page.write_text("<p>xin chào</p>")
    meta.write_text("{")
    done = empty.run("parse", page, "--meta", meta)
    assert done.returncode == 2
    assert "page.meta.json" in line_of(done)


def test_a_folder_without_judged_questions_is_refused_with_its_shape(
    empty: Any, tmp_path: Path, line_of: Any
) -> None:
    done = empty.run("eval", "ir", tmp_path, "--no-peers")
    assert done.returncode == 2
    assert "corpus.jsonl, queries.jsonl and qrels.tsv" in line_of(done)
