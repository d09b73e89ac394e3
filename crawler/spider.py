"""One Scrapy spider for all portals: reads each answer, or judges its failure, and ends the visit.

What follows from an answer is for `crawler/policy.py` to say and for `crawler/run_state.py` to do.
"""

import logging
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from corpus.capture import first_header
from corpus.content_encoding import decode_body
from corpus.errors import SkipItem, TraTinError
from crawler.directives import read_directives
from crawler.ended_visits import NOTHING, Findings
from crawler.failures import Refused, judge_failure
from crawler.files import fetched_file
from crawler.host_memory import HostMemory
from crawler.middlewares import header_pairs
from crawler.platforms import Reading
from crawler.policy import Verdict, judge_class, judge_status, leads_nowhere
from crawler.reading import Answer, read_answer
from crawler.run_state import CrawlRun
from crawler.visit import Visit

logger = logging.getLogger(__name__)

_LEVELS = {"done": logging.DEBUG, "gone": logging.DEBUG, "blocked": logging.INFO, "failed": logging.WARNING}
"""How loud an ended visit is told: dead links stand in every menu, and the report counts them."""


class PortalSpider(Spider):
    """Fetches whatever the scheduler hands out."""

    name = "portals"

    def __init__(self, run: CrawlRun, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.run = run
        self.memory = HostMemory(run.catalog)
        run.late_hints.host_blocks = self.memory.of

    async def start(self) -> AsyncIterator[Request]:
        """Nothing: the frontier in the catalog is where a run starts."""
        return
        yield

    def read_response(self, response: Response) -> None:
        """Ends the visit that this response answers. Links go to the catalog, not back to Scrapy."""
        visit = Visit.of(response)
        try:
            self._read(response, visit)
        except TraTinError as error:
            self._abort(error)

    def read_failure(self, failure: Failure) -> None:
        """Ends the visit of a request that got no response, or must not be made."""
        visit = Visit.of(failure.request)  # type: ignore[attr-defined]  # Scrapy adds it
        error = failure.value
        if isinstance(error, TraTinError):
            self._abort(error)
        try:
            verdict = judge_failure(error, visit.claim.host, self.run.refused_names)
            led_to = failure.request.url if visit.captured else None  # type: ignore[attr-defined]  # Scrapy adds it
            if led_to is not None and verdict.reason == "off-portal":
                self.run.answered_from(visit, led_to)
            retry_after = error.retry_after if isinstance(error, Refused) else None
            self._settle(visit, verdict, retry_after=retry_after, led_to=led_to)
        except TraTinError as broken:
            self._abort(broken)

    def _read(self, response: Response, visit: Visit) -> None:
        verdict = judge_status(response.status)
        if verdict.action != "retry":
            self.run.hosts.answered(visit.claim.host)
        if verdict.action != "read":
            retry_after = first_header(header_pairs(response), "Retry-After")
            self._settle(visit, verdict, retry_after=retry_after)
            return
        self.run.answered_from(visit, response.url)
        if visit.is_file:
            file = fetched_file(visit.claim.canonical_url, response.url, header_pairs(response))
            self._settle(visit, Verdict(action="done", reason="file"), Findings(file=file))
            return
        try:
            reading = self._reading(response, visit)
        except SkipItem as skip:
            self._settle(visit, Verdict(action="failed", reason=skip.reason))
        except Exception:  # one page that a reader chokes on must not end the crawl; its capture is kept
            logger.exception("%s: cannot read %s", visit.portal.key, response.url)
            self._settle(visit, Verdict(action="failed", reason="reader-error"))
        else:
            self._settle_reading(response, visit, reading)

    def _reading(self, response: Response, visit: Visit) -> Reading:
        fetched_at = visit.captured[-1].fetched_at if visit.captured else None
        answer = Answer(response.url, response.status, header_pairs(response), response.body, fetched_at)
        reading = read_answer(
            answer,
            portal=visit.portal,
            hint=visit.claim.hint,
            max_decoded_bytes=self.run.settings.max_decoded_bytes,
            host=self.memory.of(response.url),
        )
        self.memory.learn(response.url, reading)
        return reading

    def closed(self, reason: str) -> None:
        """Scrapy calls it at the end of the run, whatever the reason."""
        self.memory.save()

    def _settle_reading(self, response: Response, visit: Visit, reading: Reading) -> None:
        content_type = first_header(header_pairs(response), "Content-Type")
        tries_left = visit.claim.tries + 1 < self.run.settings.max_tries
        maintenance = tries_left and "maintenance" in reading.problems  # one page may say so for ever
        verdict = judge_class(reading.page_class, content_type, maintenance=maintenance)
        findings = self._allowed(response, _findings(reading))
        if verdict.action == "done" and visit.claim.role == "start" and findings == NOTHING:
            verdict = Verdict(action="failed", reason="no-links")
        self._settle(visit, verdict, findings)

    def _allowed(self, response: Response, findings: Findings) -> Findings:
        """What the page lets robots keep of it, and follow."""
        if findings == NOTHING:
            return findings
        headers = header_pairs(response)
        limit = self.run.settings.max_decoded_bytes
        body = decode_body(response.body, first_header(headers, "Content-Encoding"), max_decoded_bytes=limit)
        asked = read_directives(headers, body, self.run.settings.bot_name, self.run.clock())
        article = findings.article if asked.index else None
        found = findings.found if asked.follow else ()
        return Findings(article, found, by_looks=findings.by_looks)

    def _settle(
        self,
        visit: Visit,
        verdict: Verdict,
        findings: Findings = NOTHING,
        *,
        retry_after: str | None = None,
        led_to: str | None = None,
    ) -> None:
        """Ends the visit as the verdict says, with one line in the log where someone may want to know.

        `led_to` is where its redirects led when that is where it failed.
        """
        key, url = visit.portal.key, visit.claim.url + (f" (leads to {led_to})" if led_to else "")
        if verdict.action != "retry":
            self.run.record(visit, verdict, findings)
            level = _LEVELS[verdict.action]
            if leads_nowhere(visit.claim.role, verdict):
                level, url = logging.WARNING, f"{url}, a start page: this run finds nothing through it"
            logger.log(level, "%s: %s: %s at %s", key, verdict.action, verdict.reason, url)
            return
        wait_seconds = self.run.postpone(visit, verdict, retry_after)
        if verdict.host_fault or not visit.claim.tries:
            self.run.host_failed(visit, verdict.reason)
        if wait_seconds is None:
            logger.warning(
                "%s: failed: %s at %s, tried %d times", key, verdict.reason, url, visit.claim.tries + 1
            )
        elif visit.claim.host not in self.run.turns.stopped:
            logger.info("%s: %s at %s, next try in %.0f s", key, verdict.reason, url, wait_seconds)

    def _abort(self, error: TraTinError) -> None:
        """Ends the run: the disk is full, or the catalog is not to be written."""
        self.run.fatal = error
        raise CloseSpider("fatal") from error


def _findings(reading: Reading) -> Findings:
    """Blocks are taken only of pages that were read by their looks (`Reading.blocks`)."""
    return Findings(reading.article, reading.discovered, by_looks=bool(reading.article and reading.blocks))
