"""Which document a mention means: number, issuer and year together. Pure.

`74/KH-UBND` alone is a number that seven hundred offices give out every year. What is not told stays open: a
mention without a year or an issuer is never counted as the document of one.
"""

import re
from functools import cache

from corpus.article import Article, DocumentReference, Frozen
from corpus.enrich import normal_agency, normal_number
from corpus.enrich.document_numbers import find_numbers
from corpus.enrich.tables import table
from corpus.text import fold, slug

_YEAR_INSIDE = re.compile(r"/((?:19|20)\d\d)/")
_CODE = re.compile(r"[A-Za-zĐđ&]+")
_TURNED = re.compile(r"([A-Za-zĐđ]{2,5})\s+(?:số\s+)?(\d{1,5})\s+([A-Za-zĐđ&]{2,10})")
"""`KH 74 UBND`."""
_SIGNS = re.compile(r"[.\s&_-]+")
_NATIONAL = "central"


class DocumentIdentity(Frozen):
    """A document, as far as it is known. `number` in its normal form, `issuer` as a slug (`ubnd-tinh-x`)."""

    number: str
    issuer: str | None = None
    year: int | None = None

    @property
    def key(self) -> str:
        """`74/kh-ubnd|2018|ubnd-huyen-x`, with nothing where nothing is known: one for each identity."""
        return f"{self.number_key}{self.year or ''}|{self.issuer or ''}"

    @property
    def number_key(self) -> str:
        """What the keys of all documents with this number begin with."""
        return f"{_SIGNS.sub('-', fold(self.number)).lstrip('0')}|"

    def may_be(self, key: str) -> bool:
        """Whether the document of this key is one that was asked for: what was given is so, all else open."""
        number, year, issuer = key.split("|")
        return (
            f"{number}|" == self.number_key
            and (self.year is None or year == str(self.year))
            and (self.issuer is None or issuer == self.issuer)
        )


def cited_keys(article: Article) -> list[str]:
    """The keys of the documents that it cites, each once."""
    found = (identity_of(reference) for reference in article.references)
    return list(dict.fromkeys(identity.key for identity in found if identity is not None))


def own_keys(article: Article) -> list[str]:
    """The key of the document that the article is, if it is one."""
    own = own_identity(article)
    return [] if own is None else [own.key]


def identity_of(reference: DocumentReference) -> DocumentIdentity | None:
    """What a mention means; None without a number."""
    if reference.number is None:
        return None
    dated = reference.date.year if reference.date is not None else None
    return _identity(reference.number, reference.issuer, dated)


def own_identity(article: Article) -> DocumentIdentity | None:
    """The document that the article is; None when it is none, or bears no number."""
    document = article.document
    if document is None or document.number is None:
        return None
    dated = document.issued or article.published
    return _identity(document.number, article.agency or document.issuer, dated.year if dated else None)


def read_identity(typed: str, issuer: str | None = None, year: int | None = None) -> DocumentIdentity | None:
    """The document that somebody asks for: `74/KH-UBND`, `74/kh ubnd`, `Kế hoạch số 74/KH-UBND`.

    None when there is no number in it.
    """
    turned = _TURNED.fullmatch(typed.strip())
    if turned is not None:
        typed = f"{turned[2]}/{turned[1]}-{turned[3]}"
    number = normal_number(typed) or next((found.number for found in find_numbers(typed)), None)
    return None if number is None else _identity(number, issuer, year)


def _identity(number: str, issuer: str | None, year: int | None) -> DocumentIdentity:
    """A year inside the number is the document's own, and a national office's code names its issuer."""
    inside = _YEAR_INSIDE.search(number)
    office = _national_office(number)
    named = slug(office or normal_agency(issuer or ""))
    return DocumentIdentity(number=number, issuer=named or None, year=int(inside[1]) if inside else year)


def _national_office(number: str) -> str | None:
    """`Chính phủ` for `NĐ-CP`: there is one such office in the country. None for `UBND`, `HĐND`, `SGDĐT`."""
    codes = _CODE.findall(number.partition("/")[2] or number)
    return next((_national()[code.upper()] for code in codes if code.upper() in _national()), None)


@cache
def _national() -> dict[str, str]:
    return {
        code.upper(): name for code, name, side in table("issuer_codes") if side == _NATIONAL or code == "TW"
    }
