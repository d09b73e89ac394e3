"""Small JSON files that operators' work is kept in: with a name, a version and a checksum, replaced whole.

Must not know what is in them.
"""

import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from corpus.archive.files import fsync_directory
from corpus.errors import TraTinError


class SealBroken(TraTinError):
    """The file is damaged, of another kind or of a newer version; the message says what to do."""


def read_sealed(path: Path, kind: str, version: int) -> Any:
    """What `write_sealed` wrote; None when there is no such file. Raises SealBroken, OSError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        outer = json.loads(content)
        written = (outer["kind"], outer["version"], outer["sha256"], outer["value"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise SealBroken(f"{path}: not readable ({error}); restore it from a backup, or remove it") from error
    if written[:2] != (kind, version):
        raise SealBroken(f"{path}: is {written[0]} {written[1]}, not {kind} {version}; remove it")
    if written[2] != _digest(written[3]):
        raise SealBroken(f"{path}: changed by hand or damaged; restore it from a backup, or remove it")
    return written[3]


def write_sealed(path: Path, kind: str, version: int, value: Any) -> None:
    """Aside, fsynced, renamed: a cut run leaves the old file. Raises OSError."""
    outer = {"kind": kind, "version": version, "sha256": _digest(value), "value": value}
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(outer, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
    fsync_directory(path.parent)


def _digest(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
