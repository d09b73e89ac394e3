"""Translations with types: the one place that speaks to Flask-Babel. Vietnamese is the source language."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from gettext import NullTranslations

import flask_babel  # type: ignore[import-untyped]
from flask import Flask, g

LANGUAGES = ("vi", "en")
"""First the one that everything is written in."""


@dataclass(frozen=True, slots=True)
class LazyText:
    """Text that is translated when it is shown: `str()` gives it in the language of the request."""

    text: str

    def __str__(self) -> str:
        return gettext(self.text)


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What one request is answered in."""

    language: str
    texts: NullTranslations


_WRITTEN = _Spoken(LANGUAGES[0], NullTranslations())


def _spoken() -> _Spoken:
    """Looked up once for a request: Flask-Babel does so for each text, which was a tenth of a search page."""
    try:
        found: _Spoken = g.spoken
    except AttributeError:
        locale = flask_babel.get_locale()
        language = str(locale.language) if locale else LANGUAGES[0]
        found = g.spoken = _Spoken(language, flask_babel.get_translations())
    except RuntimeError:  # outside of any request
        found = _WRITTEN
    return found


def speak(app: Flask, choose_language: object) -> None:
    """Lets the app answer in the language that `choose_language()` names for each request."""
    flask_babel.Babel(app, default_locale=LANGUAGES[0], locale_selector=choose_language)
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=gettext, ngettext=_unfilled, pgettext=pgettext, newstyle=True
    )


def gettext(text: str, /, **values: object) -> str:
    found = _spoken().texts.gettext(text)
    return found % values if values else found


def pgettext(context: str, text: str, /) -> str:
    """For one Vietnamese word that needs two English ones: a section `Meetings`, a kind `Meeting`."""
    return _spoken().texts.pgettext(context, text)


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    return _unfilled(one, many, count) % {"num": count, **values}


def _unfilled(one: str, many: str, count: int) -> str:
    """Jinja fills in the number itself."""
    return _spoken().texts.ngettext(one, many, count)


def lazy_gettext(text: str) -> LazyText:
    return LazyText(text)


def decimal(value: int) -> str:
    """A number grouped as the language of the request groups it."""
    return next(decimals((value,)))


def decimals(values: Iterable[int]) -> Iterator[str]:
    """Each grouped so; some 150 stand beside the values of facets."""
    sign = "," if page_language() == "en" else "."
    return (f"{value:,}".replace(",", sign) for value in values)


def percent(share: float) -> str:
    """`12,5%`: with a decimal only where there would be but one digit."""
    return str(flask_babel.format_percent(share, "#,##0%" if share >= 0.1 or not share else "#,##0.#%"))


def page_language() -> str:
    """For the `lang` attribute and `Content-Language`; Vietnamese outside of a request."""
    return _spoken().language
