"""Debian programs that read what no library does: looked for on the PATH, bounded in time, never required."""

import os
import resource
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.attachments.limits import Unreadable

_MOST_OUTPUT_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Program:
    """A program that may be there. `package` is Debian's; `without` says what its absence costs."""

    name: str
    package: str
    without: str

    @property
    def path(self) -> str | None:
        return shutil.which(self.name)


ANTIWORD = Program("antiword", "antiword", "Word files from before 1997 (Word 6, 95) are not read")
CATDOC = Program("catdoc", "catdoc", "damaged .doc files have one reader fewer")
XLS2CSV = Program("xls2csv", "catdoc", "damaged .xls files are not read")
SOFFICE = Program("soffice", "libreoffice-writer-nogui", "what all others refuse is not read")
TESSERACT = Program("tesseract", "tesseract-ocr", "scanned PDF files and pictures are not read")
PROGRAMS = (ANTIWORD, CATDOC, XLS2CSV, SOFFICE, TESSERACT)


def run(
    program: Program,
    arguments: Sequence[str],
    *,
    seconds: float,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """What the program prints. Raises Unreadable: `no-program`, `broken` (it failed), `reader-timeout`."""
    path = program.path
    if path is None:
        raise Unreadable("no-program")
    process = subprocess.Popen(  # noqa: S603 - our own command, the file's name is ours too
        [path, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})},
        preexec_fn=_with_all_the_memory,  # noqa: PLW1509 - the caller has one thread
    )
    try:
        printed, _ = process.communicate(given, timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()  # what it started itself ends with the job's process group
        raise Unreadable("reader-timeout") from None
    if process.returncode != 0:
        raise Unreadable("broken")
    return printed[:_MOST_OUTPUT_BYTES]


def convert(content: bytes, ending: str, target: str, *, seconds: float, directory: Path) -> bytes:
    """The file as LibreOffice converts it to `target` (`txt:Text`, `csv`). Raises as `run`."""
    source = directory / f"source.{ending}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation=file://{directory / 'profile'}"
    out = directory / "converted"
    arguments = [profile, "--headless", "--convert-to", target, "--outdir", str(out), str(source)]
    run(SOFFICE, arguments, seconds=seconds, environment={"HOME": str(directory)})
    made = next(iter(out.glob("source.*")), None) if out.is_dir() else None
    if made is None:
        raise Unreadable("broken")
    return made.read_bytes()[:_MOST_OUTPUT_BYTES]


def _with_all_the_memory() -> None:
    """LibreOffice maps 2 GB before it reads a byte: the hard limit holds for it, not the soft one."""
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        _soft, hard = resource.getrlimit(kind)
        resource.setrlimit(kind, (hard, hard))
