"""The command: `python -m benchmarks.extraction [--pages DIR] [--capture ZIP GOLD] [--json] [--write]`.

Exits 1 when another tool is better than ours in a quality column.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.extraction.pages import JudgedPage, capture_pages, folder_pages, golden_pages
from benchmarks.extraction.peers import tools
from benchmarks.extraction.quality import ToolScore, score_tools
from benchmarks.extraction.report import beaten_in, table, write_page


def main() -> int:
    options = _parser().parse_args()
    scored = {title: score_tools(tools(), pages) for title, pages in _sets(options).items()}
    if options.json:
        rows = {title: list(map(asdict, scores)) for title, scores in scored.items()}
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        for title, scores in scored.items():
            print(f"{title}\n\n{table(scores)}\n")
    if options.write:
        write_page(scored)
    return _verdict(scored)


def _sets(options: argparse.Namespace) -> dict[str, list[JudgedPage]]:
    sets = {"Our golden pages": golden_pages()}
    if options.pages:
        sets["Ten pages round real articles"] = list(folder_pages(options.pages))
    if options.capture:
        sets["A school portal, captured"] = list(capture_pages(*options.capture))
    return sets


def _verdict(scored: dict[str, list[ToolScore]]) -> int:
    lost = [f"{title}: {column}" for title, scores in scored.items() for column in beaten_in(scores)]
    for line in lost:
        print(f"another tool is better: {line}", file=sys.stderr)
    return int(bool(lost))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extraction", description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder of NAME.html, NAME.meta.json, NAME.gold.json")
    parser.add_argument(
        "--capture", type=Path, nargs=2, metavar=("ZIP", "GOLD"), help="as `tratin eval capture`"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/extraction.md")
    return parser


if __name__ == "__main__":
    sys.exit(main())
