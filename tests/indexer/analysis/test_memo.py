"""What is remembered is bounded and never wrong."""

from indexer.analysis.memo import Memo


def test_a_full_memo_begins_anew_and_stays_right() -> None:
    squares: Memo[int, int] = Memo(lambda key: key * key, entries=10)
    for key in [*range(25), *range(25)]:
        assert squares[key] == key * key
        assert len(squares) <= 10


def test_what_is_not_to_be_kept_is_worked_out_each_time() -> None:
    asked: list[str] = []
    lengths: Memo[str, int] = Memo(lambda key: asked.append(key) or len(key), lambda key: len(key) < 3)
    assert [lengths["ab"], lengths["ab"], lengths["abc"], lengths["abc"]] == [2, 2, 3, 3]
    assert asked == ["ab", "abc", "abc"]
