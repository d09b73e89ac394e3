"""How fast an address is asked: its configured delay, its robots.txt, and how long it takes to answer."""

from dataclasses import dataclass, field


@dataclass
class Pace:
    """Delays in seconds by IP address. An address of several hosts has the slowest one's."""

    most_seconds: float
    """No slowness of a server makes the delay longer; its own Crawl-delay may."""
    _floors: dict[str, float] = field(default_factory=dict)
    _current: dict[str, float] = field(default_factory=dict)

    def keep(self, address: str, seconds: float) -> float:
        """The delay of this address, at least `seconds` from now on."""
        floor = max(seconds, self._floors.get(address, 0.0))
        self._floors[address] = floor
        self._current[address] = max(floor, self._current.get(address, 0.0))
        return self._current[address]

    def delay(self, address: str) -> float:
        return self._current.get(address, 0.0)

    def answered(self, address: str, latency_seconds: float, *, good: bool) -> float:
        """The delay after an answer that took so long: a server under load is asked less often.

        Half-way towards the latency, at once up to it, never down after a bad answer: errors come fast.
        Source: Scrapy's AutoThrottle with one request at a time. An address without any delay keeps none.
        """
        floor, before = self._floors.get(address, 0.0), self.delay(address)
        if floor <= 0:
            return 0.0
        wanted = max(latency_seconds, (before + latency_seconds) / 2)
        after = max(floor, min(wanted, max(self.most_seconds, floor)))
        if good or after > before:
            self._current[address] = after
        return self._current[address]
