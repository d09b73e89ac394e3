"""`/quan-tri`: the routes, behind a session. Where no password is configured they do not exist.

Whatever changes something is a POST with the session's token, from a page of this site.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, abort, current_app, g, make_response, redirect, request, url_for
from flask import render_template as render
from pydantic import ValidationError

from corpus.sealed import SealBroken
from corpus.settings import StorageSettings
from indexer import Synonym, read_synonyms, save_synonyms
from search_web import formats
from search_web.operators.overview import Measured, overview_page
from search_web.operators.pages import SynonymRow, SynonymsPage
from search_web.operators.passwords import is_password
from search_web.operators.proposals import Proposal, proposals
from search_web.operators.sessions import Session, Sessions
from search_web.operators.unfound import UnfoundQueries, count_unfound
from search_web.serving.metrics import Metrics
from search_web.serving.request_state import portals, stores, web_settings
from search_web.serving.stores import Remembered

COOKIE = "tratin-quan-tri"
OPEN = frozenset({"operators.log_in", "operators.log_in_form"})
UNFOUND_SHOWN = 50
PROPOSED_FOR_SECONDS = 600.0
"""Proposals cost half a second and change with the archive."""


def blueprint() -> Blueprint:
    room = Blueprint("operators", __name__, url_prefix="/quan-tri")
    room.before_request(_admit)
    room.after_request(_keep_to_yourself)
    for path, name, view in (
        ("", "overview", overview),
        ("/dang-nhap", "log_in_form", log_in_form),
        ("/tu-dong-nghia", "synonyms", synonyms),
    ):
        room.add_url_rule(path, name, view)
    for path, name, change in (
        ("/dang-nhap", "log_in", log_in),
        ("/dang-xuat", "log_out", log_out),
        ("/tu-dong-nghia/them", "approve", approve),
        ("/tu-dong-nghia/bo", "withdraw", withdraw),
        ("/khong-thay/bo", "forget", forget),
    ):
        room.add_url_rule(path, name, change, methods=["POST"])
    return room


def add_operators(app: Flask, storage: StorageSettings) -> None:
    """What the pages need besides their blueprint: sessions, counts, proposals."""
    settings = app.config["WEB"].operators
    unfound = UnfoundQueries(storage.directory, settings.unfound_kept)
    app.config["STORAGE"] = storage
    app.config["SESSIONS"] = Sessions(settings.session_hours * 3600)
    app.config["UNFOUND"] = unfound
    count_unfound(app)
    app.config["PROPOSALS"] = Remembered(lambda: _proposals(app, unfound), PROPOSED_FOR_SECONDS)


def _admit() -> Response | None:
    """404 where switched off; to the login without a session; 403 for a change asked from elsewhere."""
    if not web_settings().operators.password_hash:
        abort(404)
    if request.method == "POST" and not _from_this_site():
        abort(403)
    g.session = _sessions().of(request.cookies.get(COOKIE, ""))
    if request.endpoint in OPEN:
        return None
    if g.session is None:
        return _see(url_for("operators.log_in_form", lang=None))
    if request.method == "POST" and not g.session.accepts(request.form.get("csrf", "")):
        abort(403)
    return None


def _from_this_site() -> bool:
    """By what browsers say and scripts cannot change. Source: W3C Fetch Metadata; RFC 6454."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _keep_to_yourself(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


# --- in and out ---


def log_in_form(wrong: bool = False) -> Response:
    reachable = request.is_secure or request.host.rpartition(":")[0] in ("127.0.0.1", "localhost", "[::1]")
    page = render("operators/login.html", wrong=wrong, insecure=not reachable)
    return make_response(page, 403 if wrong else 200)


def log_in() -> Response:
    """A cookie for a right password; the form again for a wrong one."""
    if not is_password(request.form.get("mat-khau", ""), web_settings().operators.password_hash):
        return log_in_form(wrong=True)
    response = _see(url_for("operators.overview", lang=None))
    response.set_cookie(
        COOKIE,
        _sessions().begin(),
        max_age=round(web_settings().operators.session_hours * 3600),
        path=_cookie_path(),
        secure=True,
        httponly=True,
        samesite="Strict",
    )
    return response


