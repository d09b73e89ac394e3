"""Scrapy middlewares between the spider and the wire: guard, robots.txt, redirects, capture.

Order matters (see ORDER): the guard and robots.txt judge every request, redirected ones too; the capture is
nearest to the wire, so that the archive holds every hop as it came, still content-encoded.
"""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime, timedelta
from typing import Any, Self
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from corpus.capture import Exchange, first_header
from corpus.content_encoding import decode_body
from corpus.errors import SkipItem, TraTinError
from corpus.frontier import FrontierUrl
from corpus.urls import canonical_url
from crawler.discover.found import PRIORITIES
from crawler.engine import engine_of, run_of
from crawler.failures import Refused, RobotsUnreachable, judge_failure
from crawler.guard import file_refusal, host_of, is_ip_address, private_names, refusal
from crawler.policy import Verdict
from crawler.resolver import PublicResolver
from crawler.robots import ALLOW_ALL, RobotsRules, parse_robots
from crawler.run_state import CrawlRun
from crawler.visit import Visit

logger = logging.getLogger(__name__)

_KEEP_RULES = timedelta(hours=24)
"""RFC 9309, 2.4: a robots.txt should not be used for longer."""


class RunMiddleware:
    """A middleware that knows the run it serves."""

    def __init__(self, crawler: Crawler, run: CrawlRun) -> None:
        self.crawler = crawler
        self.run = run

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler, run_of(crawler))


class GuardMiddleware(RunMiddleware):
    """Refuses what is not the portal's, or not on the open internet."""

    def __init__(self, crawler: Crawler, run: CrawlRun) -> None:
        super().__init__(crawler, run)
        from twisted.internet import reactor

        allowed = private_names(run.portals.values())
        PublicResolver(reactor, allowed=allowed, refused=run.refused_names).install_on_reactor()

    async def process_request(self, request: Request) -> None:
        visit = Visit.of(request)
        limit = self.run.settings.max_url_chars
        if visit.is_file:
            reason = file_refusal(request.url, visit.portal, max_chars=limit)
        else:
            reason = refusal(request.url, visit.portal, max_chars=limit, whole_host=visit.is_robots)
        if reason:
            raise Refused(reason)
        host = host_of(request.url)
        address = await self._address_of(request.url)
        self.run.hosts.located(host, address)
        self.run.hosts.delay(host)
        request.meta["download_slot"] = address
        set_slot_delay(self.crawler, address, self.run)

    async def _address_of(self, url: str) -> str:
        """The IP address that the request will go to. Raises what the download itself would."""
        from twisted.internet import reactor

        name = urlsplit(url).hostname or ""
        if is_ip_address(name):
            return name
        try:
            resolved: Deferred[Any] = reactor.resolve(name)  # type: ignore[arg-type]  # typed without a name
            return str(await maybe_deferred_to_future(resolved))
        except (DNSLookupError, TimeoutError) as error:
            raise CannotResolveHostError(str(error)) from error


def set_slot_delay(crawler: Crawler, address: str, run: CrawlRun) -> None:
    """Makes Scrapy's slot of this address wait as long as the address is owed, jitter around it."""
    downloader = engine_of(crawler).downloader
    delay = run.hosts.pace.delay(address)
    slot = downloader.slots.get(address)
    if slot is not None:
        slot.delay = delay
    own = {"concurrency": 1, "delay": delay, "jitter": run.settings.delay_jitter}
    downloader.per_slot_settings[address] = own


