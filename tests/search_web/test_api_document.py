"""schemathesis asks the API what its OpenAPI document allows, and what it forbids: no failure, no surprise.

A few questions in plain tests, many in `make quality`.
"""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from indexer import IndexerSettings
from search_web import WebSettings, create_app
from search_web.api import OPERATIONS
from tests.search_web import small_site

LABELS = [f"GET {operation.path}" for operation in OPERATIONS]
NOT_OURS = [positive_data_acceptance]
"""That whatever the schemas allow is answered with 200: no schema can say that 31/2/2019 is no day."""


@pytest.fixture(scope="module")
def schema(site) -> Any:
    limits = WebSettings(api_per_minute=1_000_000, exports_per_minute=1_000_000)
    app = create_app(limits, site.storage, IndexerSettings(), small_site.PORTALS)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


def ask(schema: Any, label: str, mode: GenerationMode, count: int) -> None:
    operation = next(o.ok() for o in schema.get_all_operations() if o.ok().label == label)
    strategy = operation.as_strategy(mode)
    rules = settings(
        max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )

    @rules
    @given(case=strategy)
    def every_answer_is_documented(case: Any) -> None:
        case.call_and_validate(excluded_checks=NOT_OURS)

    every_answer_is_documented()


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", LABELS)
def test_every_answer_is_documented(schema: Any, label: str, mode: GenerationMode) -> None:
    ask(schema, label, mode, 3)


@pytest.mark.quality
@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", LABELS)
def test_every_answer_of_many_is_documented(schema: Any, label: str, mode: GenerationMode) -> None:
    ask(schema, label, mode, 300)
