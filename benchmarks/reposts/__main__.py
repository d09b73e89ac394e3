"""`python -m benchmarks.reposts`: plants re-posts among invented articles and counts which are found.

    python -m benchmarks.reposts [--articles 100000] [--reposts 3000] [--processes 2] [--json]

The invented articles are made from forms and so are more alike than a real archive's: `similar_unplanted`
says how many pairs share half of their words and are not the same. Ends with 1 below recall 0.98 or precision
0.99.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.reposts.measuring import fill, measure


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reposts", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--reposts", type=int, default=3_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--one-by-one", type=int, default=200, help="articles added singly at the end")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        began = time.monotonic()
        planted = fill(Path(directory), options.articles, options.reposts, options.seed)
        made = time.monotonic() - began
        report = measure(Path(directory), planted, options.processes, options.one_by_one)
    report["seconds_to_make_the_articles"] = round(made, 1)
    report["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    if options.json:
        print(json.dumps(report))
    else:
        for name, value in report.items():
            print(f"{name.replace('_', ' ')}: {value}")
    sys.exit(0 if report["recall"] >= 0.98 and report["precision"] >= 0.99 else 1)


main()
