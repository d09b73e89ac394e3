"""What the operations of the API do: checked values in, a model out. Stores are asked as pages ask them."""

from collections.abc import Iterator, Mapping, Sequence

from flask import abort, url_for

from corpus.article import Article
from corpus.catalog import PortalSummary, StoredArticle
from corpus.errors import BadQuery
from corpus.portal import Portal
from corpus.text import fold
from indexer import FacetCount, FileSnippet, Hit, ResultPage, Snippet
from search_web import formats, labels
from search_web.answering import reason_of
from search_web.api import models
from search_web.api.parameters import Values
from search_web.api.problems import Refused
from search_web.api.understanding import said_in
from search_web.exports.rows import (
    DateValue,
    article_url,
    cited,
    row_fields,
    row_of,
)
from search_web.search_state import PARAMETERS, SearchState, clean_text, index_value, url_value
from search_web.serving.request_state import (
    absolute,
    empty_state,
    parsed_state,
    portals,
    stores,
    url_of,
    version_link,
    web_settings,
)


def search(values: Values) -> models.SearchAnswer:
    """One page. 404 beyond the last."""
    state, answer = _asked(values["moi-trang"])
    if state.page > max(1, answer.pages):
        abort(404)
    return models.SearchAnswer.model_construct(
        total=answer.total,
        listed=answer.listed,
        page=state.page,
        pages=answer.pages,
        per_page=answer.query.per_page,
        articles=tuple(_found(hit, portals()) for hit in answer.hits),
        facets=tuple(_facets(answer, web_settings().facet_values_max)),
        remarks=tuple(remark("q", note.reason) for note in answer.notes),
        next=_page_url(state, values, state.page + 1) if state.page < answer.pages else None,
        previous=_page_url(state, values, state.page - 1) if state.page > 1 else None,
        page_url=absolute(url_of(state.with_page(1))),
    )


def facet(values: Values) -> models.FacetAnswer:
    """The values of one facet whose label has `chua`, accents or not."""
    name = next(facet for facet, parameter in PARAMETERS.items() if parameter == values["parameter"])
    _, answer = _asked(1, (name,))
    wanted = fold(clean_text(values["chua"] or ""))
    found = _facet(name, answer.facets[name])
    kept = tuple(value for value in found.values if value.selected or wanted in fold(value.label))
    return models.FacetAnswer.model_construct(
        facet=found.model_copy(update={"values": kept[: values["nhieu-nhat"]]}), total=len(kept)
    )


def article(values: Values) -> models.ArticleAnswer:
    stored = _stored(values["article_id"])
    read, versions = stored.article, stores().articles().versions(values["article_id"])
    portal = portals().get(read.portal)
    same = {name: getattr(read, name) for name in _COPIED}
    return models.ArticleAnswer.model_construct(
        **same,
        id=read.article_id,
        page=article_url(read.article_id),
        url=formats.web_address(read.url),
        gone=stored.gone,
        agency=read.agency or (portal.agency if portal else None),
        published=DateValue.of(read.published) if read.published else None,
        updated=DateValue.of(read.updated) if read.updated else None,
        **said_in(read),
        documents=cited(read.references),
        attachments=tuple(_attachments(read)),
        capture=_capture(stored),
        versions=tuple(_version(version) for version in versions),
    )


def similar(values: Values) -> models.SimilarAnswer:
    stored = _stored(values["article_id"])
    hits = stores().index().similar(stored.article, stored.article.article_id, values["nhieu-nhat"])
    return models.SimilarAnswer.model_construct(articles=tuple(row_of(hit, portals()) for hit in hits))


def suggestions(values: Values) -> models.SuggestionsAnswer:
    found = stores().index().suggest(values["q"] or "")
    proposal = found.proposal
    return models.SuggestionsAnswer(
        q=values["q"] or "",
        completions=tuple(
            models.CompletionValue(text=c.text, kind=c.kind, uses=c.uses, page_url=_text_url(c.text))
            for c in found.completions
        ),
        proposal=models.ProposalValue(
            text=proposal.text, change=proposal.change, page_url=_text_url(proposal.text)
        )
        if proposal
        else None,
    )


