"""What is known of the hosts of a run: where they are, what they were asked today, whom to believe.

Loaded when a run opens and saved with the pages. Decides when a host is left alone, and for how long.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from corpus.capture import CaptureRecord
from corpus.frontier import ClaimedUrl, HostState
from corpus.portal import Portal
from crawler.guard import plain_host
from crawler.hosts import HostTurns
from crawler.opening import day_in_vietnam, next_midnight, opens_at
from crawler.pace import Pace
from crawler.settings import CrawlerSettings

logger = logging.getLogger(__name__)

_LONGEST_REST = timedelta(days=7)
_FULL_LOOK_EVERY = 8
"""Even a host whose validators are proved is asked in full now and then."""
_TRIAL_EVERY = 2
"""One that has proved nothing yet, at every second visit."""


@dataclass
class HostWatch:
    """The hosts of a run. Names as in `FrontierUrl.host`."""

    settings: CrawlerSettings
    portals: dict[str, Portal]
    clock: Callable[[], datetime]
    turns: HostTurns = field(init=False)
    pace: Pace = field(init=False)
    _states: dict[str, HostState] = field(default_factory=dict)
    _changed: set[str] = field(default_factory=set)
    _portals_of: dict[str, list[Portal]] = field(default_factory=dict)
    _asked_at: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.turns = HostTurns(self.settings.host_failure_limit, self._opens)
        self.pace = Pace(self.settings.delay_limit_seconds)
        for portal in self.portals.values():
            self.take_portal(portal)

    def take_portal(self, portal: Portal) -> None:
        """Counts the portal's hosts, in place of those that it had before."""
        for host in portal.all_hosts:
            there = self._portals_of.setdefault(plain_host(host), [])
            there[:] = [*(other for other in there if other.key != portal.key), portal]

    # from run to run

    def load(self, states: Iterable[HostState], *, rest_on: bool) -> None:
        """Takes what earlier runs learnt; with `rest_on` hosts that were left alone still are."""
        now = self.clock()
        for state in states:
            self._states[state.host] = state
            if state.address:
                self.turns.learn_address(state.host, state.address)
            if rest_on and state.rest_until is not None and state.rest_until > now:
                self.turns.stop(state.host, "resting", state.rest_until)

    def state(self, host: str) -> HostState:
        return self._states.get(host) or HostState(host=host)

    def take_changed(self) -> tuple[HostState, ...]:
        """What changed since the last call, to be saved."""
        changed = tuple(self._states[host] for host in sorted(self._changed))
        self._changed.clear()
        return changed

    def _update(self, host: str, **values: Any) -> HostState:
        self._states[host] = self.state(host).model_copy(update=values)
        self._changed.add(host)
        return self._states[host]

    def portals_at(self, host: str, among: Collection[str]) -> Collection[str]:
        """Those of `among` that are at this host: few, where a claim would else look for thousands."""
        there = self._portals_of.get(plain_host(host))
        return tuple(portal.key for portal in there if portal.key in among) if there else among

    # where it is, and how fast it may be asked

    def located(self, host: str, address: str) -> None:
        """Notes the address that the host has now."""
        if self.state(host).address != address:
            self._update(host, address=address)
        self.turns.learn_address(host, address)

    def delay(self, host: str) -> float:
        """Seconds between two requests to the host's address."""
        portals = self._portals_of.get(host, [])
        own = [p.delay_seconds for p in portals if p.delay_seconds is not None]
        plain = [self.settings.delay_seconds] if len(own) < len(portals) or not portals else []
        return self.pace.keep(self.turns.address_of(host), max([*own, *plain]))

    def _opens(self, host: str, at: datetime) -> datetime:
        """The hours of all portals there must include it; the settings' hours hold for those without own."""
        for portal in self._portals_of.get(host, ()):
            hours = self.settings.crawl_hours if portal.crawl_hours is None else portal.crawl_hours
            at = max(at, opens_at(at, hours))
        return at

    # what it was asked

    def asked(self, host: str) -> None:
        """Counts a request, and leaves the host alone until tomorrow when it was the last of its day."""
        now = self.clock()
        self._asked_at[self.turns.address_of(host)] = now
        day, state = day_in_vietnam(now), self.state(host)
        count = state.requests + 1 if state.day == day else 1
        self._update(host, day=day, requests=count)
        if count == self.settings.max_requests_per_host_and_day:
            logger.warning("%s: day-budget: %d requests today, the others wait for tomorrow", host, count)
            self.turns.stop(host, "day-budget", next_midnight(now))

    def day_is_spent(self, host: str) -> bool:
        """Whether the host had all its requests of today."""
        state = self.state(host)
        spent = state.requests >= self.settings.max_requests_per_host_and_day
        return spent and state.day == day_in_vietnam(self.clock())

    def ready_at(self, host: str) -> datetime:
        """When the host's address may be asked again, jitter aside: that is added at the wire."""
        address, now = self.turns.address_of(host), self.clock()
        shortest = self.pace.delay(address) * (1 - self.settings.delay_jitter)
        return max(now, self._asked_at.get(address, now) + timedelta(seconds=shortest))

    # whether it works

    def answered(self, host: str) -> None:
        """The host works: failures and rests are forgiven."""
        self.turns.answered(host)
        if self.state(host).rests or self.state(host).rest_until:
            self._update(host, rests=0, rest_until=None)

    def rest(self, host: str, reason: str) -> datetime:
        """Leaves a failing host alone: six hours, twice as long each time in a row, a week at most."""
        state = self.state(host)
        hours = self.settings.host_rest_hours * 2 ** min(state.rests, 10)
        until = self.clock() + min(timedelta(hours=hours), _LONGEST_REST)
        self._update(host, rests=state.rests + 1, rest_until=until)
        self.turns.stop(host, reason, until)
        return until

    # whom to believe

    def asks_conditionally(self, claim: ClaimedUrl) -> bool:
        """Whether to send validators: always where they are proved, in turn where not, never to liars."""
        state = self.state(claim.host)
        if state.wrong_validators:
            return False
        every = _FULL_LOOK_EVERY if state.validators_proved else _TRIAL_EVERY
        return claim.visits % every != 0

    def judge_validators(
        self,
        claim: ClaimedUrl,
        answer: CaptureRecord,
        earlier: CaptureRecord | None,
        *,
        asked: bool,
        news: bool,
    ) -> None:
        """Learns from one answer whether the host's validators follow what its pages say.

        `asked`: the request was conditional; `news`: the page says something new in the fields we read.
        """
        host, state = claim.host, self.state(claim.host)
        if earlier is None:
            return
        if answer.status == 304:
            self._update(host, not_modified=state.not_modified + 1)
        elif asked and news:
            self._update(host, modified=state.modified + 1)
        elif news and answer.status == 200 and _same_validators(answer, earlier):
            logger.info("%s: a page changed, its validators did not: they are not believed", host)
            self._update(host, wrong_validators=state.wrong_validators + 1)

    def judged_certificate(self, name: str, result: str) -> None:
        """Notes what a host's certificate is; told once for each change."""
        for host in [host for host in self._portals_of if host.partition(":")[0] == name]:
            if self.state(host).tls != result:
                logger.log(_LEVEL_OF_TLS[result == "verified"], "%s: certificate %s", host, result)
                self._update(host, tls=result)


_LEVEL_OF_TLS = {True: logging.DEBUG, False: logging.INFO}


def _same_validators(answer: CaptureRecord, earlier: CaptureRecord) -> bool:
    """A Last-Modified alone is good to the second only, but two looks are hours apart."""
    if answer.etag or earlier.etag:
        return answer.etag == earlier.etag
    return bool(answer.last_modified) and answer.last_modified == earlier.last_modified
