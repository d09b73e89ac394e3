"""Files -> text in another process: no file, however broken or malicious, can stop or fill this one."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self

from crawler.attachments.limits import FileText, ReadLimits

CONTENT, TEXT = "content", "text.json"
"""In a job's directory: the file to read, and what was read."""


class FileReader:
    """Reads files one after the other; its process starts with the first. Use from one thread."""

    def __init__(self, limits: ReadLimits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(self, content: bytes, *, name: str, content_type: str | None = None) -> FileText:
        """The text of a file, or the reason why there is none: those of `Unreadable`, `reader-timeout`,
        `reader-crashed`.
        """
        with tempfile.TemporaryDirectory(prefix="tratin-file-", ignore_cleanup_errors=True) as place:
            directory = Path(place)
            (directory / CONTENT).write_bytes(content)
            job: dict[str, object] = {
                "directory": place,
                "name": name,
                "content_type": content_type,
                "limits": asdict(self._limits),
            }
            reason = self._ask(job)
            return FileText("unknown", reason=reason) if reason else _answer(directory / TEXT)

    def _ask(self, job: dict[str, object]) -> str:
        """ "" when the answer lies in the job's directory. A worker that was itself killed is replaced."""
        process = self._running()
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("the worker has no pipes")
        try:
            process.stdin.write(json.dumps(job) + "\n")
            process.stdin.flush()
            line = process.stdout.readline()
        except OSError:
            line = ""
        if not line:
            self.close()
            return "reader-crashed"
        return str(json.loads(line)["reason"])

    def _running(self) -> "subprocess.Popen[str]":
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crawler.attachments.worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                encoding="utf-8",
                env=_environment(),
                start_new_session=True,  # Ctrl-C is for us: a file half read is read again
            )
        return self._process

    def close(self) -> None:
        """Ends the process, after the file it is at."""
        if self._process is None:
            return
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue
        self._process.wait()
        self._process = None


def _environment() -> dict[str, str]:
    """The worker finds our packages where this process does, and has one thread, so that it may fork:
    libraries that openpyxl loads start one for each core."""
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {**os.environ, **one_thread, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def _answer(path: Path) -> FileText:
    try:
        return FileText(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return FileText("unknown", reason="reader-crashed")
