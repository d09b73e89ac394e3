"""`python -m benchmarks.topics --vntc FILE [--floor F1]`: F1 on the part of VNTC that was never trained on.

Exit code 1 below the floor. The labels that are topics of ours and how they map: `VNTC_TOPICS`.
"""

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.topics.measure import Measured, measure_background, measure_ours, measure_peer, split_vntc


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.topics", description=__doc__)
    parser.add_argument("--vntc", type=Path, required=True, help="VNTC as gzipped JSON lines")
    parser.add_argument("--floor", type=float, default=0.85, help="lowest macro F1 that passes")
    options = parser.parse_args()
    started = time.process_time()
    train, test, background = split_vntc(options.vntc)
    print(f"{len(train)} texts to train the peer, {len(test)} held out, {len(background)} under other labels")
    ours = measure_ours(test)
    _show("rules and model, all 16 topics to choose from", ours)
    _show("linear SVM on words and pairs, these 4 to choose from", measure_peer(train, test))
    _show_background(measure_background(background))
    print(f"{time.process_time() - started:.0f} s of processor time")
    sys.exit(ours.macro_f1 < options.floor)


def _show(name: str, measured: Measured) -> None:
    print(f"\n{name}: macro F1 {measured.macro_f1:.3f}, {measured.milliseconds:.2f} ms a text")
    for group, (precision, recall, f1, count) in measured.by_group.items():
        print(f"  {group:28} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({count})")
    print(f"  answered otherwise: {measured.others}, not at all: {measured.unsure}")


def _show_background(found: Counter[str]) -> None:
    total = found.total()
    print(f"\nworld news and science, no topic of portals: {found['']} of {total} left without a topic")


if __name__ == "__main__":
    main()