class RobotsMiddleware(RunMiddleware):
    """Asks each host for its robots.txt once a day, and obeys."""

    def __init__(self, crawler: Crawler, run: CrawlRun) -> None:
        super().__init__(crawler, run)
        self._rules: dict[str, tuple[datetime, asyncio.Future[RobotsRules]]] = {}

    async def process_request(self, request: Request) -> None:
        visit = Visit.of(request)
        if visit.is_robots:
            return
        rules = await self._rules_for(request, visit)
        if not rules.allows(request.url, self.run.settings.bot_name):
            raise Refused("robots-txt")

    def _rules_for(self, request: Request, visit: Visit) -> Awaitable[RobotsRules]:
        origin = request.url.split("/", 3)[:3]
        robots_url = "/".join([*origin, "robots.txt"])
        now = self.run.clock()
        asked_at, known = self._rules.get(robots_url, (now, None))
        if known is None or now - asked_at > _KEEP_RULES or (known.done() and known.exception()):
            known = asyncio.ensure_future(self._fetch(robots_url, visit))
            self._rules[robots_url] = (now, known)
        return asyncio.shield(known)

    async def _fetch(self, robots_url: str, visit: Visit) -> RobotsRules:
        own_visit = Visit(visit.portal)
        request = own_visit.request(robots_url, callback=NO_CALLBACK)
        try:
            response = await engine_of(self.crawler).download_async(request)
        except Refused as refused:
            logger.info("%s: robots.txt leads to %s, taken as none", visit.portal.key, refused.reason)
            return ALLOW_ALL
        except TraTinError:
            raise  # the archive or the catalog, not the host
        except IgnoreRequest:
            return ALLOW_ALL  # more hops than RFC 9309 asks us to follow: "unavailable", like 4xx
        except Exception as error:
            verdict = judge_failure(error, host_of(robots_url), self.run.refused_names)
            raise _without_robots(verdict) from error
        self.run.keep_captures(own_visit)
        rules = self._read(response, visit)
        self.run.add_sitemaps(visit.portal, self._sitemaps(robots_url, rules))
        return rules

    def _read(self, response: Response, visit: Visit) -> RobotsRules:
        if response.status >= 500 or response.status == 429:
            retry_after = first_header(header_pairs(response), "Retry-After")
            raise RobotsUnreachable(f"robots-http-{response.status}", retry_after)
        if not 200 <= response.status < 300:
            return ALLOW_ALL
        rules = parse_robots(self._decoded(response), self.run.settings.bot_name)
        self._keep_crawl_delay(host_of(response.url), rules.crawl_delay_seconds, visit)
        return rules

    def _sitemaps(self, robots_url: str, rules: RobotsRules) -> list[FrontierUrl]:
        """Those that robots.txt names, else the place where a sitemap usually lies."""
        urls = rules.sitemaps or (urljoin(robots_url, "/sitemap.xml"),)
        priority = PRIORITIES["sitemap"]
        return [
            FrontierUrl(url=url, canonical_url=canonical_url(url), role="sitemap", priority=priority)
            for url in urls
        ]

    def _decoded(self, response: Response) -> bytes:
        encoding = first_header(header_pairs(response), "Content-Encoding")
        try:
            limit = self.run.settings.max_decoded_bytes
            return decode_body(response.body, encoding, max_decoded_bytes=limit)
        except SkipItem as error:
            raise RobotsUnreachable(f"robots-{error.reason}") from error

    def _keep_crawl_delay(self, host: str, seconds: float, visit: Visit) -> None:
        """Makes the host's address wait at least so long; the jitter then only adds."""
        run = self.run
        if seconds <= run.hosts.delay(host):
            return
        logger.info("%s: Crawl-delay of %g s is kept", visit.portal.key, seconds)
        address = run.turns.address_of(host)
        run.hosts.pace.keep(address, seconds / (1 - run.settings.delay_jitter))
        set_slot_delay(self.crawler, address, run)


def _without_robots(verdict: Verdict) -> Refused:
    """Why nothing of a host may be asked, when asking for its robots.txt failed so."""
    if verdict.action == "blocked":
        return Refused(verdict.reason)
    return RobotsUnreachable(verdict.reason if verdict.action == "retry" else f"robots-{verdict.reason}")


class PortalRedirectMiddleware(RedirectMiddleware):
    """Follows redirects within one visit; where they lead is judged by the guard and robots.txt again."""

    def handle_referer(self, request: Request, response: Response) -> None:
        """Drops what was said for another address: the Referer, and validators of another page."""
        for name in ("Referer", "If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)

    def _engine_started(self) -> None:
        """Scrapy warns here that its Referer middleware is off; that is meant."""


class CaptureMiddleware(RunMiddleware):
    """Writes each response to the archive before anyone reads it, and learns how fast the host answers."""

    def process_request(self, request: Request) -> None:
        self.run.hosts.asked(host_of(request.url))

    def process_response(self, request: Request, response: Response) -> Response:
        self._pace(request, good=response.status < 500 and response.status != 429)
        if "dataloss" in response.flags and not self._is_whole(response):
            raise ResponseDataLossError
        visit = Visit.of(request)
        self.run.capture(self._exchange(request, response, visit), visit)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        if isinstance(exception, DownloadTimeoutError):
            request.meta["download_latency"] = self.run.settings.timeout_seconds
            self._pace(request, good=False)

    def _pace(self, request: Request, *, good: bool) -> None:
        latency, address = request.meta.get("download_latency"), request.meta["download_slot"]
        if latency is not None:
            self.run.hosts.pace.answered(address, float(latency), good=good)
            set_slot_delay(self.crawler, address, self.run)

    def _is_whole(self, response: Response) -> bool:
        """Whether a page whose Content-Length promised more ends as pages do: the length was a lie."""
        encoding = first_header(header_pairs(response), "Content-Encoding")
        try:
            limit = self.run.settings.max_decoded_bytes
            body = decode_body(response.body, encoding, max_decoded_bytes=limit)
        except SkipItem:
            return False
        return body.rstrip()[-7:].lower() == b"</html>"

    def _exchange(self, request: Request, response: Response, visit: Visit) -> Exchange:
        return Exchange(
            url=request.url,
            portal=visit.portal.key,
            status=response.status,
            headers=header_pairs(response),
            body=response.body,
            fetched_at=self.run.clock(),
            method=request.method,
            request_headers=header_pairs(request),
            request_body=request.body,
            ip=str(response.ip_address) if response.ip_address else None,
        )


def header_pairs(message: Request | Response) -> tuple[tuple[str, str], ...]:
    """The headers in order, as Latin-1 text: so every byte comes back when the archive writes them."""
    raw: list[tuple[bytes, bytes]] = [(name, v) for name, values in message.headers.items() for v in values]
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


ORDER: dict[str, int] = {
    "crawler.middlewares.GuardMiddleware": 100,
    "crawler.middlewares.RobotsMiddleware": 200,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "crawler.middlewares.PortalRedirectMiddleware": 600,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": 700,
    "crawler.middlewares.CaptureMiddleware": 950,
}
"""All middlewares in use, from the engine (low) to the wire (high). It replaces Scrapy's list."""
