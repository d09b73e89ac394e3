"""Whose turn it is: one request at a time per host, and a host that keeps failing is left alone.

In memory and for one run only; what must outlive the process is in the catalog.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class HostTurns:
    """The state of all hosts of a run, named as `FrontierUrl.host` names them."""

    failure_limit: int
    busy: set[str] = field(default_factory=set)
    stopped: dict[str, str] = field(default_factory=dict)
    """Host -> why nothing more is asked of it in this run."""
    paused: dict[str, datetime] = field(default_factory=dict)
    """Host -> until when it asked to be left alone, or is given time to recover."""
    _failures: Counter[str] = field(default_factory=Counter)

    def unavailable(self, now: datetime) -> frozenset[str]:
        """Hosts that must not be asked now."""
        self.paused = {host: until for host, until in self.paused.items() if until > now}
        return frozenset(self.busy | self.stopped.keys() | self.paused.keys())

    def pause(self, host: str, until: datetime) -> None:
        """Asks nothing of the host before `until`; a longer pause stays."""
        self.paused[host] = max(until, self.paused.get(host, until))

    def next_free_at(self) -> datetime | None:
        """When the first pause of a host ends that will be asked again; None when there is none."""
        return min((t for host, t in self.paused.items() if host not in self.stopped), default=None)

    def all_stopped(self, hosts: Iterable[str]) -> bool:
        """Whether none of these hosts will be asked again in this run."""
        return all(host in self.stopped for host in hosts)

    def answered(self, host: str) -> None:
        """The host works: earlier failures are forgiven."""
        self._failures.pop(host, None)

    def failed(self, host: str) -> bool:
        """Counts one more failure in a row; True from the one on that is too many."""
        self._failures[host] += 1
        return self._failures[host] >= self.failure_limit
