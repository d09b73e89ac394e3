"""Documents in the API: those that bear a number, and who cites one of them; people have `/van-ban/…`."""

from urllib.parse import urlencode

from flask import abort, url_for

from corpus.documents import read_identity
from corpus.text import slug
from indexer import CitedDocument, Query, Sort
from search_web.api import models
from search_web.api.parameters import Values
from search_web.exports.rows import row_of
from search_web.pages.document import identity_url, identity_values, is_meant, open_identity
from search_web.serving.request_state import absolute, portals, stores


def documents(values: Values) -> models.DocumentsAnswer:
    """None where no number can be read, or no article knows it."""
    return models.DocumentsAnswer(documents=tuple(map(_value, _found(values))))


def citing(values: Values) -> models.CitingAnswer:
    """404 where none is meant or several are, and beyond the last page."""
    found = _found(values)
    if len(found) != 1:
        abort(404)
    query = Query(
        cites=found[0].key,
        sort=Sort.NEWEST,
        page=values["trang"],
        per_page=values["moi-trang"],
        counted=(),
    )
    answer = stores().index().search(query)
    if query.page > max(1, answer.pages):
        abort(404)
    return models.CitingAnswer.model_construct(
        document=_value(found[0]),
        total=answer.total,
        listed=answer.listed,
        page=query.page,
        pages=answer.pages,
        per_page=query.per_page,
        articles=tuple(row_of(hit, portals()) for hit in answer.hits),
        next=_page_url(values, query.page + 1) if query.page < answer.pages else None,
        previous=_page_url(values, query.page - 1) if query.page > 1 else None,
    )


def _found(values: Values) -> tuple[CitedDocument, ...]:
    identity = read_identity(values["so"] or "")
    if identity is None:
        return ()
    issuer, year = slug(values["co-quan"] or ""), slug(values["nam"] or "")
    every = stores().index().documents(open_identity(identity))
    return tuple(document for document in every if is_meant(document, issuer, year))


def _value(document: CitedDocument) -> models.DocumentValue:
    issuer, year = identity_values(document)
    return models.DocumentValue.model_construct(
        number=document.number,
        kind=document.kind,
        issuer=document.issuer,
        year=document.year,
        co_quan=issuer,
        nam=year,
        citing=document.citing,
        own=tuple(row_of(hit, portals()) for hit in document.own),
        page=absolute(identity_url(document)),
    )


def _page_url(values: Values, number: int) -> str:
    asked = {**values, "trang": number}
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    return absolute(f"{url_for('api.citing', lang=None)}?{query}")
