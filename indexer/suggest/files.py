"""Where the model lies: `suggest-N.model` in the generation; the highest N counts.

A new one is written in a folder beside, under its name, and moved into place: a kill leaves the old one.
Whoever maps an old one keeps it.
"""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_NAME = re.compile(r"suggest-(\d+)\.model")
_BUILDING = "suggest-building"


def newest_model(directory: Path) -> Path | None:
    """The model in use; None when there is none."""
    return max(_models(directory), key=_number, default=None)


@contextmanager
def replacing(directory: Path) -> Iterator[Path]:
    """The path to write the next model to, beside which other files may be put meanwhile.

    When the caller is done without an error it is the one in use, and older ones are gone.
    """
    before = list(_models(directory))
    building = directory / _BUILDING
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(mode=0o700)
    try:
        path = building / f"suggest-{max(map(_number, before), default=0) + 1}.model"
        yield path
        path.replace(directory / path.name)
        _sync(directory)
        for old in before:
            old.unlink(missing_ok=True)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _models(directory: Path) -> Iterator[Path]:
    return (path for path in directory.iterdir() if _NAME.fullmatch(path.name))


def _number(path: Path) -> int:
    return int(path.name.removeprefix("suggest-").removesuffix(".model"))


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
