"""What `tratin search` answers, as JSON values: results, the documents meant, what made the scores."""

from typing import Any

from pydantic import BaseModel

from corpus.documents import DocumentIdentity, read_identity
from corpus.errors import BadQuery
from indexer.index import Index
from indexer.types import Query, Sort


class Asked(BaseModel):
    """A search as it was typed; `document` is a number whose citing articles are wanted instead of a text."""

    query: Query
    document: str | None = None
    issuer: str | None = None
    of_year: int | None = None
    explain: bool = False

    @property
    def identity(self) -> DocumentIdentity | None:
        """The document that is meant; None where none is. Raises BadQuery."""
        if self.document is None:
            return None
        if (identity := read_identity(self.document, self.issuer, self.of_year)) is None:
            raise BadQuery(f"no-document-number: {self.document!r} is no number such as 74/KH-UBND")
        return identity


def answer(opened: Index, asked: Asked) -> dict[str, Any]:
    """The page of results; with `documents` where one was asked for, with `explanations` where they were."""
    identity, query = asked.identity, asked.query
    added: dict[str, Any] = {}
    if identity is not None:
        documents = opened.documents(identity)
        cites = documents[0].key if documents else identity.key
        query = query.model_copy(update={"cites": cites, "sort": Sort.NEWEST})
        added["documents"] = [document.model_dump(mode="json") for document in documents]
    page = opened.search(query).model_dump(mode="json")
    if asked.explain:
        added["explanations"] = [why.model_dump(mode="json") for why in opened.explain(query)]
    return page | added
