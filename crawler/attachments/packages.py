"""ZIP: what may be unpacked of it, and its members read one by one. Bombs end at the budget."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from crawler.attachments.limits import Unreadable
from crawler.attachments.source import Source

BROKEN_PACKAGE = (
    zipfile.BadZipFile,
    KeyError,
    ValueError,
    OSError,
    EOFError,
    NotImplementedError,
    zlib.error,
)
"""What opening and unpacking a ZIP raises when it is not whole; NotImplementedError: a rare compression."""
_UTF_8_NAMES = 0x800

Reader = Callable[[Source], Iterator[str]]


def check_package(source: Source) -> None:
    """Raises Unreadable: `broken`, `encrypted`, or `too-large` by what its directory says."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as package:
            members = package.infolist()
    except BROKEN_PACKAGE as error:
        raise Unreadable("broken") from error
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("encrypted")
    if sum(member.file_size for member in members) > source.budget.unpacked_bytes:
        raise Unreadable("too-large")


def unpacked(package: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source) -> bytes:
    """A member's bytes, taken off the budget. Raises Unreadable: `encrypted`, `too-large`."""
    if member.flag_bits & 1:
        raise Unreadable("encrypted")
    left = source.budget.unpacked_bytes
    with package.open(member) as file:
        content = file.read(left + 1)
    if len(content) > left:
        raise Unreadable("too-large")
    source.budget.unpacked_bytes -= len(content)
    return content


def read_zip(source: Source, read: Reader) -> Iterator[str]:
    """The texts of the members that `read` can read, each after its name; others are left out.

    Raises Unreadable: `broken`; where no member gives any text, why the last one gave none.
    """
    if source.depth >= source.budget.limits.package_depth:
        raise Unreadable("too-large")
    last, found = Unreadable("no-text"), False
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as package:
            for member in package.infolist():
                if member.is_dir() or source.budget.members <= 0:
                    continue
                source.budget.members -= 1
                try:
                    paragraphs = list(_member(package, member, source, read))
                except Unreadable as error:
                    last = error
                    continue
                found = True
                yield from paragraphs
    except BROKEN_PACKAGE as error:
        if not found:
            raise Unreadable("broken") from error
    if not found:
        raise last


def _member(package: zipfile.ZipFile, member: zipfile.ZipInfo, source: Source, read: Reader) -> Iterator[str]:
    name = _name(member)
    try:
        content = unpacked(package, member, source)
    except BROKEN_PACKAGE as error:
        raise Unreadable("broken") from error
    text = list(read(replace(source, content=content, name=name, content_type=None, depth=source.depth + 1)))
    if not any(text):
        raise Unreadable("no-text")
    yield name.rpartition("/")[2]
    yield from text


def _name(member: zipfile.ZipInfo) -> str:
    """Windows writes UTF-8 names without saying so; Python then reads them as code page 437."""
    if member.flag_bits & _UTF_8_NAMES:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
