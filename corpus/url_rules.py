"""What URLs of each platform show about themselves: which parts name the page and which are decoration.

A rule is recognised by marks in the URL itself. The addresses are those of `corpus.url_parts`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from corpus.url_parts import Address, clean_path

_MAX_PASSES = 5
"""Rules run until none changes anything: one may lay bare the mark of another. Most URLs need two passes."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds for URLs of one platform. `applies` sees the marks; `change` gives None for no page."""

    platform: str
    applies: Callable[[Address], bool]
    change: Callable[[Address], Address | None]


def apply_rules(address: Address, platform: str | None) -> Address | None:
    """The address without decoration; None when it is no page of its own (print, mail, login, archive views).

    `platform` keeps the rules of other platforms out; one without rules counts as unknown.
    """
    known = platform in {rule.platform for rule in RULES}
    rules = [rule for rule in RULES if not known or rule.platform in ("any", platform)]
    for _ in range(_MAX_PASSES):
        before = address
        for rule in rules:
            changed = rule.change(address) if rule.applies(address) else address
            if changed is None:
                return None
            address = changed
        if address == before:
            return address
    return None


def _always(address: Address) -> bool:
    return True


def _path_matches(pattern: str) -> Callable[[Address], bool]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda address: compiled.search(address.path) is not None


def _has(*names: str) -> Callable[[Address], bool]:
    return lambda address: address.has(*names)


def _no_page(address: Address) -> None:
    return None


def _without(pattern: str) -> Callable[[Address], Address]:
    compiled = re.compile(pattern)
    return lambda address: address.without(compiled)


def _without_session(address: Address) -> Address:
    """`sid` is a session when it looks like one; VNPT Portal's is the number of the site."""

    def is_session(name: str, value: str | None) -> bool:
        return name.lower() == "sid" and _SESSION_ID.fullmatch(value or "") is not None

    return replace(address, params=tuple(p for p in address.params if not is_session(*p)))


def _portlet(address: Address) -> Address:
    """A portlet's id says something beside its parameters, or when it fills the page; else it is the page."""
    kept = address.without(_PORTLET_FRAME)
    if any(name.startswith(("_", "p_r_p_")) and value != "" for name, value in kept.params):
        return kept
    if (address.value("p_p_state") or "").lower() == "maximized":
        return replace(kept, params=(*kept.params, ("p_p_state", "maximized")))
    return kept.without(re.compile("p_p_id"))


def _fold_iis(address: Address) -> Address:
    """IIS compares paths and ASP.NET parameter names without case."""
    params = tuple((name.lower(), value) for name, value in address.params)
    return Address(address.path.lower(), params)


def _nukeviet_rewrite(address: Address) -> Address:
    """`/index.php?language=vi&nv=news&op=Cat/slug-12` is what `/vi/news/Cat/slug-12.html` rewrites to."""
    language, module = address.value("language") or "vi", address.value("nv") or ""
    page = (address.value("op") or "").strip("/")
    if not page:
        path = f"/{language}/{module}/"
    else:
        ending = (
            ".html" if re.search(r"-[0-9]+$", page) and not re.search(r"(?:^|/)page-[0-9]+$", page) else "/"
        )
        path = f"/{language}/{module}/{page}{ending}"
    return Address(clean_path(path), address.without(re.compile("language|nv|op")).params)


def _joomla_article(address: Address) -> Address:
    """`id=1204:thong-bao` is article 1204; category and menu item only choose what stands around it."""
    kept = address.only("option", "view", "id", "start", "limitstart", "format")
    numbered = ((k, (v or "").partition(":")[0] if k == "id" else v) for k, v in kept.params)
    return replace(kept, params=tuple(numbered))


def _move(pattern: str, to: str) -> Callable[[Address], Address]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda address: replace(address, path=compiled.sub(to, address.path))


_LOGIN = (
    r"/(?:log-?(?:in|out)|sign-?(?:in|out|up)|register|dang-?(?:nhap|ky|xuat)|lostpass|recoverpassword"
    r"|authenticate|accessdenied|wp-login|xmlrpc)(?:\.aspx|\.php|\.html)?(?:/tabid/.*)?/?$"
)
_DATE_ARCHIVE = r"^/(?:19|20)[0-9]{2}/[01][0-9](?:/[0-3][0-9])?(?:/page/[0-9]+)?/?$"
_COMMENT_FEED = r"(?:\.html|^/comments|^/[0-9]{4}/[0-9]{2}/.+)/feed(?:/.*)?$"
_SESSION_ID = re.compile(r"(?=[0-9]*[a-fA-F])(?=[a-fA-F]*[0-9])[0-9a-fA-F]{6,}|[A-Za-z0-9]{20,}")
"""Hexadecimal with figures and letters both, or very long: a site's number and a word are neither."""
_PORTLET_FRAME = re.compile(
    r"p_p_(?:lifecycle|state|mode|cacheability|auth|col_\w+)|p_auth|p_r_p_.*_resetcur|p_l_back_url|viewmode"
    r"|_.*_(?:redirect|backurl|keywords|advancedsearch|andoperator|resetcur|viewmode)"
)


