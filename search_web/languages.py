"""Translations with types: the one place that speaks to Flask-Babel. Vietnamese is the source language."""

from typing import Protocol

import flask_babel  # type: ignore[import-untyped]
from flask import Flask

LANGUAGES = ("vi", "en")
"""First the one that everything is written in."""


class LazyText(Protocol):
    """Text that is translated when it is shown: `str()` gives it in the language of the request."""

    def __str__(self) -> str: ...


def speak(app: Flask, choose_language: object) -> None:
    """Lets the app answer in the language that `choose_language()` names for each request."""
    flask_babel.Babel(app, default_locale=LANGUAGES[0], locale_selector=choose_language)


def gettext(text: str, /, **values: object) -> str:
    return str(flask_babel.gettext(text, **values))


def pgettext(context: str, text: str, /) -> str:
    """For one Vietnamese word that needs two English ones: a section `Meetings`, a kind `Meeting`."""
    return str(flask_babel.pgettext(context, text))


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    return str(flask_babel.ngettext(one, many, count, **values))


def lazy_gettext(text: str) -> LazyText:
    lazy: LazyText = flask_babel.lazy_gettext(text)
    return lazy


def decimal(value: int) -> str:
    """A number grouped as the language of the request groups it; some 400 stand on a search page."""
    grouped = f"{value:,}"
    return grouped if page_language() == "en" else grouped.replace(",", ".")


def percent(share: float) -> str:
    """`12,5%`: with a decimal only where there would be but one digit."""
    return str(flask_babel.format_percent(share, "#,##0%" if share >= 0.1 or not share else "#,##0.#%"))


def page_language() -> str:
    """For the `lang` attribute and `Content-Language`; Vietnamese outside of a request."""
    locale = flask_babel.get_locale()
    return str(locale.language) if locale else LANGUAGES[0]
