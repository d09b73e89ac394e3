"""`python -m benchmarks.enrichment [--pages FOLDER]`: milliseconds an article, beside pyvi over its text.

Exits 1 where the median is above `--most`. FOLDER holds NAME.gold.json: title, body, published, url.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.enrichment.measure import golden_pages, measure, samples


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.enrichment", description=__doc__)
    parser.add_argument("--pages", type=Path, help="saved pages' gold to time besides the samples")
    parser.add_argument("--articles", type=int, default=300, help="samples to time (default 300)")
    parser.add_argument("--rounds", type=int, default=25, help="the best of so many counts (default 25)")
    parser.add_argument("--most", type=float, default=4.0, help="milliseconds that an article may take")
    options = parser.parse_args()
    corpora = {"samples": samples(options.articles)}
    if options.pages is not None:
        corpora["golden pages"] = golden_pages(options.pages)
    slow = False
    for name, articles in corpora.items():
        measured = measure(articles, options.rounds)
        print(measured.line(name))
        slow |= sorted(measured.ours)[len(measured.ours) // 2] > options.most
    sys.exit(slow)


if __name__ == "__main__":
    main()