def holdings(values: Values) -> models.PortalsAnswer:
    known = portals()
    return models.PortalsAnswer(
        portals=tuple(
            _portal(summary, known.get(summary.portal)) for summary in stores().articles().summary()
        )
    )


def remark(parameter: str, reason: str) -> models.Remark:
    sentence = str(labels.ERROR_SENTENCES[reason])
    return models.Remark(parameter=parameter, reason=reason, detail=sentence)


_COPIED = (
    *("title", "portal", "province", "province_now", "kind", "topics", "author", "source"),
    *("lead", "body", "captions"),
)


def _asked(per_page: int, counted: tuple[str, ...] | None = None) -> tuple[SearchState, ResultPage]:
    """The search that the parameters ask for; refused where the page would go on without a part of it."""
    state, errors = parsed_state()
    if errors:
        raise Refused([remark(error.parameter, error.reason) for error in errors])
    try:
        return state, stores().index().search(state.to_query(per_page, counted))
    except BadQuery as error:
        raise Refused([remark("q", reason_of(error))]) from error


def _found(hit: Hit, known: Mapping[str, Portal]) -> models.FoundArticle:
    passages = tuple(map(_parts, hit.snippets))
    in_file = _in_file(hit.in_file) if hit.in_file else None
    return models.FoundArticle.model_construct(**row_fields(hit, known), passages=passages, in_file=in_file)


def _in_file(found: FileSnippet) -> models.FilePassage:
    return models.FilePassage.model_construct(name=found.name, passage=_parts(found.snippet))


def _parts(snippet: Snippet) -> tuple[models.TextPart, ...]:
    return tuple(models.TextPart.model_construct(text=part.text, marked=part.marked) for part in snippet)


def _facets(answer: ResultPage, most: int) -> Iterator[models.Facet]:
    """The first values of each; `facet` has them all."""
    for name in PARAMETERS:
        if name in answer.facets:
            yield _facet(name, answer.facets[name][:most])


def _facet(name: str, counts: Sequence[FacetCount]) -> models.Facet:
    return models.Facet(
        parameter=PARAMETERS[name],
        label=str(labels.FACET_LABELS.get(name, name)),
        values=tuple(
            models.FacetValue(
                value=url_value(name, count.value),
                label=labels.facet_value_label(name, index_value(name, count.value), count.label),
                count=count.count,
                selected=count.selected,
            )
            for count in counts
        ),
    )


def _page_url(state: SearchState, values: Values, number: int) -> str:
    """That page of this answer, with as many articles."""
    extra = "" if values["moi-trang"] == 10 else f"moi-trang={values['moi-trang']}"
    url = state.with_page(number).to_url(url_for("api.search", lang=None))
    return absolute(f"{url}{'&' if '?' in url else '?'}{extra}" if extra else url)


def _stored(article_id: str) -> StoredArticle:
    stored = stores().articles().article(article_id)
    if stored is None:
        abort(404)
    return stored


def _attachments(read: Article) -> Iterator[models.AttachmentValue]:
    for attachment in read.attachments:
        yield models.AttachmentValue(name=attachment.name, url=formats.web_address(attachment.url))


def _capture(stored: StoredArticle) -> models.CaptureValue:
    return models.CaptureValue(
        fetched_at=stored.capture.fetched_at,
        sha256=formats.digest(stored.capture.digest),
        page=absolute(version_link("capture.show", stored.article.article_id, None)),
    )


def _version(stored: StoredArticle) -> models.VersionValue:
    page = version_link("capture.show", stored.article.article_id, stored.version)
    return models.VersionValue(
        version=stored.version, fetched_at=stored.capture.fetched_at, page=absolute(page)
    )


def _portal(summary: PortalSummary, portal: Portal | None) -> models.PortalValue:
    return models.PortalValue(
        key=summary.portal,
        agency=portal.agency if portal else None,
        province=portal.province if portal else None,
        articles=summary.articles,
        first_published=summary.first_published,
        last_published=summary.last_published,
        last_capture=summary.last_capture,
    )


def _text_url(text: str) -> str:
    return absolute(url_of(empty_state().with_text(clean_text(text))))
