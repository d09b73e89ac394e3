"""How results and suggestions read."""

from typing import Any

from corpus.printed import Block, Line, Part, line, remark
from indexer.printed import result_blocks, suggestion_blocks

HIT: dict[str, Any] = {
    "title": [{"text": "Về ", "marked": False}, {"text": "hội nghị", "marked": True}],
    "agency": None,
    "province": "Kiên Giang",
    "published": {"value": "2024-06-10T08:15"},
    "snippets": [[{"text": "[b] sơ kết", "marked": False}]],
    "reposts": [{"agency": None, "portal": "so", "url": "https://so.example.vn/1"}],
    "in_file": {"name": "a.pdf", "snippet": [{"text": "họp", "marked": True}]},
    "url": "https://vinhan.example.vn/1",
}
PAGE: dict[str, Any] = {
    "notes": [{"reason": "folded", "text": "searched without accents"}],
    "total": 12,
    "listed": 11,
    "query": {"page": 2, "per_page": 10},
    "hits": [HIT],
    "facets": {"kind": [{"label": f"k{n}", "count": n} for n in range(10)]},
}


def texts(blocks: list[Block]) -> list[str]:
    return ["".join(part.text for part in block.parts) for block in blocks if isinstance(block, Line)]


def test_a_page_says_notes_hits_and_facets_in_this_order() -> None:
    blocks = list(result_blocks(PAGE))
    assert blocks[0] == remark("folded", "searched without accents")
    assert texts(blocks[1:]) == [
        "12 results in 11 entries",
        " 11 Về hội nghị",
        "    agency unknown · Kiên Giang · 2024-06-10",
        "    [b] sơ kết",
        "    + so: https://so.example.vn/1",
        "    trong tệp đính kèm a.pdf: họp",
        "    https://vinhan.example.vn/1",
        "kind: k0 (0), k1 (1), k2 (2), k3 (3), k4 (4), k5 (5), k6 (6), k7 (7)",
    ]
    assert blocks[2] == Line((Part(" 11 "), Part("Về "), Part("hội nghị", "strong")))


def test_an_explanation_begins_with_what_earned_most() -> None:
    earned = [
        {"score": 1.1, "signal": "pair", "text": "hoi nghi"},
        {"score": 8.2, "signal": "unit", "text": "hội"},
    ]
    why = {"score": 9.02, "earned": earned, "factors": {"coverage": 0.97}}
    told = texts(list(result_blocks(PAGE | {"explanations": [why]})))
    assert "    9.02 = (8.20 hội + 1.10 pair hoi nghi) x 0.97 coverage" in told


def test_documents_that_were_meant_come_before_the_hits() -> None:
    document = {"kind": "Kế hoạch", "number": "74/KH-UBND", "issuer": None, "year": 2018, "citing": 12}
    told = texts(list(result_blocks(PAGE | {"documents": [document | {"own": [{"url": "https://a.vn/1"}]}]})))
    assert told[1:3] == ["Kế hoạch, 74/KH-UBND, 2018: cited by 12", "    = https://a.vn/1"]
    assert "no article cites that document" in texts(list(result_blocks(PAGE | {"documents": []})))


def test_suggestions_say_what_was_meant_first() -> None:
    found = {
        "problem": None,
        "proposal": {"text": "hội nghị", "change": "spelling"},
        "completions": [{"uses": 12, "text": "hội nghị sơ kết", "kind": "title"}],
    }
    assert list(suggestion_blocks(found)) == [
        line("did you mean: hội nghị (spelling)"),
        line("     12 hội nghị sơ kết (title)"),
    ]
