"""Whose turn it is: one request at a time per IP address, in the order in which addresses are free again.

Farms of portals share one server: hosts that resolve to one address wait for each other. Kept in memory and
for one run; what must outlive the process is in the catalog.
"""

import heapq
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

Opens = Callable[[str, datetime], datetime]
"""When a host may be asked at the earliest, from that time on: its hours of the day."""


def _always_open(host: str, now: datetime) -> datetime:
    return now


@dataclass
class HostTurns:
    """The hosts of a run, named as `FrontierUrl.host` names them, and when each may be asked again."""

    failure_limit: int
    opens: Opens = _always_open
    busy: set[str] = field(default_factory=set)
    """Hosts with a visit under way."""
    stopped: dict[str, str] = field(default_factory=dict)
    """Host -> why it is left alone, until its pause ends."""
    paused: dict[str, datetime] = field(default_factory=dict)
    """Host -> until when it asked to be left alone, or is given time to recover."""
    _addresses: dict[str, str] = field(default_factory=dict)
    _ready_at: dict[str, datetime] = field(default_factory=dict)
    """Address -> when its delay is over."""
    _queue: list[tuple[datetime, int, str]] = field(default_factory=list)
    _count: int = 0
    _waiting: set[str] = field(default_factory=set)
    """Hosts in `_queue` or in `_behind`: those that may have a URL to fetch."""
    _behind: dict[str, deque[str]] = field(default_factory=dict)
    """Address -> hosts that wait for another one there."""
    _failures: Counter[str] = field(default_factory=Counter)

    # who is there

    def address_of(self, host: str) -> str:
        """The IP address of the host; the host itself while it is not known."""
        return self._addresses.get(host, host)

    def learn_address(self, host: str, address: str) -> None:
        """Notes where the host is. Others that waited for it at its former address go on."""
        before = self.address_of(host)
        self._addresses[host] = address
        if before != address:
            self._next_behind(before)

    def hosts_at(self, address: str) -> tuple[str, ...]:
        return tuple(host for host, known in self._addresses.items() if known == address)

    # whose turn it is

    def wake(self, hosts: Iterable[str], now: datetime) -> None:
        """Notes that these hosts may have a URL to fetch."""
        for host in hosts:
            if host not in self._waiting and host not in self.busy:
                self._push(host, self._free_at(host, now))

    def next_host(self, now: datetime) -> str | None:
        """The host that has been free for longest; it is not queued any more. None when none is free."""
        taken = {self.address_of(host) for host in self.busy}
        while self._queue and self._queue[0][0] <= now:
            host = heapq.heappop(self._queue)[2]
            address, free_at = self.address_of(host), self._free_at(host, now)
            if address in taken:
                self._behind.setdefault(address, deque()).append(host)
                continue
            self._waiting.discard(host)
            if free_at <= now:
                return host
            self._push(host, free_at)
            self._next_behind(address)
        return None

    def begin(self, host: str) -> None:
        """A visit of the host is under way."""
        self.busy.add(host)

    def end(self, host: str, ready_at: datetime, now: datetime) -> None:
        """The visit is over; its address may be asked again at `ready_at`, those behind it first."""
        address = self.address_of(host)
        self.busy.discard(host)
        self._ready_at[address] = ready_at
        behind = self._behind.setdefault(address, deque())
        if host not in self._waiting:
            behind.append(host)
            self._waiting.add(host)
        self._next_behind(address, now)

    def forget(self, host: str) -> None:
        """The host, just named by `next_host`, has nothing to fetch."""
        self._next_behind(self.address_of(host))

    def next_free_at(self) -> datetime | None:
        """When the next host that may have a URL is free; None when none has, or all are busy."""
        return self._queue[0][0] if self._queue else None

    def _free_at(self, host: str, now: datetime) -> datetime:
        paused_until = self.paused.get(host)
        if paused_until is not None and paused_until <= now:
            self.paused.pop(host)
            self.stopped.pop(host, None)
        waits = (self._ready_at.get(self.address_of(host)), self.paused.get(host))
        return self.opens(host, max((wait for wait in waits if wait is not None and wait > now), default=now))

    def _push(self, host: str, at: datetime) -> None:
        self._count += 1
        self._waiting.add(host)
        heapq.heappush(self._queue, (at, self._count, host))

    def _next_behind(self, address: str, now: datetime | None = None) -> None:
        behind = self._behind.get(address)
        if behind:
            host = behind.popleft()
            ready_at = self._ready_at.get(address)
            self._push(host, ready_at or now or datetime.min.replace(tzinfo=UTC))
        if not behind:
            self._behind.pop(address, None)

    # hosts in trouble

    def pause(self, host: str, until: datetime) -> None:
        """Asks nothing of the host before `until`; a longer pause stays."""
        self.paused[host] = max(until, self.paused.get(host, until))

    def stop(self, host: str, reason: str, until: datetime) -> None:
        """Leaves the host alone until then; its first failure after that counts as too many."""
        self.stopped[host] = reason
        self.pause(host, until)

    def all_stopped(self, hosts: Iterable[str]) -> bool:
        """Whether none of these hosts is asked now."""
        return all(host in self.stopped for host in hosts)

    def answered(self, host: str) -> None:
        """The host works: earlier failures are forgiven."""
        self._failures.pop(host, None)

    def failed(self, host: str) -> bool:
        """Counts one more failure in a row; True from the one on that is too many."""
        self._failures[host] += 1
        return self._failures[host] >= self.failure_limit
