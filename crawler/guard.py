"""Decides which URLs may be asked for at all: the portal's own hosts, over http(s), at public addresses.

Pure judgements over URLs; what a host's name resolves to is watched by `crawler/resolver.py`.
"""

import ipaddress
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urlsplit

from corpus.portal import Portal

if TYPE_CHECKING:
    from tldextract import TLDExtract

_DEFAULT_PORTS = {"http": 80, "https": 443}


def refusal(url: str, portal: Portal, *, max_chars: int = 2_000, whole_host: bool = False) -> str | None:
    """Why this URL is not ours to fetch for `portal`, as a short reason; None when it is.

    `whole_host` waives the portal's path prefixes, for robots.txt. Names are not resolved here: see
    `crawler.resolver`.
    """
    if len(url) > max_chars:
        return "url-too-long"
    try:
        parts = urlsplit(url)
        reason = _shape_refusal(parts)
    except ValueError:
        return "bad-url"
    return reason or _place_refusal(parts, portal, whole_host=whole_host)


def file_refusal(url: str, portal: Portal, *, max_chars: int = 2_000) -> str | None:
    """The same for a file that one of the portal's articles offers: its paths do not matter, and it may lie
    on another host of the portal's own domain (`tep.vidu.gov.vn` for `so.vidu.gov.vn`), if that is public.
    """
    reason = refusal(url, portal, max_chars=max_chars, whole_host=True)
    if reason != "off-portal" or portal.allow_private_addresses:
        return reason
    host = urlsplit(url).hostname or ""
    domains = {_domain(urlsplit(f"//{own}").hostname or "") for own in portal.all_hosts} - {""}
    if _domain(host) not in domains:
        return "off-portal"
    return "private-address" if _is_private_literal(host) else None


@cache
def _domain(host: str) -> str:
    """`vidu.gov.vn` for any host below it, "" for an IP address."""
    return _extract()(host).top_domain_under_public_suffix


@cache
def public_suffix(host: str) -> str:
    """`gov.vn` for any `host[:port]` below it, "" for an IP address."""
    return _extract()(host).suffix


@cache
def _extract() -> "TLDExtract":
    """By the list that tldextract brings along."""
    from tldextract import TLDExtract

    return TLDExtract(cache_dir=None, suffix_list_urls=())


def _shape_refusal(parts: SplitResult) -> str | None:
    if parts.scheme not in _DEFAULT_PORTS:
        return "bad-scheme"
    if parts.username is not None or parts.password is not None:
        return "credentials-in-url"
    if not parts.hostname or parts.port == 0:
        return "bad-url"
    return None


def _place_refusal(parts: SplitResult, portal: Portal, *, whole_host: bool) -> str | None:
    if host_key(parts) not in _host_keys(portal):
        return "off-portal"
    if not whole_host and not portal.owns(parts._replace(netloc=_as_configured(parts, portal)).geturl()):
        return "off-portal"
    if not portal.allow_private_addresses and _is_private_literal(parts.hostname or ""):
        return "private-address"
    return None


def host_key(parts: SplitResult) -> str:
    """`host` or `host:port`, lower case, without the scheme's default port: one politeness slot each."""
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return host if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


def host_of(url: str) -> str:
    """The host_key of a whole URL."""
    return host_key(urlsplit(url))


def _host_keys(portal: Portal) -> set[str]:
    return {plain_host(host) for host in portal.all_hosts}


def plain_host(host: str) -> str:
    """The host_key of a `host[:port]` as config.toml names it, whose scheme is not known."""
    name, _, port = host.rpartition(":")
    return name if name and port in ("80", "443") else host


def _as_configured(parts: SplitResult, portal: Portal) -> str:
    key = host_key(parts)
    return next(host for host in portal.all_hosts if plain_host(host) == key)


def is_public(address: str) -> bool:
    """Whether this IP address is one that the open internet can reach (RFC 6890 registries).

    An IPv4 address wrapped in IPv6 is judged as itself.
    """
    parsed = ipaddress.ip_address(address)
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    judged = mapped or parsed
    return judged.is_global and not judged.is_multicast


def is_ip_address(host: str) -> bool:
    """Whether this host name (without brackets) is an address itself."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _is_private_literal(host: str) -> bool:
    try:
        return not is_public(host)
    except ValueError:
        return False


def private_names(portals: Iterable[Portal]) -> frozenset[str]:
    """Host names that may resolve to a private address: every portal at that name allows it."""
    allowed: set[str] = set()
    refused: set[str] = set()
    for portal in portals:
        names = {urlsplit(f"//{host}").hostname or "" for host in portal.all_hosts}
        (allowed if portal.allow_private_addresses else refused).update(names)
    return frozenset(allowed - refused)