def _is_portlet(address: Address) -> bool:
    return "/-/" in address.path or any(name.startswith(("p_p_", "_")) for name, _ in address.params)


RULES: tuple[Rule, ...] = (
    # every platform: trackers (zarsrc and gidzl are Zalo's), sessions, ways back, print switches
    Rule(
        "any", _always, _without(r"utm_.*|fbclid|gclid|gclsrc|dclid|yclid|msclkid|igshid|mc_[ce]id|_ga|_gl")
    ),
    Rule("any", _always, _without(r"zarsrc|gidzl|zalo_.*|phpsessid|jsessionid|aspsessionid.*|sessionid")),
    Rule("any", _always, _without(r"redirect|inheritredirect|return_?url|backurl|print|printmode|amp")),
    Rule("any", _has("sid"), _without_session),
    Rule("any", _path_matches(_LOGIN), _no_page),
    # NukeViet (read in its source, 4.5): rewriting may be off or half on; print, save, mail and PDF views
    Rule("nukeviet", _has("nv"), _nukeviet_rewrite),
    Rule("nukeviet", _path_matches(r"^/index\.php/[a-z]{2}/"), _move(r"^/index\.php/", "/")),
    Rule("nukeviet", _path_matches(r"^(?:/[a-z]{2})?/[^/]+/(?:print|savefile|sendmail)/"), _no_page),
    Rule("nukeviet", lambda a: a.has("pdf") and a.path.endswith(".html"), _no_page),
    Rule("nukeviet", _always, _without(r"nv_redirect|nvrand|nocache")),
    # Liferay 6: a portlet's id, page and page size say what is shown; how it is framed does not
    Rule("liferay", _path_matches(r"^/c/portal/"), _no_page),
    Rule("liferay", _is_portlet, _portlet),
    # Joomla
    Rule("joomla", _path_matches(r"/component/mailto/"), _no_page),
    Rule("joomla", lambda a: a.value("option") == "com_mailto", _no_page),
    Rule("joomla", lambda a: a.value("option") == "com_content", _joomla_article),
    Rule("joomla", _has("tmpl"), _without(r"tmpl|layout|page")),
    # WordPress: archives by date repeat the lists; feeds of one article hold comments only
    Rule(
        "wordpress",
        _path_matches(_DATE_ARCHIVE),
        _no_page,
    ),
    Rule("wordpress", _path_matches(_COMMENT_FEED), _no_page),
    Rule("wordpress", _path_matches(r"/wp-admin/|/trackback/?$"), _no_page),
    Rule("wordpress", _always, _without(r"replytocom|share|like_comment|nb")),
    Rule("wordpress", _path_matches(r"[^/]/amp/?$"), _move(r"(?<=[^/])(?:/amp)+(/?)$", r"\1")),
    # Drupal's print module
    Rule("drupal", _path_matches(r"^/print(?:mail|pdf)?/[0-9]+$"), _no_page),
    # IIS: SharePoint, DotNetNuke, mojoPortal, VNPT Portal and hand-made ASP.NET
    Rule("dotnetnuke", _path_matches(r"/tabid/"), _fold_iis),
    Rule("any", _path_matches(r"\.(?:aspx|ashx|asp|cpx)$"), _fold_iis),
    Rule("dotnetnuke", _path_matches(r"/ctl/[a-z]+/"), _no_page),
    Rule("dotnetnuke", _path_matches(r"/tabid/"), _without(r"mid")),
    Rule("dotnetnuke", _always, _without(r"dnnprintmode|skinsrc|containersrc|popup")),
    Rule("mojoportal", _path_matches(r"/article/viewdetail\.aspx$"), lambda a: a.only("itemid")),
    Rule("vnpt-portal", _path_matches(r"/m?default\.aspx$"), _move(r"/mdefault\.aspx$", "/default.aspx")),
    Rule("vnpt-portal", _has("pageid", "sid"), _without(r"catname|title")),
    # Kien Giang's SharePoint: `/m/<list>/<item>/` is the mobile twin of `/trang/tintuc/<list>/<item>/`
    Rule(
        "sharepoint",
        _path_matches(r"^/(?:m|trang/tintuc)/[0-9]+/[0-9]+/[^/]+\.html$"),
        _move(r"^/(?:m|trang/tintuc)/", "/trang/tintuc/"),
    ),
)
"""In this order. A platform's rules name it as `crawler/platforms` does; `any` holds for all."""
