"""The process that reads files: for each job it forks a child with limits, and outlives whatever that does.

Started as `python -m crawler.attachments.worker`. Jobs come on stdin and answers go to stdout, one JSON line
each; the file and its text pass through the job's directory. Has one thread, so forking is safe.
"""

import contextlib
import json
import os
import resource
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from crawler.attachments.limits import FileText, ReadLimits
from crawler.attachments.read import read_file
from crawler.attachments.reader import CONTENT, TEXT

_MEMORY_OF_PROGRAMS = 4
"""LibreOffice may have so many times the memory of a reader."""
_MOST_WRITTEN_BYTES = 500_000_000
_GRACE_SECONDS = 5.0
_POLL_SECONDS = 0.005


def main() -> None:
    """Works until stdin ends. What libraries print must not get between the answers."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    for line in sys.stdin:
        job: dict[str, Any] = json.loads(line)
        answers.write(json.dumps({"reason": _work(job)}) + "\n")
        answers.flush()


def _work(job: dict[str, Any]) -> str:
    """Why there is no answer in the job's directory; "" when there is."""
    limits = ReadLimits(**job["limits"])
    child = os.fork()
    if child == 0:
        _read_and_leave(job, limits)
    with contextlib.suppress(OSError):
        os.setpgid(child, child)
    status = _waited(child, limits.total_seconds + _GRACE_SECONDS)
    with contextlib.suppress(OSError):
        os.killpg(child, signal.SIGKILL)  # programs that it left behind
    if status is None:
        return "reader-timeout"
    if os.WIFSIGNALED(status):
        return "reader-timeout" if os.WTERMSIG(status) == signal.SIGXCPU else "reader-crashed"
    return "" if os.waitstatus_to_exitcode(status) == 0 else "reader-crashed"


def _waited(child: int, seconds: float) -> int | None:
    """The child's status; None when it was ended for its time was over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        time.sleep(_POLL_SECONDS)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def _read_and_leave(job: dict[str, Any], limits: ReadLimits) -> None:
    """What the child does; never returns."""
    code = 1
    try:
        with contextlib.suppress(OSError):
            os.setpgid(0, 0)
        _limit(limits)
        directory = Path(job["directory"])
        content = (directory / CONTENT).read_bytes()
        found = read_file(
            content, name=job["name"], content_type=job["content_type"], limits=limits, directory=directory
        )
        _write(directory / TEXT, found)
        code = 0
    except BaseException:  # noqa: BLE001 - the exit code is all that leaves this process
        code = 1
    finally:
        os._exit(code)


def _limit(limits: ReadLimits) -> None:
    """Memory, processor time, files: soft ones for readers, hard ones for the programs they call."""
    memory = _address_space() + limits.memory_mb * 1_000_000
    processor = int(limits.total_seconds) + 1
    resource.setrlimit(resource.RLIMIT_AS, (memory, _MEMORY_OF_PROGRAMS * memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_WRITTEN_BYTES, _MOST_WRITTEN_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _address_space() -> int:
    """Bytes that the libraries take already, most of them never touched; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * resource.getpagesize()


def _write(path: Path, found: FileText) -> None:
    path.write_text(json.dumps(asdict(found), ensure_ascii=False), encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