def log_out() -> Response:
    _sessions().end(request.cookies.get(COOKIE, ""))
    response = _see(url_for("operators.log_in_form", lang=None))
    response.delete_cookie(COOKIE, path=_cookie_path(), secure=True, httponly=True, samesite="Strict")
    return response


def _cookie_path() -> str:
    return f"{request.script_root}/quan-tri"


# --- what they see ---


def overview() -> str:
    settings, metrics, unfound = web_settings().operators, _metrics(), _unfound()
    least = settings.unfound_least
    page = overview_page(
        stores(),
        portals(),
        Measured(
            current_app.config["PAGE_CACHE"], metrics.speeds(), unfound.often(least, UNFOUND_SHOWN), least
        ),
        _storage(),
    )
    return render("operators/overview.html", page=page, csrf=_session().csrf)


def synonyms(error: str = "") -> Response:
    """The approved ones, and what might be approved."""
    approved = read_synonyms(_storage())
    known = {synonym.written.casefold() for synonym in approved}
    found: Remembered[list[Proposal]] = current_app.config["PROPOSALS"]
    typed: Mapping[str, str] = request.form if request.method == "POST" else request.args
    page = SynonymsPage(
        approved=tuple(SynonymRow(one.written, one.meant) for one in reversed(approved)),
        proposed=tuple(_row(one) for one in found.get() if one.synonym.written.casefold() not in known),
        written=typed.get("viet", "")[:100],
        meant=typed.get("nghia", "")[:100],
        error=error,
    )
    body = render("operators/synonyms.html", page=page, csrf=_session().csrf)
    return make_response(body, 422 if error else 200)


def _row(proposal: Proposal) -> SynonymRow:
    asked = f", {formats.number(proposal.asked)} lượt tìm không thấy" if proposal.asked else ""
    note = f"{formats.number(proposal.seen)} tin giải thích như vậy{asked}"
    return SynonymRow(proposal.synonym.written, proposal.synonym.meant, note)


# --- what they decide ---


def approve() -> Response:
    """Adds one, both ways when asked so; the form again with what is wrong."""
    written, meant = request.form.get("viet", ""), request.form.get("nghia", "")
    try:
        added = [Synonym(written=written, meant=meant)]
        if request.form.get("hai-chieu"):
            added.append(Synonym(written=meant, meant=written))
        save_synonyms(_storage(), (*read_synonyms(_storage()), *added))
    except (ValidationError, ValueError):
        return synonyms("Mỗi ô cần từ 1 đến 12 tiếng, không quá 100 ký tự.")
    return _see(url_for("operators.synonyms", lang=None))


def withdraw() -> Response:
    out = (request.form.get("viet", ""), request.form.get("nghia", ""))
    kept = (one for one in read_synonyms(_storage()) if (one.written, one.meant) != out)
    save_synonyms(_storage(), kept)
    return _see(url_for("operators.synonyms", lang=None))


def forget() -> Response:
    _unfound().forget(request.form.get("q", ""))
    return _see(url_for("operators.overview", lang=None) + "#khong-thay")


# --- glue ---


def _proposals(app: Flask, unfound: UnfoundQueries) -> list[Proposal]:
    least = app.config["WEB"].operators.unfound_least
    try:
        approved = read_synonyms(app.config["STORAGE"])
    except SealBroken:
        approved = ()
    return proposals(app.config["STORES"], unfound.often(least, UNFOUND_SHOWN), approved)


def _see(url: str) -> Response:
    """Go there with GET."""
    response = make_response(redirect(url, 303))
    return response


def _session() -> Session:
    session: Session = g.session
    return session


def _sessions() -> Sessions:
    found: Sessions = current_app.config["SESSIONS"]
    return found


def _unfound() -> UnfoundQueries:
    found: UnfoundQueries = current_app.config["UNFOUND"]
    return found


def _metrics() -> Metrics:
    found: Metrics = current_app.config["METRICS"]
    return found


def _storage() -> StorageSettings:
    found: StorageSettings = current_app.config["STORAGE"]
    return found
