"""Documents as articles cite them: what their keys mean, in the words of an article."""

from corpus.article import DocumentReference
from corpus.documents import identity_of
from indexer.engines.base import CitedDocument as FoundDocument
from indexer.engines.base import RankedArticle
from indexer.types import CitedDocument, Hit


def cited_document(found: FoundDocument, own: tuple[Hit, ...]) -> CitedDocument:
    """Named as the newest article that cites it does; as the article that it is, where none does."""
    mention = _mention(found.key, found.newest)
    number, year, issuer = found.key.split("|")
    agency = next((hit.agency for hit in own if hit.agency), None)
    return CitedDocument(
        key=found.key,
        number=mention.number if mention and mention.number else number.upper(),
        kind=mention.kind if mention else None,
        issuer=(mention.issuer if mention else None) or agency or issuer.replace("-", " ") or None,
        year=int(year) if year else None,
        citing=found.citing,
        own=own,
    )


def _mention(key: str, articles: tuple[RankedArticle, ...]) -> DocumentReference | None:
    for article in articles:
        for reference in article.read_hit().references:
            identity = identity_of(reference)
            if identity is not None and identity.key == key:
                return reference
    return None
