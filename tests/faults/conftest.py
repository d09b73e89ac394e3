"""The loopback portal and the crawls of tests/crawler, for the fault runs."""

import importlib.util
import sys
from pathlib import Path

_FILE = Path(__file__).parents[1] / "crawler" / "conftest.py"
_SPEC = importlib.util.spec_from_file_location("crawl_fixtures", _FILE)
assert _SPEC is not None
assert _SPEC.loader is not None
_MODULE = importlib.util.module_from_spec(_SPEC)
sys.modules["crawl_fixtures"] = _MODULE
_SPEC.loader.exec_module(_MODULE)

crawl_server, crawled, site = _MODULE.crawl_server, _MODULE.crawled, _MODULE.site
