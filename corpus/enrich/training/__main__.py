"""`python -m corpus.enrich.training --vntc FILE`: trains and writes corpus/enrich/data/topics.model."""

import argparse
import os
import sys
from pathlib import Path

from corpus.enrich.topic import topic_labels
from corpus.enrich.topic_model import MODEL_PATH, pack
from corpus.enrich.training.fit import fit
from corpus.enrich.training.sources import Labelled, invented, label_vntc, own_lines, read_vntc

_INVENTED, _SEED = 6000, 77
_TIMES = 3
"""Own lines are few and to the point: each counts so many times."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m corpus.enrich.training", description=__doc__)
    parser.add_argument("--vntc", type=Path, required=True, help="VNTC as gzipped JSON lines")
    parser.add_argument("--out", type=Path, default=MODEL_PATH)
    arguments = parser.parse_args()
    texts = gather(arguments.vntc)
    data = pack(fit(texts, tuple(topic_labels())))
    _write(arguments.out, data)
    sys.stdout.write(f"{len(texts)} texts -> {arguments.out.name}, {len(data)} bytes\n")


def gather(vntc: Path) -> list[Labelled]:
    """All texts to learn from; the held-out part of VNTC is left out."""
    return [
        *(label_vntc(text) for text in read_vntc(vntc) if not text.held_out),
        *invented(_INVENTED, _SEED),
        *(line for line in own_lines() for _ in range(_TIMES)),
    ]


def _write(path: Path, data: bytes) -> None:
    """Aside, fsynced, renamed: a cut run leaves the old model."""
    aside = path.with_suffix(".new")
    with aside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)


if __name__ == "__main__":
    main()
