"""Xapian, as Debian packages it: glass database, compacted, facets by match spies over value slots.

Terms bear their field's prefix. Facet values are kept joined in one slot a facet and taken apart after
counting. BM25 with Xapian's own defaults; prefixes score a constant, as elsewhere. The package
belongs to the system's Python; it is loaded from there when the versions are the same.
"""

import importlib.util
import shutil
import subprocess
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.engines.corpus.documents import FACETS, Document
from benchmarks.engines.peers.base import TOP, Answer, CannotRun, Mode, commonest
from benchmarks.engines.queries import Operator, Query

_PREFIX = {"title": "T", "body": "B"}
_DAY, _MOMENT, _FIRST_FACET = 0, 1, 2
_FLUSH = 50_000
"""Articles held in memory before they are written: more is faster, this takes about 1 GB."""
_SYSTEM_PYTHON = "/usr/bin/python3"


def load_xapian() -> Any:
    """The system's xapian module. Raises CannotRun."""
    try:
        import xapian
    except ImportError:
        return _load_from_system()
    return xapian


def _load_from_system() -> types.ModuleType:
    show = "import sys, xapian; print(*sys.version_info[:2], xapian.__file__)"
    run = subprocess.run([_SYSTEM_PYTHON, "-c", show], capture_output=True, text=True, check=False)
    words = run.stdout.split()
    if run.returncode or words[:2] != [str(part) for part in sys.version_info[:2]]:
        raise CannotRun("xapian is not installed for this Python: apt-get install python3-xapian")
    place = Path(words[2])
    spec = importlib.util.spec_from_file_location(
        "xapian", place, submodule_search_locations=[str(place.parent)]
    )
    if spec is None or spec.loader is None:
        raise CannotRun(f"{place} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules["xapian"] = module
    spec.loader.exec_module(module)
    return module


class XapianCore:
    """See `peers.base.Peer`."""

    def __init__(self) -> None:
        self._xapian = load_xapian()
        self._database: Any = None
        self._size = 0

    def prepare(self, document: Document) -> Any:
        texts = [(_PREFIX[field], text.split()) for field, text in document.texts.items()]
        facets = [" ".join(document.facets[facet]) for facet in FACETS]
        return texts, facets, document.day, document.moment, document.record

    def build(self, directory: Path, items: Iterator[Any]) -> None:
        xapian, aside = self._xapian, directory / "uncompacted"
        database = xapian.WritableDatabase(str(aside), xapian.DB_CREATE | xapian.DB_NO_SYNC)
        for at, item in enumerate(items, 1):
            database.add_document(self._document(item))
            if at % _FLUSH == 0:
                database.commit()
        database.commit()
        database.close()
        xapian.Database(str(aside)).compact(str(directory / "glass"))
        shutil.rmtree(aside)

    def open(self, directory: Path) -> None:
        self._database = self._xapian.Database(str(directory / "glass"))
        self._size = self._database.get_doccount()

    def accepts(self, query: Query, mode: Mode) -> bool:
        return True

    def search(self, query: Query, mode: Mode) -> Answer:
        enquire = self._xapian.Enquire(self._database)
        enquire.set_query(self._filtered(query))
        if query.newest:
            enquire.set_weighting_scheme(self._xapian.BoolWeight())
            enquire.set_sort_by_value(_MOMENT, True)
        spies = self._spies(enquire) if mode.with_facets else {}
        found = enquire.get_mset(0, TOP, 0 if mode is Mode.TOPK else self._size)
        facets = {facet: commonest(_apart(spy), mode.shown) for facet, spy in spies.items()}
        total = -1 if mode is Mode.TOPK else found.get_matches_lower_bound()
        hits = [(match.docid, match.weight) for match in found]
        return Answer(total, [docid for docid, _w in hits], [weight for _d, weight in hits], facets)

    def records(self, answer: Answer) -> list[bytes]:
        return [self._database.get_document(docid).get_data() for docid in answer.hits]

    def _document(self, item: Any) -> Any:
        texts, facets, day, moment, record = item
        document = self._xapian.Document()
        for prefix, terms in texts:
            add = document.add_posting
            for position, term in enumerate(terms, 1):
                add(prefix + term, position)
        for at, joined in enumerate(facets):
            document.add_value(_FIRST_FACET + at, joined)
            for value in joined.split():
                document.add_boolean_term(f"X{at}{value}")
        document.add_value(_DAY, self._xapian.sortable_serialise(day))
        document.add_value(_MOMENT, self._xapian.sortable_serialise(moment))
        document.set_data(record)
        return document

    def _spies(self, enquire: Any) -> dict[str, Any]:
        spies = {}
        for at, facet in enumerate(FACETS):
            spies[facet] = self._xapian.ValueCountMatchSpy(_FIRST_FACET + at)
            enquire.add_matchspy(spies[facet])
        return spies

    def _filtered(self, query: Query) -> Any:
        tree, xapian = self._text(query), self._xapian
        if query.facet is not None:
            facet, slug = query.facet
            value = xapian.Query(f"X{FACETS.index(facet)}{slug}")
            tree = xapian.Query(xapian.Query.OP_FILTER, tree, value)
        if query.days is not None:
            low, high = (xapian.sortable_serialise(day) for day in query.days)
            days = xapian.Query(xapian.Query.OP_VALUE_RANGE, _DAY, low, high)
            tree = xapian.Query(xapian.Query.OP_FILTER, tree, days)
        return tree

    def _text(self, query: Query) -> Any:
        make, prefixes = self._xapian.Query, _PREFIX.values()
        if query.operator is Operator.PHRASE:
            runs = [[prefix + term for term in query.terms] for prefix in prefixes]
            return make(make.OP_OR, [make(make.OP_PHRASE, run, len(run)) for run in runs])
        if query.operator is Operator.PREFIX:
            return make(
                make.OP_SCALE_WEIGHT, make(make.OP_OR, [self._wild(p + query.terms[0]) for p in prefixes]), 0
            )
        if query.operator is Operator.ANY:
            return make(make.OP_OR, [prefix + term for term in query.terms for prefix in prefixes])
        return make(make.OP_AND, [make(make.OP_OR, [p + term for p in prefixes]) for term in query.terms])

    def _wild(self, prefix: str) -> Any:
        """Every term that begins so; there is no limit."""
        make = self._xapian.Query
        return make(make.OP_WILDCARD, prefix, 0, make.WILDCARD_LIMIT_ERROR, make.OP_SYNONYM)


def _apart(spy: Any) -> dict[str, int]:
    found: dict[str, int] = {}
    for item in spy.values():
        for value in item.term.decode().split():
            found[value] = found.get(value, 0) + item.termfreq
    return found
