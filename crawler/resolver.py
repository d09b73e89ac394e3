"""Resolves host names for Scrapy, without those that lead into a private network.

The check is made on the very address that is connected to, so a name cannot show one address to a check and
another to the fetch (DNS rebinding).
"""

from collections.abc import Sequence

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.guard import is_public

_LOOKUP_SECONDS = 20.0
"""For one name. Scrapy allows 60 s, during which the host's turn would be taken for nothing."""


class PrivateAddress(DNSLookupError):
    """A name that resolves into a private network, and may not."""


class PublicResolver(CachingThreadedResolver):
    """Resolves as Scrapy does, but fails for a private address, at every connection."""

    def __init__(self, reactor: ReactorBase, *, allowed: frozenset[str], refused: set[str]) -> None:
        """`refused` collects the names refused: the exception's type is lost on its way through Twisted."""
        super().__init__(reactor, cache_size=10_000, timeout=_LOOKUP_SECONDS)
        self._allowed = allowed
        self._refused = refused

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":  # noqa: N802
        """Fires with the IPv4 address; fails with PrivateAddress."""
        return super().getHostByName(name, timeout).addCallback(self._checked, name)

    def _checked(self, address: str, name: str) -> str:
        if name in self._allowed or is_public(address):
            return address
        self._refused.add(name)
        raise PrivateAddress(f"{name} resolves to the private address {address}")
