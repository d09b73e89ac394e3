"""What each host's pages have in common, while a run reads them: looked up, taught, kept in the catalog."""

from urllib.parse import urlsplit

from corpus.catalog import Catalog
from corpus.host_blocks import HostBlocks
from crawler.guard import host_of
from crawler.platforms import Reading

SAVED_EVERY = 10
"""A run that is killed forgets at most so many pages of each host; the next pages teach the same."""


class HostMemory:
    """`fresh` begins with nothing: so reading an archive again gives what reading it first gave."""

    def __init__(self, catalog: Catalog, *, fresh: bool = False) -> None:
        self._catalog = catalog
        self._saved_hosts = frozenset() if fresh else catalog.hosts_with_blocks()
        self._hosts: dict[str, HostBlocks] = {}
        self._unsaved: dict[str, int] = {}

    def of(self, url: str) -> HostBlocks:
        """What is known of the URL's host."""
        host = host_of(url)
        if host not in self._hosts:
            known = host in self._saved_hosts
            self._hosts[host] = self._catalog.host_blocks(host) if known else HostBlocks(host=host)
        return self._hosts[host]

    def learn(self, url: str, reading: Reading) -> None:
        """Adds what a page shows: an article's, or the home page's."""
        before, parts = self.of(url), urlsplit(url)
        after = before
        if reading.article is not None and reading.page_class in ("article", "document"):
            after = before.with_article(reading.article.url, reading.article.title, reading.blocks)
        elif parts.path in ("", "/") and not parts.query and reading.blocks:
            after = before.with_home(reading.blocks)
        if after == before:
            return
        self._hosts[after.host] = after
        self._unsaved[after.host] = self._unsaved.get(after.host, 0) + 1
        if self._unsaved[after.host] >= SAVED_EVERY:
            self._save(after.host)

    def save(self) -> None:
        """Keeps what was learned since the last time."""
        with self._catalog.together():
            for host in list(self._unsaved):
                self._save(host)

    def _save(self, host: str) -> None:
        with self._catalog.together(lasting=False):
            self._catalog.save_host_blocks(self._hosts[host])
        del self._unsaved[host]
