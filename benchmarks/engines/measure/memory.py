"""What a process holds in memory, by kind (Linux)."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """Bytes resident: in all, of them mapped from files (the system may drop those), and the rest."""

    resident_bytes: int
    mapped_bytes: int

    @property
    def private_bytes(self) -> int:
        return self.resident_bytes - self.mapped_bytes


def read_memory() -> Memory:
    """Of this process. Zeros where the system has no /proc."""
    status = Path("/proc/self/status")
    if not status.exists():
        return Memory(0, 0)
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
    kilobytes = {name: int(fields[name].split()[0]) for name in ("VmRSS", "RssFile", "RssShmem")}
    return Memory(kilobytes["VmRSS"] * 1024, (kilobytes["RssFile"] + kilobytes["RssShmem"]) * 1024)


def directory_bytes(directory: Path) -> int:
    """Bytes of all files below `directory`."""
    return sum(path.stat().st_size for path in directory.rglob("*") if path.is_file())


def drop_cached_pages(directory: Path) -> None:
    """Asks the system to forget what it holds of the files below `directory`; a request, not an order."""
    for path in directory.rglob("*"):
        if path.is_file():
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
                os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(descriptor)
