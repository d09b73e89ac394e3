"""Whose turn it is: one request at a time per host, and a host that keeps failing is left alone.

In memory and for one run only; what must outlive the process is in the catalog.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class HostTurns:
    """The state of all hosts of a run. A host is a `guard.host_key`."""

    failure_limit: int
    busy: set[str] = field(default_factory=set)
    stopped: dict[str, str] = field(default_factory=dict)
    """Host -> why nothing more is asked of it in this run."""
    _failures: Counter[str] = field(default_factory=Counter)

    def unavailable(self) -> frozenset[str]:
        """Hosts that must not be asked now."""
        return frozenset(self.busy | self.stopped.keys())

    def all_stopped(self, hosts: Iterable[str]) -> bool:
        """Whether none of these hosts will be asked again in this run."""
        return all(host in self.stopped for host in hosts)

    def answered(self, host: str) -> None:
        """The host works: earlier failures are forgiven."""
        self._failures.pop(host, None)

    def failed(self, host: str, reason: str) -> bool:
        """Counts one more failure in a row; True when this one stopped the host."""
        self._failures[host] += 1
        if self._failures[host] < self.failure_limit or host in self.stopped:
            return False
        self.stopped[host] = reason
        return True
