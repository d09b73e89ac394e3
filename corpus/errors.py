"""The project's errors: one base, one family for each thing a caller can do about it.

Reasons are short and hyphenated, because they double as names of counters.
"""


class TraTinError(Exception):
    """Base of every error that this project raises on purpose."""


class BadConfig(TraTinError):
    """config.toml cannot be used; names the key and the fix."""

    def __init__(self, key: str, fix: str) -> None:
        super().__init__(f"config: {key}: {fix}")
        self.key = key
        self.fix = fix


class BadQuery(TraTinError):
    """A query is refused, at `position` (code points into the query text)."""

    def __init__(self, reason: str, position: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


class QueryTooCostly(BadQuery):
    """Answering would take longer, or read more, than [indexer] in config.toml allows."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"query-too-costly: {why}; leave out the commonest words, or write out those cut short by `*`"
        )


class SkipItem(TraTinError):
    """This page yields nothing and never will; `reason` is counted."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ArchiveDamaged(TraTinError):
    """A WARC file is broken elsewhere than in its torn tail; names the file and the repair."""


class NeedsRebuild(TraTinError):
    """There is no index, or one of another schema: `tratin index --rebuild` makes it."""


class IndexDamaged(TraTinError):
    """The index on disk cannot be trusted; names the file and the repair."""
