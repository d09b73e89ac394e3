"""`tratin suggest` over the index that `tratin index` made."""

from typing import Any


def test_suggestions_of_a_fresh_index(filled: Any) -> None:
    found = filled.tratin.json("suggest", "hoi ng", "--json")
    assert found["problem"] is None
    assert found["completions"][0]["text"].lower() == "hội nghị"
    assert filled.tratin.json("suggest", "hooij nghij", "--json")["proposal"]["text"] == "hội nghị"
    assert len(filled.tratin.json("suggest", "h", "--most", "3", "--json")["completions"]) == 3


def test_they_are_printed_for_people_too(filled: Any) -> None:
    done = filled.tratin.run("suggest", "hooij nghij")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "did you mean: hội nghị (spelling)"


def test_a_lost_model_is_named_and_the_next_update_makes_it_anew(filled: Any, tmp_path: Any) -> None:
    generation = next((filled.tratin.storage / "index").glob("gen-*"))
    (model,) = generation.glob("suggest-*.model")
    content = model.read_bytes()
    model.write_bytes(content[:-100])
    try:
        lost = filled.tratin.run("suggest", "hoi ng")
        assert lost.returncode == 1
        assert model.name in lost.stderr
        verified = filled.tratin.run("index", "--verify")
        assert (verified.returncode, model.name in verified.stdout) == (1, True)
        assert filled.tratin.json("search", "hoi nghi", "--json")["total"] > 0
        filled.tratin.json("index", "--json")
        assert filled.tratin.json("suggest", "hoi ng", "--json")["completions"]
        assert filled.tratin.run("index", "--verify").returncode == 0
    finally:
        if model.exists():
            model.write_bytes(content)
