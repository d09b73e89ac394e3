"""Short texts are worked out once, long ones each time."""

from corpus.remembering import LONGEST_CHARS, remembered


def test_long_texts_are_not_kept() -> None:
    asked: list[str] = []

    @remembered(8)
    def size(text: str, times: int = 1) -> int:
        asked.append(text)
        return len(text) * times

    short, long = "a" * LONGEST_CHARS, "a" * (LONGEST_CHARS + 1)
    assert [size(short), size(short), size(short, 2)] == [LONGEST_CHARS, LONGEST_CHARS, 2 * LONGEST_CHARS]
    assert [size(long), size(long)] == [len(long)] * 2
    assert asked == [short, short, long, long]
