"""The numbers of official documents: found in text, put into one normal form. Pure.

Source: decree 30/2020/NĐ-CP, annex I (`74/KH-UBND`, letters `210/UBND-HC`), law 80/2015/QH13 for normative
documents (`29/2021/NQ-HĐND`, `31/2024/QH15`), the Party's usage (`19-NQ/TW`).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from corpus.enrich.tables import table

_UPPER = "A-ZĐÂÊÔĂƠƯ"
_PART = rf"[{_UPPER}][{_UPPER}a-zđươ0-9]*(?:[&.][{_UPPER}0-9]+)*"
_COUNT = r"\d{1,5}[a-zđ]?"
_YEAR = r"(?:19|20)\d\d"
_BEGINS = re.compile(r"\d(?<![\w/.,-].)")
"""Where a number may begin; the patterns of numbers are tried only there."""
_NUMBER = re.compile(
    rf"(?P<count>{_COUNT})\s?(?:/\s?(?P<year>{_YEAR})\s?)?(?P<mark>[/-])\s?"
    rf"(?P<rest>{_PART}(?:\s?[-/]\s?{_PART})?(?:[-/]{_PART}){{0,5}})(?![\w/])"
)
_PARLIAMENT = re.compile(r"(?:QH|UBTVQH)\d{1,2}$")
_LOSE_THEIR_MARK = ("HĐND", "BGDĐT", "SGDĐT", "PGDĐT")
"""Codes often typed without the mark of their Đ."""


class DocumentNumber(NamedTuple):
    """A number found in text at [start, end), with its normal form and what its codes say."""

    start: int
    end: int
    number: str
    kind: str | None
    issuer: str | None
    certain: bool
    """False when neither a type code nor an issuer code is known: then the words before it must say so."""


@cache
def kinds_by_code() -> dict[str, str]:
    """`KH` -> `Kế hoạch`, keys in capitals."""
    return {code.upper(): name for code, name, _ in table("document_types")} | {
        "QD": "Quyết định",
        "ND": "Nghị định",
    }


@cache
def _types() -> dict[str, str]:
    """Type code in capitals -> as officials write it: `CTR` -> `CTr`."""
    return {code.upper(): code for code, _, _ in table("document_types")} | {"QD": "QĐ", "ND": "NĐ"}


@cache
def _issuer_codes() -> dict[str, str]:
    """Issuer code in capitals -> as officials write it, with the usual ones that lost their Đ."""
    codes = {row[0].upper(): row[0] for row in table("issuer_codes")}
    return codes | {code.replace("Đ", "D"): codes[code] for code in _LOSE_THEIR_MARK} | {"TƯ": "TW"}


@cache
def _issuers() -> dict[str, tuple[str, str]]:
    """Issuer code in capitals -> (name, side), side one of state, party, central, so, phong."""
    return {code.upper(): (name, side) for code, name, side in table("issuer_codes")}


def spell_issuer(part: str) -> str:
    """`ubnd` -> `UBND`, `HDND` -> `HĐND`; an unknown code stays as it is."""
    return _issuer_codes().get(part.upper(), part)


def issuer_named(number: str) -> str | None:
    """The office that a code in the number names, `PGDĐT`, `BYT`; None for codes that many offices share."""
    codes = (_issuer_codes().get(part.upper(), part) for part in re.findall(rf"[{_UPPER}a-zđ&]+", number))
    named = (_issuers().get(code.upper()) for code in codes)
    return next((row[0] for row in named if row and row[1] in ("so", "phong", "central")), None)


def _spelled(parts: list[str]) -> list[str]:
    """A type may stand first only, an issuer first or second; what follows names a unit inside it."""
    first, *rest = parts
    known = bool(rest) and spell_issuer(rest[0]).upper() in _issuers()
    kind = _types().get(first.upper()) if known or first.upper() not in ("QD", "ND") else None
    head = kind or spell_issuer(first)
    return [head, *map(spell_issuer, rest[:1]), *rest[1:]]


def find_numbers(text: str) -> Iterator[DocumentNumber]:
    """The numbers in `text`, in order, not overlapping; also those that nobody announced, see `certain`."""
    taken = 0
    written, slips = number_matches(_NUMBER, text), number_matches(_slip_pattern(), text)
    for match in sorted([*written, *slips], key=lambda m: (m.start(), -m.end())):
        if match.start() < taken:
            continue
        number = _read(match)
        if number is not None:
            yield number
            taken = match.end()


@lru_cache(maxsize=4)
def _begins(text: str) -> tuple[int, ...]:
    """Kept, for several patterns are sought in one text."""
    return tuple(match.start() for match in _BEGINS.finditer(text))


def number_matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """As `pattern.finditer` for one that begins with digits, behind which no word, slash or dash stands."""
    taken = 0
    for begin in _begins(text):
        match = pattern.match(text, begin) if begin >= taken else None
        if match is not None:
            taken = match.end()
            yield match


def normal_number(text: str) -> str | None:
    """The normal form of a number typed by someone: `74/kh ubnd`, `19/NQ-TW` -> `74/KH-UBND`, `19-NQ/TW`.

    A type in front is put where it belongs: `KH 74 UBND`. None when `text` is anything else or more.
    """
    typed = text.strip()
    turned = _turned().fullmatch(typed)
    if turned is not None:
        typed = f"{turned['count']}/{turned['kind']}-{turned['issuer']}"
    for found in find_numbers(typed):
        if (found.start, found.end) == (0, len(typed)):
            return found.number
    return None


@cache
def _known() -> tuple[str, str]:
    """Alternatives of all type codes and of all issuer codes, longest first, for a pattern without case."""
    types = sorted(_types(), key=len, reverse=True)
    issuers = sorted(_issuer_codes(), key=len, reverse=True)
    return "|".join(map(re.escape, types)), "|".join(map(re.escape, issuers))


@cache
def _slip_pattern() -> re.Pattern[str]:
    """A number with a dash or a slash lost or in the wrong case, of a known type by a known issuer only."""
    types, issuers = _known()
    return re.compile(
        rf"(?P<count>{_COUNT})\s?(?P<mark>[/-]?)\s?"
        rf"(?P<rest>(?:{types})[ /-]{{0,3}}(?:{issuers}))(?![\w/-])",
        re.IGNORECASE,
    )


@cache
def _turned() -> re.Pattern[str]:
    types, issuers = _known()
    return re.compile(
        rf"(?P<kind>{types})\s+(?:số\s+)?(?P<count>{_COUNT})[\s/-]+(?P<issuer>{issuers})", re.IGNORECASE
    )


@cache
def _glued() -> re.Pattern[str]:
    types, issuers = _known()
    return re.compile(rf"({types})[\s/-]*({issuers})", re.IGNORECASE)


def _read(match: re.Match[str]) -> DocumentNumber | None:
    groups = match.groupdict()
    parts = re.split(r"\s*[-/]\s*", groups["rest"])
    if len(parts) == 1:
        glued = _glued().fullmatch(groups["rest"])
        parts = [*glued.groups()] if glued else parts
    parts = _spelled(parts)
    kind = kinds_by_code().get(parts[0].upper())
    issuer = _issuers().get(parts[-1].upper()) if kind else _issuers().get(parts[0].upper())
    parliament = _PARLIAMENT.search(parts[-1]) if groups.get("year") else None
    certain = bool(parliament) or (len(parts) > 1 and (kind is not None or issuer is not None))
    number = _normal(groups["count"], groups.get("year"), groups["mark"], parts, groups["rest"])
    if parliament is not None and kind is None:
        kind = "Luật" if parliament.group().startswith("QH") else "Pháp lệnh"
    return DocumentNumber(
        *match.span(),
        number,
        kind or _letter(parts, issuer),
        _named_issuer(issuer, parts, parliament),
        certain,
    )


def _normal(count: str, year: str | None, mark: str, parts: list[str], rest: str) -> str:
    """The decree's form `count/[year/]TYPE-ISSUER`, for the Party's committees `count-TYPE/COMMITTEE`."""
    if year:
        separators = re.findall(r"\s*([-/])\s*", rest)
        tail = parts[0] + "".join(s + p for s, p in zip(separators, parts[1:], strict=False))
        return f"{count}/{year}/{tail}"
    kind, issuer = kinds_by_code().get(parts[0].upper()), _issuers().get(parts[-1].upper())
    if len(parts) > 1 and kind and _is_party(mark, rest, issuer):
        return f"{count}-{'-'.join(parts[:-1])}/{parts[-1]}"
    return f"{count}/{'-'.join(parts)}"


def _is_party(mark: str, rest: str, issuer: tuple[str, str] | None) -> bool:
    if issuer is not None:
        return issuer[1] == "party"
    return mark == "-" and "/" in rest


def _letter(parts: list[str], issuer: tuple[str, str] | None) -> str | None:
    """A number without a type code, led by an issuer's, is an official letter's (decree 30, annex I)."""
    return "Công văn" if issuer is not None and len(parts) > 1 else None


def _named_issuer(
    issuer: tuple[str, str] | None, parts: list[str], parliament: re.Match[str] | None
) -> str | None:
    """Only issuers of whom there is one in the country: `UBND` alone names ten thousand."""
    if parliament is not None:
        return "Quốc hội" if parts[-1].startswith("QH") else "Ủy ban Thường vụ Quốc hội"
    return issuer[0] if issuer is not None and issuer[1] == "central" and len(parts) <= 2 else None
