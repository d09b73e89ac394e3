"""Answers that say why there is none, as `application/problem+json`. Source: RFC 9457."""

from collections.abc import Sequence

from flask import Response, url_for

from search_web.api.models import Problem, Remark
from search_web.languages import gettext
from search_web.pages.objects import ErrorPage

MEDIA_TYPE = "application/problem+json"


class Refused(Exception):
    """Parameters that cannot be used; every one of them is named."""

    def __init__(self, remarks: Sequence[Remark]) -> None:
        super().__init__(", ".join(f"{remark.parameter}: {remark.reason}" for remark in remarks))
        self.remarks = tuple(remarks)


def refusal(refused: Refused) -> Response:
    """422 with what is wrong with each parameter."""
    problem = Problem(
        type=f"{url_for('api_guide.show')}#loi-tham-so",
        title=gettext("Tham số không dùng được"),
        status=422,
        detail="; ".join(f"{remark.parameter}: {remark.detail}" for remark in refused.remarks),
        errors=refused.remarks,
    )
    return problem_response(problem)


def problem_of(page: ErrorPage) -> Response:
    """The same as an error page says, for machines."""
    detail = " ".join(page.sentences)
    return problem_response(Problem(type="about:blank", title=page.title, status=page.code, detail=detail))


def problem_response(problem: Problem) -> Response:
    response = Response(problem.model_dump_json(), status=problem.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    return response
