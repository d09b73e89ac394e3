"""Visits that are over: saved many at once, and learnt from.

A capture is on disk first, then all that a page brought and its URL's new state are saved in one transaction.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpus.archive import Archive
from corpus.article import Article
from corpus.attachment import FetchedFile
from corpus.capture import CaptureRecord
from corpus.catalog import Catalog, RecordedPage, VisitedPage
from corpus.frontier import NEWS_PRIORITY, FrontierUrl
from corpus.moves import Move
from crawler.follow import articles_of
from crawler.host_watch import HostWatch
from crawler.late_hints import LateHints, Unhinted
from crawler.policy import Verdict, outcome_of
from crawler.recrawl import next_visit
from crawler.settings import CrawlerSettings
from crawler.tally import PortalTally
from crawler.visit import Visit
from crawler.walk import Walk


@dataclass
class Findings:
    """What reading a page gave: its article, enriched, and the URLs found; or the file that it was."""

    article: Article | None = None
    found: Sequence[FrontierUrl] = ()
    file: FetchedFile | None = None
    by_looks: bool = False
    """No adapter knew the layout of the page: the generic reader read the article."""


NOTHING = Findings()


@dataclass
class EndedVisit:
    """A visit that is over: what it brought, and what of that is followed."""

    visit: Visit
    verdict: Verdict
    findings: Findings
    found: tuple[FrontierUrl, ...] = ()
    walk_on: bool = False


@dataclass(kw_only=True)
class EndedVisits:
    """Those of a run that are not saved yet; for the catalog they are in flight."""

    settings: CrawlerSettings
    catalog: Catalog
    archive: Archive
    clock: Callable[[], datetime]
    started: datetime
    hosts: HostWatch
    walk: Walk
    late_hints: LateHints
    tallies: Mapping[str, PortalTally]
    loose: list[CaptureRecord] = field(default_factory=list)
    """Captures of robots.txt."""
    moved: list[Move] = field(default_factory=list)
    """Moves noticed meanwhile: what they left out may be among these visits."""
    _ended: list[EndedVisit] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self._ended)

    def add(self, ended: EndedVisit) -> None:
        self._ended.append(ended)

    def save(self) -> set[str]:
        """Saves them, captures first, then all they brought in one transaction; the hosts concerned."""
        ended, self._ended = self._ended, []
        loose, self.loose = self.loose, []
        if not ended and not loose:
            return set()
        self.archive.sync()
        with self.catalog.together():
            self.catalog.add_captures([*loose, *(hop for one in ended for hop in one.visit.captured[:-1])])
            self._save([one for one in ended if one.visit.captured])
            for one in ended:
                if not one.visit.captured:
                    self._finish(one)
            self.catalog.save_hosts(self.hosts.take_changed())
            self.catalog.save_templates(self.walk.take_changed_templates())
            for move in self.moved:
                self.catalog.moves.reopen(move, self.clock())
            self.moved.clear()
        return {url.host for one in ended for url in one.found} | {one.visit.claim.host for one in ended}

    def _finish(self, ended: EndedVisit) -> None:
        """Ends a visit that brought nothing."""
        claim, verdict, now = ended.visit.claim, ended.verdict, self.clock()
        again = next_visit(claim, verdict, 0, now, self.settings)
        self.catalog.finish(claim.url_id, outcome_of(verdict), verdict.reason, now, again)
        self.tallies[claim.portal].add_end(claim.role, verdict, None)

    def _save(self, ended: Sequence[EndedVisit]) -> None:
        """Saves what pages brought, and learns from it."""
        news = [self._news(one.visit, one.found) for one in ended]
        pages = [self._page(one, new) for one, new in zip(ended, news, strict=True)]
        recorded = self.catalog.record_pages(pages)
        for one, new, page in zip(ended, news, recorded, strict=True):
            self._learn(one, new, page)

    def _page(self, ended: EndedVisit, news: int) -> VisitedPage:
        """What a page brought is dated when it was fetched: the next run asks what came after that."""
        visit, verdict, answer = ended.visit, ended.verdict, ended.visit.captured[-1]
        return VisitedPage(
            visit.claim.url_id,
            answer,
            outcome=outcome_of(verdict),
            now=answer.fetched_at,
            article=ended.findings.article,
            discovered=_as_news(ended.found) if visit.claim.visits else ended.found,
            reason=verdict.reason,
            revisit_before=self.started if ended.walk_on else None,
            file=ended.findings.file,
            again=next_visit(visit.claim, verdict, news, answer.fetched_at, self.settings),
        )

    def _learn(self, ended: EndedVisit, news: int, recorded: RecordedPage) -> None:
        """Counts a page that was saved, and judges by it what its host and the form of its URL are worth."""
        visit, verdict, findings, answer = (
            ended.visit,
            ended.verdict,
            ended.findings,
            ended.visit.captured[-1],
        )
        changed = bool(news) or recorded.article in ("new", "changed")
        asked = visit.conditional
        self.hosts.judge_validators(visit.claim, answer, visit.earlier, asked=asked, news=changed)
        if verdict.action == "done" and not visit.is_file:  # dead links come by the hundred in sitemaps
            self.walk.count(visit, answer.fetched_at, has_article=bool(findings.article))
        tally = self.tallies[visit.portal.key]
        tally.add_end(visit.claim.role, verdict, recorded)
        if findings.article is not None:
            tally.add_article(findings.article, by_looks=findings.by_looks)
        self._settle_hints(visit, findings, recorded.capture_id)

    def _settle_hints(self, visit: Visit, findings: Findings, capture_id: int) -> None:
        if findings.article is not None and visit.claim.hint is None:
            unhinted = Unhinted(findings.article.url, visit.portal, visit.captured[-1].locator, capture_id)
            self.late_hints.expect(visit.claim.canonical_url, unhinted)
        self.late_hints.apply(findings.found)

    def _news(self, visit: Visit, found: Sequence[FrontierUrl]) -> int:
        """How many articles the page names that nobody had named when it was last read."""
        if visit.claim.role not in ("start", "list", "feed", "sitemap", "rest"):
            return 0
        since = visit.earlier.fetched_at if visit.earlier else self.started
        return self.catalog.news_count(articles_of(found), since)


def _as_news(found: Sequence[FrontierUrl]) -> tuple[FrontierUrl, ...]:
    """Articles that a page names now and did not name before come before all history."""
    return tuple(raised([url])[0] if url.role == "article" else url for url in found)


def raised(found: Sequence[FrontierUrl]) -> tuple[FrontierUrl, ...]:
    """These as news: before all history."""
    return tuple(url.model_copy(update={"priority": url.priority + NEWS_PRIORITY}) for url in found)
