"""For other programs to find this site: OpenSearch for browsers, sitemaps for search engines."""

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for

from search_web import sitemaps
from search_web.search_state import clean_text
from search_web.serving.request_state import absolute, empty_state, search_path, stores, url_of, web_settings

AGE_SECONDS = 3600
"""Search engines come once a day, browsers once a year."""


def blueprint() -> Blueprint:
    room = Blueprint("discovery", __name__)
    room.add_url_rule("/opensearch.xml", "opensearch", opensearch)
    room.add_url_rule("/opensearch/goi-y", "completions", completions)
    room.add_url_rule("/sitemap.xml", "sitemap", sitemap)
    room.add_url_rule("/sitemap/<part>.xml.gz", "sitemap_part", sitemap_part)
    return room


def opensearch() -> Response:
    """How a browser searches here from its address bar. Source: OpenSearch 1.1 draft 6."""
    text = render_template(
        "opensearch.xml",
        search=absolute(search_path()),
        completions=absolute(url_for("discovery.completions", lang=None)),
        feed=absolute(f"{request.script_root}/tim.atom"),
        own=absolute(url_for("discovery.opensearch", lang=None)),
        icon=absolute(url_for("static", filename="icon.svg")),
    )
    return _kept(Response(text, content_type="application/opensearchdescription+xml; charset=utf-8"))


def completions() -> Response:
    """`[typed, [completion], [], [url]]`, as browsers ask for while an address is typed."""
    typed = request.args.get("q", "")[: web_settings().query_max_chars]
    texts = [completion.text for completion in stores().index().suggest(typed).completions]
    urls = [absolute(url_of(empty_state().with_text(clean_text(text)))) for text in texts]
    answer = jsonify([typed, texts, [], urls])
    answer.content_type = "application/x-suggestions+json"
    return answer


def sitemap() -> Response:
    """The parts that there are."""
    parts = sitemaps.parts_of(stores().articles().listed_count())
    addresses = (absolute(url_for("discovery.sitemap_part", part=part, lang=None)) for part in parts)
    return _kept(Response(sitemaps.index_xml(addresses), content_type="application/xml; charset=utf-8"))


def sitemap_part(part: str) -> Response:
    """Every article page of it that is worth a visit: those gone from their portals are left out."""
    ids = sitemaps.id_range(part)
    if ids is None:
        abort(404)
    articles = stores().articles().listed_articles(*ids)
    pages = sitemaps.pages_of(articles, absolute(f"{request.script_root}/tin/"))
    return _kept(Response(sitemaps.part_gzip(pages), content_type="application/gzip"))


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={AGE_SECONDS}"
    return response
