"""The trained half of topics: a linear model over syllables and their pairs, read from one sealed file. Pure.

`python -m corpus.enrich.training` writes the file; see docs/topics.md. No pickle: a header in JSON, then the
vocabulary and the weights as plain bytes, all under one checksum.
"""

import hashlib
import itertools
import json
import math
import zlib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np

    Floats = np.ndarray[tuple[int, ...], np.dtype[np.float32]]

MODEL_PATH = Path(__file__).parent / "data" / "topics.model"
_MAGIC = b"TRATIN-TOPICS-1\n"
TITLE_COUNT = 3
"""A syllable of the title counts as often as this many in the body."""
_READ_SYLLABLES = 700
"""The opening that is read; what comes after is mostly lists. F1 on VNTC is the same from 400 on."""

_FEW = 100.0
"""Added to the square of a text's length (about 2,000 for a lead): a few words alone settle nothing."""

Syllables = tuple[str, ...]


class UnreadableModelError(ValueError):
    """The model file is cut, changed or of another version: train it again."""


class TopicModel(NamedTuple):
    """Sorted `names` of features: a syllable, or two with a space between. `weights` has a row a feature and
    a column a topic; `rarity` weighs features before normalising.
    """

    topics: tuple[str, ...]
    names: tuple[str, ...]
    rarity: "Floats"
    weights: "Floats"
    bias: tuple[float, ...]


class _Numbers(dict[str, int]):
    """Syllable -> its number, 0 for one that no feature has."""

    def __missing__(self, syllable: str) -> int:
        return 0


class TopicReader:
    """A model made ready: features are numbers made of their syllables' numbers, found by bisection.

    Strings and a dict of 30,000 pairs took three times as long.
    """

    def __init__(self, model: TopicModel) -> None:
        import numpy as np

        parts = [name.split(" ") for name in model.names]
        known = sorted({syllable for pair in parts for syllable in pair})
        self._number = _Numbers((syllable, number) for number, syllable in enumerate(known, 1))
        self._base = len(known) + 1
        codes = np.array([self._code(pair) for pair in parts], np.int64)
        order = np.argsort(codes)
        self.topics = model.topics
        self._codes, self._rarity = codes[order], model.rarity[order]
        self._weights = model.weights[order] * model.rarity[order, None]
        self._bias = np.asarray(model.bias, np.float32)

    def _code(self, pair: list[str]) -> int:
        first, *second = (self._number[syllable] for syllable in pair)
        return first * self._base + second[0] if second else first

    def logits(self, title: Syllables, body: Syllables) -> dict[str, float]:
        """Topic id -> log-odds that the text is about it."""
        import numpy as np

        head, tail = self._features(title), self._features(body[:_READ_SYLLABLES])
        codes, place = np.unique(np.concatenate([head, tail]), return_inverse=True)
        times = np.ones(len(place), np.float32)
        times[: len(head)] = TITLE_COUNT
        rows = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        known = self._codes[rows] == codes
        rows, counts = rows[known], np.bincount(place, times, len(codes))[known]
        values = np.log1p(counts).astype(np.float32)
        length = math.sqrt(float(np.square(values * self._rarity[rows]).sum()) + _FEW)
        found = (values / length) @ self._weights[rows] + self._bias
        return dict(zip(self.topics, found.tolist(), strict=True))

    def _features(self, text: Syllables) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        """The codes of the known syllables and of pairs of them, as often as they stand there."""
        import numpy as np

        numbers = np.array(list(map(self._number.__getitem__, text)), np.int64)
        both = (numbers[:-1] > 0) & (numbers[1:] > 0)
        pairs = (numbers[:-1] * self._base + numbers[1:])[both]
        return np.concatenate([numbers[numbers > 0], pairs])


def count_features(title: Syllables, body: Syllables) -> Counter[str]:
    """How often each syllable and each pair of neighbours stands there, the title's counted more.

    For training; `TopicReader` counts the same, with its own numbers.
    """
    counts: Counter[str] = Counter()
    opening = body[:_READ_SYLLABLES]
    for part, times in ((title, TITLE_COUNT), (opening, 1)):
        found = Counter(part)
        found.update(map(" ".join, itertools.pairwise(part)))
        if times == 1 and not counts:
            return found
        for name, count in found.items():
            counts[name] += count * times
    return counts


def pack(model: TopicModel) -> bytes:
    """The model as a file's bytes: weights in eight bits. The same model gives the same bytes."""
    import numpy as np

    scales = np.abs(model.weights).max(axis=0) / 127
    small = np.rint(model.weights / scales).astype(np.int8)
    rarest = float(model.rarity.max()) / 255
    parts = [
        "\n".join(model.names).encode(),
        np.rint(model.rarity / rarest).astype(np.uint8).tobytes(),
        small.tobytes(),
    ]
    header = {
        "topics": model.topics,
        "bias": [round(value, 5) for value in model.bias],
        "scales": [round(float(scale), 8) for scale in scales],
        "rarest": round(rarest, 8),
        "sizes": [len(part) for part in parts],
    }
    packed = zlib.compress(json.dumps(header).encode() + b"\n" + b"".join(parts), 9)
    return _MAGIC + hashlib.sha256(packed).digest() + packed


def unpack(data: bytes) -> TopicModel:
    """The model of a file's bytes. Raises UnreadableModelError for anything but what `pack` gave."""
    start = len(_MAGIC) + 32
    packed = data[start:]
    if data[: len(_MAGIC)] != _MAGIC or hashlib.sha256(packed).digest() != data[len(_MAGIC) : start]:
        raise UnreadableModelError(
            "the topic model is damaged or of another version: restore corpus/enrich/data/topics.model"
            " or train it again with `python -m corpus.enrich.training`"
        )
    head, _, rest = zlib.decompress(packed).partition(b"\n")
    return _model(json.loads(head), rest)


def _model(header: dict[str, list[float]], rest: bytes) -> TopicModel:
    import numpy as np

    words, rarities, _ = (int(size) for size in header["sizes"])
    names = rest[:words].decode().split("\n")
    rarity = np.frombuffer(rest, np.uint8, rarities, words).astype(np.float32) * header["rarest"]
    small = np.frombuffer(rest, np.int8, -1, words + rarities).reshape(len(names), -1)
    weights = small.astype(np.float32) * np.asarray(header["scales"], np.float32)
    topics = tuple(str(topic) for topic in header["topics"])
    return TopicModel(topics, tuple(names), rarity, weights, tuple(header["bias"]))


@cache
def topic_model() -> TopicReader:
    """The shipped model, read on first use."""
    return TopicReader(unpack(MODEL_PATH.read_bytes()))
