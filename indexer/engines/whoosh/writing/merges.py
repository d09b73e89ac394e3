"""Merges of a writer: which, in which thread, and how their results take the place of what they merged."""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.engines.whoosh.manifest import new_segment_name
from indexer.engines.whoosh.writing.live import LiveSegment
from indexer.engines.whoosh.writing.merging import Merged, Source, merge_segments
from indexer.engines.whoosh.writing.plan import Plan
from indexer.engines.whoosh.writing.tiers import TierPolicy, choose_merges, compacting_groups

_SMALL_DOCUMENTS = 2000
"""Merged at once, in the writer's own thread: 0.2 s, and a commit of one article leaves no work behind."""
_ALONE = 2
"""So many times longer lists may be merged while nothing is gathered beside."""


class _BrokenOff(Exception):
    """The writer was cancelled."""


@dataclass(frozen=True, slots=True)
class _Merge:
    """A merge under way: the segments as they are now, and as they were when it began."""

    segments: tuple[LiveSegment, ...]
    sources: tuple[Source, ...]
    name: str

    @classmethod
    def of(cls, segments: Sequence[LiveSegment]) -> "_Merge":
        return cls(tuple(segments), tuple(s.as_source() for s in segments), new_segment_name())


class Merges:
    """Keeps `segments`, the writer's own list, short; one merge runs beside the writer at a time."""

    def __init__(
        self, segments: list[LiveSegment], directory: Path, plan: Plan, policy: TierPolicy, memory_bytes: int
    ) -> None:
        self._segments = segments
        self._directory = directory
        self._plan = plan
        self._policy = policy
        self._memory_bytes = memory_bytes
        self._stopped = threading.Event()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="merge")
        self._running: tuple[_Merge, Future[Merged]] | None = None

    @property
    def busy_segment(self) -> str | None:
        """The name of the segment that is being written."""
        return self._running[0].name if self._running else None

    def is_busy(self, segment: LiveSegment) -> bool:
        """Whether the merge in the background reads it."""
        return self._running is not None and segment in self._running[0].segments

    def start(self) -> None:
        """Merges what is small now, and begins what is not beside the writer."""
        while group := self._next_group():
            if sum(segment.size.live for segment in group) <= _SMALL_DOCUMENTS:
                merge = _Merge.of(group)
                self._put_in_place(merge, self._run(merge))
            elif self._running is None:
                merge = _Merge.of(group)
                self._running = merge, self._pool.submit(self._run, merge)
            elif self._is_far_behind():
                self.adopt(wait=True)
            else:
                return

    def adopt(self, *, wait: bool = False) -> bool:
        """Puts the result of the merge in the background in its place, when it is done; whether it did."""
        if self._running is None or not (wait or self._running[1].done()):
            return False
        merge, future = self._running
        self._running = None
        self._put_in_place(merge, future.result())
        return True

    def finish(self) -> bool:
        """Waits until nothing is left to merge; whether the segments changed."""
        changed = self.adopt(wait=True)
        before = list(self._segments)
        self.start()
        while self.adopt(wait=True):
            self.start()
        return changed or before != self._segments

    def merge_all(self) -> None:
        """One segment without deletions is left, or as few as the largest size allows."""
        self.adopt(wait=True)
        segments = list(self._segments)
        policy = replace(self._policy, largest_positions=_ALONE * self._policy.largest_positions)
        for places in compacting_groups([segment.size for segment in segments], policy):
            merge = _Merge.of([segments[place] for place in places])
            self._put_in_place(merge, self._run(merge))

    def stop(self) -> None:
        """Breaks the merge in the background off; nothing can be merged after it."""
        self._stopped.set()
        self._pool.shutdown(wait=True)
        self._running = None

    def _next_group(self) -> list[LiveSegment] | None:
        """The segments to merge next, of those that no merge is at work on."""
        idle = [segment for segment in self._segments if not self.is_busy(segment)]
        groups = choose_merges([segment.size for segment in idle], self._policy)
        return [idle[place] for place in groups[0]] if groups else None

    def _is_far_behind(self) -> bool:
        return len(self._segments) > 4 * self._policy.segments_per_tier

    def _run(self, merge: _Merge) -> Merged:
        target = (self._directory, merge.name)
        return merge_segments(merge.sources, self._plan, target, self._memory_bytes, self._proceed)

    def _proceed(self) -> None:
        if self._stopped.is_set():
            raise _BrokenOff

    def _put_in_place(self, merge: _Merge, merged: Merged) -> None:
        """Deletions that came during the merge are carried over."""
        if merged.entry is not None:
            target = LiveSegment(self._directory, merged.entry)
            for segment, rows in zip(merge.segments, merged.new_rows, strict=True):
                segment.carry_deletions(rows, target)
            self._segments.append(target)
        for segment in merge.segments:
            self._segments.remove(segment)
            segment.close()
