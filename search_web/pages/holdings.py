"""Portal summaries -> the page object of `/kho-tin`. Words and links only."""

from collections.abc import Iterator, Mapping

from flask import url_for

from corpus.catalog import PortalSummary
from corpus.portal import Portal
from search_web import formats
from search_web.languages import gettext
from search_web.pages.objects import HoldingsPage, Link, PortalRow
from search_web.parts.coverage import coverage_of, span_text


def holdings_page(summaries: tuple[PortalSummary, ...], portals: Mapping[str, Portal]) -> HoldingsPage:
    """Portals with the most articles first; those from which nothing is held yet come last and say so."""
    coverage = coverage_of(summaries)
    sentence = gettext(
        "%(articles)s tin của %(portals)s cổng.",
        articles=formats.number(coverage.articles),
        portals=formats.number(coverage.portals),
    )
    ordered = sorted(summaries, key=lambda s: (-s.articles, s.portal))
    return HoldingsPage(sentence, tuple(_rows(ordered, portals)))


def _rows(summaries: list[PortalSummary], portals: Mapping[str, Portal]) -> Iterator[PortalRow]:
    for summary in summaries:
        portal = portals.get(summary.portal)
        address = formats.web_address(portal.start_urls[0]) if portal else None
        agency = portal.agency if portal else summary.portal
        yield PortalRow(
            agency=agency,
            page_url=url_for("portal.show", key=summary.portal),
            province=(portal.province if portal else None) or "",
            articles=formats.number(summary.articles),
            span=span_text(summary.first_published, summary.last_published),
            last_capture=formats.moment(summary.last_capture) if summary.last_capture else None,
            site=Link(formats.host(address) if address else "", address),
        )
