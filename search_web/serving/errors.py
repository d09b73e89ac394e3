"""Error pages: what happened, what to do, and for whom. Calm, and never a stack trace."""

import logging

from flask import Flask, Response, make_response, render_template, request, url_for
from werkzeug.exceptions import HTTPException

from corpus.catalog import CatalogMissing, CatalogUnusable
from corpus.errors import ArchiveDamaged, IndexDamaged, NeedsRebuild
from search_web.api.problems import problem_of
from search_web.languages import gettext
from search_web.pages.objects import ErrorPage, Link
from search_web.serving.request_state import empty_state, url_of

MACHINE_PATHS = ("/api/", "/tim.json")
RETRY_AFTER_SECONDS = 120
"""An index of 100,000 articles is swapped in within that time once it is built."""

log = logging.getLogger(__name__)


def register_errors(app: Flask) -> None:
    """Every way an answer can fail -> its page."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(NeedsRebuild, _not_built)
    app.register_error_handler(CatalogMissing, _nothing_crawled)
    app.register_error_handler(IndexDamaged, _damaged)
    app.register_error_handler(CatalogUnusable, _catalog_unusable)
    app.register_error_handler(ArchiveDamaged, _capture_lost)
    app.register_error_handler(Exception, _failed)


def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    page = _not_found() if code == 404 else _refused(code)
    response = _answer(page)
    if allowed := getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _not_found() -> ErrorPage:
    return ErrorPage(
        404,
        gettext("Không có trang này"),
        (
            gettext("Địa chỉ có thể bị gõ thiếu, hoặc trang đã được chuyển đi nơi khác."),
            gettext("Bạn có thể tìm lại bằng vài từ trong tiêu đề; gõ không dấu cũng được."),
        ),
        _ways_on(),
    )


def _refused(code: int) -> ErrorPage:
    if code == 429:
        sentence = gettext("Địa chỉ mạng của bạn vừa hỏi quá nhiều lần. Bạn hãy chờ một phút rồi thử lại.")
        return ErrorPage(code, gettext("Hỏi quá nhanh"), (sentence,), _ways_on())
    sentence = gettext("Máy chủ không nhận yêu cầu này. Bạn hãy quay lại trang chủ và tìm lại.")
    return ErrorPage(code, gettext("Yêu cầu không hợp lệ"), (sentence,), _ways_on())


def _not_built(error: NeedsRebuild) -> Response:
    log.warning("no usable index: %s", error)
    return _unavailable("tratin index --rebuild")


def _nothing_crawled(error: CatalogMissing) -> Response:
    log.warning("no catalog: %s", error)
    return _unavailable("tratin crawl && tratin index")


def _unavailable(command: str) -> Response:
    page = ErrorPage(
        503,
        gettext("Kho tin đang được chuẩn bị"),
        (
            gettext("Chỉ mục tìm kiếm chưa sẵn sàng. Việc này thường chỉ mất vài phút."),
            gettext("Bạn hãy thử lại sau ít phút. Không có tin nào bị mất."),
        ),
        (Link(gettext("Thử lại"), request.full_path.rstrip("?")),),
        command,
    )
    return _retry_later(_answer(page))


def _damaged(error: IndexDamaged) -> Response:
    log.error("index damaged: %s", error)
    page = ErrorPage(
        503,
        gettext("Tìm kiếm tạm thời ngừng"),
        (
            gettext("Chỉ mục tìm kiếm đang có lỗi và cần được dựng lại từ kho lưu trữ."),
            gettext("Các tin đã lưu vẫn còn nguyên. Bạn hãy quay lại sau."),
        ),
        (Link(gettext("Thử lại"), request.full_path.rstrip("?")),),
        "tratin index --rebuild",
    )
    return _retry_later(_answer(page))


def _catalog_unusable(error: CatalogUnusable) -> Response:
    log.error("catalog: %s", error)
    return _unavailable("tratin doctor")


def _capture_lost(error: ArchiveDamaged) -> Response:
    log.error("archive: %s", error)
    sentences = (
        gettext("Bản lưu của trang này không đọc được. Người quản trị đã được báo trong nhật ký."),
        gettext("Nội dung tin vẫn xem được ở trang của tin."),
    )
    return _answer(ErrorPage(503, gettext("Chưa mở được bản lưu"), sentences, _ways_on(), "tratin doctor"))


def _failed(error: Exception) -> Response:
    log.exception("unexpected error on %s", request.path, exc_info=error)
    sentences = (
        gettext("Lỗi này là của chúng tôi, không phải do bạn. Lỗi đã được ghi lại."),
        gettext("Bạn hãy thử lại, hoặc quay về trang chủ."),
    )
    return _answer(ErrorPage(500, gettext("Có lỗi xảy ra"), sentences, _ways_on()))


def _ways_on() -> tuple[Link, ...]:
    return (
        Link(gettext("Trang chủ"), url_for("home.show")),
        Link(gettext("Tin mới nhất"), url_of(empty_state())),
        Link(gettext("Trợ giúp"), url_for("help.show")),
    )


def _answer(page: ErrorPage) -> Response:
    """For people a page, for programs the same as problem+json."""
    if request.path.startswith(MACHINE_PATHS):
        return problem_of(page)
    return make_response(render_template("error.html", page=page), page.code)


def _retry_later(response: Response) -> Response:
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response.headers["Cache-Control"] = "no-store"
    return response
