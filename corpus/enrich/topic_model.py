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
    """`weights` has a row a feature and a column a topic; `rarity` weighs features before normalising."""

    topics: tuple[str, ...]
    features: dict[str, int]
    rarity: "np.ndarray[tuple[int], np.dtype[np.float32]]"
    weights: "np.ndarray[tuple[int, int], np.dtype[np.float32]]"
    bias: tuple[float, ...]

    def logits(self, title: Syllables, body: Syllables) -> dict[str, float]:
        """Topic id -> log-odds that the text is about it."""
        import numpy as np

        counts = count_features(title, body)
        row_of = self.features.get
        known = [(row, count) for name, count in counts.items() if (row := row_of(name)) is not None]
        if not known:
            return dict(zip(self.topics, self.bias, strict=True))
        rows = np.fromiter((row for row, _ in known), np.intp, len(known))
        values = np.log1p(np.fromiter((count for _, count in known), np.float32, len(known)))
        values *= self.rarity[rows]
        length = math.sqrt(float(values @ values) + _FEW)
        found = (values / length) @ self.weights[rows] + np.asarray(self.bias, np.float32)
        return dict(zip(self.topics, found.tolist(), strict=True))


def count_features(title: Syllables, body: Syllables) -> Counter[str]:
    """How often each syllable and each pair of neighbours stands there, the title's counted more."""
    counts: Counter[str] = Counter()
    opening = body[:_READ_SYLLABLES]
    for part, times in ((title, TITLE_COUNT), (opening, 1)):
        found = Counter(part)
        found.update([f"{a} {b}" for a, b in itertools.pairwise(part)])
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
    names = sorted(model.features, key=model.features.__getitem__)
    parts = [
        "\n".join(names).encode(),
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
    features = {name: row for row, name in enumerate(names)}
    return TopicModel(topics, features, rarity, weights, tuple(header["bias"]))


@cache
def topic_model() -> TopicModel:
    """The shipped model, read on first use."""
    return unpack(MODEL_PATH.read_bytes())
