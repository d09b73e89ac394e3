"""Coverage-guided fuzzing of the reader of pages: no bytes may raise, take over two seconds or grow memory.

    python tests/fuzz/fuzz_page.py [CORPUS] -max_total_time=600      (libFuzzer's own options)

Begins with the golden pages. An input that raises, or takes over two seconds of processor time, is written to
the working directory as `crash-…`, one that takes a gigabyte as `oom-…`. Needs the extra `dev`; the plain
tests do not run it.
"""

import gc
import sys
import tempfile
import time
from pathlib import Path
from typing import get_args

import atheris

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["crawler", "corpus"]):
    from corpus.text import clean
    from crawler.platforms import PLATFORMS, parse_page
    from crawler.platforms.reading import PageClass

GOLDEN = ROOT / "tests" / "crawler" / "platforms"
URLS = (
    "https://vinhan.example.vn/tin-tuc/hoi-nghi-tong-ket-cong-tac-nam-12.html",
    "https://vinhan.example.vn/trang/TinTuc/9/12/mot-bai.html",
    "https://vinhan.example.vn/",
    "https://vinhan.example.vn/robots.txt",
)
HEADERS = (
    {},
    {"Content-Type": "text/html; charset=windows-1258"},
    {"Content-Type": "text/html; charset=utf-16", "Set-Cookie": "nv4_sess=1"},
    {"Content-Type": "application/json", "Liferay-Portal": "7"},
)
MAX_SECONDS = 2.0
"""Of processor time, instrumented; libFuzzer's own limit is wall time, which a busy machine stretches."""
LIMITS = ("-timeout=60", "-rss_limit_mb=1024", "-max_len=65536")
COLLECT_EVERY = 200
_CLASSES = frozenset(get_args(PageClass))
_runs = 0


def read_one(data: bytes) -> None:
    """Reads one input: its first byte chooses URL, headers and whether the adapters take part."""
    global _runs  # noqa: PLW0603 - libFuzzer calls a function, and keeps nothing for it
    _runs += 1
    choice, body = (data[0], data[1:]) if data else (0, b"")
    url, headers = URLS[choice & 3], HEADERS[choice >> 2 & 3]
    started = time.process_time()
    reading = parse_page(body, url, 200, headers, platforms=() if choice >> 4 & 1 else PLATFORMS)
    if time.process_time() - started > MAX_SECONDS:
        raise AssertionError("slow")
    if reading.page_class not in _CLASSES:
        raise AssertionError(reading.page_class)
    if reading.article is not None and any(line != clean(line) for line in reading.article.body):
        raise AssertionError("a paragraph is not clean")
    if _runs % COLLECT_EVERY == 0:
        gc.collect()


def main() -> None:
    """Runs until libFuzzer's limits end it; exits 77 when it found something."""
    own = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    with tempfile.TemporaryDirectory(prefix="tratin-fuzz-") as seeds:
        for number, page in enumerate(sorted(GOLDEN.glob("*/*.html"))):
            (Path(seeds) / page.stem).write_bytes(bytes([number % 32]) + page.read_bytes())
        atheris.Setup([*sys.argv, *LIMITS, *([] if own else [seeds])], read_one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
