"""The indexer's front door: everything that others may use of it.

    index = open_index(settings, storage)          # raises NeedsRebuild, IndexDamaged
    page = index.search(Query(text="hoi nghi so ket", filters={"province": ("kien-giang",)}))
    report = update_index(settings, storage, catalog)   # incremental; rebuild=True builds aside and swaps

Bytes come from `corpus`; nobody outside imports a submodule of this package, but the command line its words
(`printed.py`). Whoosh, NumPy and pyvi are imported when an index is first opened or written, not by importing
this.
"""

from indexer.asked import Asked, answer
from indexer.build import IndexReport, update_index
from indexer.evaluation.collection import Collection, read_collection
from indexer.evaluation.golden import (
    FirstHit,
    GoldenQuery,
    KindOfQuery,
    by_kind,
    first_hits,
    mean_reciprocal_rank,
    read_golden_queries,
)
from indexer.evaluation.short_queries import ShortReport, evaluate_short_queries
from indexer.evaluation.typed import Typing
from indexer.generations import IndexBusy
from indexer.index import Index, IndexStatus, open_index
from indexer.query.dates import Span, read_typed_date
from indexer.query.synonyms import Synonym
from indexer.scanning import Scan
from indexer.settings import IndexerSettings
from indexer.suggest.types import Change, Completion, CompletionKind, Proposal, Suggestions
from indexer.synonyms import names_a_concept, read_synonyms, save_synonyms
from indexer.types import (
    FACETS,
    FURTHER_FACETS,
    Boundaries,
    CitedDocument,
    FacetCount,
    FileSnippet,
    Fragment,
    Hit,
    Query,
    QueryNote,
    Repost,
    ResultPage,
    Snippet,
    Sort,
)
from indexer.upkeep import Compaction, Verification, compact_index, verify_index, yield_to_searches

__all__ = [
    "FACETS",
    "FURTHER_FACETS",
    "Asked",
    "Boundaries",
    "Change",
    "CitedDocument",
    "Collection",
    "Compaction",
    "Completion",
    "CompletionKind",
    "FacetCount",
    "FileSnippet",
    "FirstHit",
    "Fragment",
    "GoldenQuery",
    "Hit",
    "Index",
    "IndexBusy",
    "IndexReport",
    "IndexStatus",
    "IndexerSettings",
    "KindOfQuery",
    "Proposal",
    "Query",
    "QueryNote",
    "Repost",
    "ResultPage",
    "Scan",
    "ShortReport",
    "Snippet",
    "Sort",
    "Span",
    "Suggestions",
    "Synonym",
    "Typing",
    "Verification",
    "answer",
    "by_kind",
    "compact_index",
    "evaluate_short_queries",
    "first_hits",
    "mean_reciprocal_rank",
    "names_a_concept",
    "open_index",
    "read_collection",
    "read_golden_queries",
    "read_synonyms",
    "read_typed_date",
    "save_synonyms",
    "update_index",
    "verify_index",
    "yield_to_searches",
]
