"""The operations of the API -> the page object of `/api`: what to ask, with examples that can be followed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from search_web import formats
from search_web.api.openapi import openapi_document
from search_web.languages import gettext
from search_web.pages.objects import Link
from search_web.serving.request_state import absolute
from search_web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class ParameterRow:
    name: str
    type: str
    description: str
    required: bool
    example: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class OperationGuide:
    """One way to ask: `fields` are those of its answer."""

    name: str
    path: str
    summary: str
    example: Link | None
    parameters: tuple[ParameterRow, ...]
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class ModelGuide:
    name: str
    fields: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class ApiGuidePage:
    """`/api`."""

    server: str
    document_url: str
    limit: str
    operations: tuple[OperationGuide, ...]
    models: tuple[ModelGuide, ...]


def api_guide_page(examples: Mapping[str, str], settings: WebSettings) -> ApiGuidePage:
    """`examples`: name of an operation -> a path that shows it here, from the API's root."""
    root = url_for("api.openapi", lang=None).removesuffix("/openapi.json")
    document = openapi_document(absolute(root))
    schemas = document["components"]["schemas"]
    operations = tuple(_operations(document, examples, root))
    answers = {_answer_name(path["get"]) for path in document["paths"].values()}
    return ApiGuidePage(
        server=absolute(root),
        document_url=url_for("api.openapi"),
        limit=gettext("%(count)s lần mỗi phút", count=formats.number(settings.api_per_minute)),
        operations=operations,
        models=tuple(
            ModelGuide(name, tuple(_fields(schema)))
            for name, schema in sorted(schemas.items())
            if name not in answers and "properties" in schema
        ),
    )


def _operations(document: dict[str, Any], examples: Mapping[str, str], root: str) -> Iterator[OperationGuide]:
    for path, methods in document["paths"].items():
        operation = methods["get"]
        shown = examples.get(operation["operationId"])
        yield OperationGuide(
            name=operation["operationId"],
            path=path,
            summary=operation["summary"],
            example=Link(shown, f"{root}{shown}") if shown else None,
            parameters=tuple(map(_parameter, operation["parameters"])),
            fields=tuple(_fields(document["components"]["schemas"][_answer_name(operation)])),
        )


def _answer_name(operation: dict[str, Any]) -> str:
    reference: str = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    return reference.rpartition("/")[2]


def _parameter(parameter: dict[str, Any]) -> ParameterRow:
    example = parameter.get("example", "")
    return ParameterRow(
        name=parameter["name"],
        type=type_text(parameter["schema"]),
        description=parameter["description"].replace("`", ""),
        required=parameter["required"],
        example=", ".join(example) if isinstance(example, list) else str(example),
    )


def _fields(schema: dict[str, Any]) -> Iterator[FieldRow]:
    for name, field in schema.get("properties", {}).items():
        yield FieldRow(name, type_text(field))


def type_text(schema: dict[str, Any]) -> str:
    """`string`, `[FoundArticle]`, `vi | en`, `string | null`: as short as it can be said."""
    match schema:
        case {"$ref": reference}:
            text = str(reference).rpartition("/")[2]
        case {"anyOf": choices}:
            text = " | ".join(map(type_text, choices))
        case {"enum": values}:
            text = " | ".join(map(str, values))
        case {"type": "array", "items": items}:
            text = f"[{type_text(items)}]"
        case _:
            text = str(schema.get("const") or schema.get("format") or schema.get("type", ""))
    return text
