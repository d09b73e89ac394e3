"""The OpenAPI 3.1 document, made of the operations and the models that they answer with."""

from functools import cache
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from search_web.api.models import Problem
from search_web.api.operations import OPERATIONS, Operation
from search_web.api.parameters import PAGE, Parameter
from search_web.api.problems import MEDIA_TYPE
from search_web.languages import gettext

VERSION = "1.0.0"
_SCHEMAS = "#/components/schemas/"


def openapi_document(server_url: str) -> dict[str, Any]:
    """The document in the language of the request. Source: OpenAPI 3.1.1, JSON Schema 2020-12."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Tra Tin",
            "version": VERSION,
            "description": gettext("Tìm trong tin của các cổng thông tin nhà nước."),
        },
        "servers": [{"url": server_url}],
        "paths": {operation.path: {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {"schemas": _schemas()},
    }


@cache
def _schemas() -> dict[str, Any]:
    """The same for every request; never changed by who gets it."""
    models: list[type[BaseModel]] = [*(operation.answer for operation in OPERATIONS), Problem]
    written: list[tuple[type[BaseModel], JsonSchemaMode]] = [(model, "serialization") for model in models]
    _, document = models_json_schema(written, ref_template=f"{_SCHEMAS}{{model}}")
    schemas: dict[str, Any] = document["$defs"]
    return {name: _open(schema) for name, schema in schemas.items()}


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the promise that no field will ever be added."""
    return {key: value for key, value in schema.items() if key != "additionalProperties"}


def _operation(operation: Operation) -> dict[str, Any]:
    problems = {422: gettext("Tham số không dùng được"), 429: gettext("Hỏi quá nhanh: chờ theo Retry-After")}
    problems |= {500: gettext("Có lỗi xảy ra"), 503: gettext("Kho tin đang được chuẩn bị")}
    if any(parameter.in_path or parameter.name == PAGE.name for parameter in operation.parameters):
        problems[404] = gettext("Không có trang này")
    return {
        "operationId": operation.name,
        "summary": str(operation.summary),
        "parameters": [_parameter(parameter) for parameter in operation.parameters],
        "responses": {
            "200": {
                "description": gettext("Câu trả lời"),
                "headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": _reference(operation.answer)}},
            },
            "304": {"description": gettext("Chưa có gì đổi so với If-None-Match")},
            **{str(status): _problem(problems[status]) for status in sorted(problems)},
        },
    }


def _parameter(parameter: Parameter) -> dict[str, Any]:
    described = {
        "name": parameter.name,
        "in": "path" if parameter.in_path else "query",
        "required": parameter.in_path,
        "description": str(parameter.description),
        "schema": parameter.schema(),
    }
    if parameter.many:
        described |= {"style": "form", "explode": True}
    return described if parameter.example is None else {**described, "example": parameter.example}


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _reference(Problem)}}}


def _reference(model: type) -> dict[str, str]:
    return {"$ref": f"{_SCHEMAS}{model.__name__}"}
