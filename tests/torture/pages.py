"""What the torture site says: articles behind every kind of list, among traps. Pure: a path gives an answer.

Three portals on two IP addresses: `huyen` (NukeViet) and `so` (WordPress) share one, `xa` (ASP.NET) has its
own.
"""
# ruff: noqa: E501 - markup reads best on one line

import gzip
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from urllib.parse import parse_qsl, urlsplit

HTML = "text/html; charset=utf-8"
PER_PAGE = 20
DISALLOWED = "/cam/"
NOT_TO_FOLLOW = "/chi-qua-nofollow/"
WORDS = [
    "hội",
    "nghị",
    "triển",
    "khai",
    "kế",
    "hoạch",
    "sản",
    "xuất",
    "vụ",
    "đông",
    "xuân",
    "chuyển",
    "đổi",
    "số",
    "xây",
    "dựng",
    "nông",
    "thôn",
    "mới",
    "cải",
    "cách",
    "hành",
    "chính",
    "phòng",
    "chống",
    "thiên",
    "tai",
    "khám",
    "sức",
    "khỏe",
    "học",
    "sinh",
    "trường",
    "tiểu",
    "học",
    "đoàn",
    "kiểm",
    "tra",
    "cấp",
    "giấy",
    "chứng",
    "nhận",
    "đường",
    "liên",
    "xã",
    "cầu",
    "dân",
    "sinh",
    "nhà",
    "văn",
    "hóa",
    "thư",
    "viện",
    "ngày",
    "hội",
    "đọc",
    "sách",
    "thi",
    "đua",
    "khen",
    "thưởng",
    "họp",
    "báo",
]


@dataclass
class Answer:
    """What goes out. `manner` says how: plain, stall, drip, long-length, short-length, reset."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": HTML})
    manner: str = "plain"
    article: int | None = None
    """The number of the article that a whole answer shows."""


@dataclass(frozen=True)
class Asked:
    """One request; `count` is which one for this path it is, from 1."""

    target: str
    method: str
    form: dict[str, str]
    cookies: str
    count: int
    base: str

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))


def page(body: str, title: str = "Cổng thông tin", head: str = "") -> bytes:
    meta = f"<meta charset='utf-8'><title>{title}</title>{head}"
    return f"<!DOCTYPE html><html lang='vi'><head>{meta}</head><body>{body}</body></html>".encode()


def title_of(number: int) -> str:
    some = Random(number)
    return f"Tin số {number}: {' '.join(some.choices(WORDS, k=10))}"


def text_of(number: int) -> str:
    some = Random(-number - 1)
    told = (f"{' '.join(some.choices(WORDS, k=45))} ({number}.{part})" for part in range(3))
    return "".join(f"<p>{paragraph.capitalize()}.</p>" for paragraph in told)


def day_of(number: int) -> date:
    return date(2024, 1, 1) + timedelta(days=number % 300)


def links_list(links: list[tuple[str, str]], following: str = "", more: str = "") -> str:
    items = "".join(f'<li><h3><a href="{href}">{text}</a></h3></li>' for href, text in links)
    pager = f'<ul class="pagination"><li><a class="next" href="{following}">Trang sau</a></li></ul>'
    return f"<ul class='news'>{items}</ul>{pager if following else ''}{more}"


def not_found() -> Answer:
    return Answer(page("<h1>404</h1><p>Không tìm thấy trang.</p>"), 404)


def redirect(to: str, status: int = 302) -> Answer:
    return Answer(b"", status, {"Location": to})


def once_bad(answer: Answer, number: int, asked: Asked) -> Answer:
    """The answer of article `number`, which may fail the first time or come in an odd manner."""
    first = asked.count == 1
    kind = number % 50
    if first and kind in _BAD_ONCE and number % _BAD_ONCE[kind][0] == kind:
        return _BAD_ONCE[kind][1](answer)
    if kind == 40 and number % 200 == 40:
        answer.manner = "drip"
    if kind == 41:
        answer.body = gzip.compress(answer.body, mtime=0)
        answer.headers["Content-Encoding"] = "gzip"
    if kind == 42:
        answer.manner = "long-length"
    return answer


def _with(**changes: object) -> Callable[[Answer], Answer]:
    def change(answer: Answer) -> Answer:
        for name, value in changes.items():
            setattr(answer, name, value)
        return answer

    return change


def _status(number: int, **headers: str) -> Callable[[Answer], Answer]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda answer: Answer(page(f"<h1>{number}</h1>"), number, {"Content-Type": HTML, **named})


_ERROR_PAGE = (
    "<h1>Server Error in '/' Application.</h1><h2><i>Object reference not set to an instance of an object."
    "</i></h2><b>Description:</b> An unhandled exception occurred during the execution of the current web"
    " request.<br><b>Exception Details:</b> System.NullReferenceException"
)
_BAD_ONCE: dict[int, tuple[int, Callable[[Answer], Answer]]] = {
    1: (50, _status(500)),
    2: (500, _with(manner="stall", article=None)),
    3: (50, lambda answer: Answer(page(_ERROR_PAGE, "Runtime Error"))),
    4: (100, _with(manner="reset", article=None)),
    5: (1000, _status(503, Retry_After="1")),
    6: (50, _status(502)),
    7: (100, lambda answer: Answer(b"")),
    8: (100, _with(manner="torn", article=None)),
}
"""Number modulo 50 -> every how many numbers, and what goes wrong with the first answer."""


class Huyen:
    """A NukeViet portal: paged lists and every trap."""

    def __init__(self, first: int, count: int) -> None:
        self.numbers = range(first, first + count)

    def path(self, number: int) -> str:
        return f"/vi/news/Tin-tuc/bai-viet-{number}.html"

    def link(self, number: int) -> str:
        """As lists link to it: some with session ids, print switches, trackers, or through a redirect."""
        session = f"{Random(number).getrandbits(128):032x}"
        path = self.path(number)
        odd = {11: f"/cu/{number}", 12: f"{path};jsessionid={session}", 13: f"{path}?PHPSESSID={session}"}
        odd |= {14: f"{path}?utm_source=zalo&zarsrc=31", 15: f"/chuyen/{number}/4", 16: f"{path}#noi-dung"}
        return odd.get(number % 50, path)

    def answer(self, asked: Asked) -> Answer:
        for pattern, make in self._routes().items():
            if match := re.fullmatch(pattern, asked.path):
                return make(asked, *match.groups())
        return not_found()

    def _routes(self) -> dict[str, Callable[..., Answer]]:
        return {
            r"/robots\.txt": lambda asked: Answer(
                self._robots().encode("utf-8-sig"), headers={"Content-Type": "text/plain"}
            ),
            r"/": lambda asked: Answer(
                page(self._menu(), head='<meta name="generator" content="NukeViet v4.5">')
            ),
            r"/vi/news/Tin-tuc/(?:page-(\d+)/)?": self._list,
            r"/vi/news/Tin-tuc/bai-viet-(\d+)\.html(?:;.*)?": self._article,
            r"/cu/(\d+)": lambda asked, n: redirect(self.path(int(n)), 301),
            r"/chuyen/(\d+)/(\d)": lambda asked, n, left: redirect(
                f"/chuyen/{n}/{int(left) - 1}" if left > "1" else self.path(int(n))
            ),
            r"/lich-cong-tac/(\d+)/(\d+)": self._calendar,
            r"/lich-hop/xem\.html": self._hidden_calendar,
            r"/tin-lap/(?:page-(\d+)/)?": self._same_page_for_ever,
            r"/phien/([^/]*)": self._sessions,
            r"/sau(/.*)?": self._deeper,
            r"/tag/.*|/tim-kiem": self._search,
            r"/vong/(\d)": lambda asked, n: redirect(f"/vong/{(int(n) + 1) % 3}"),
            r"/vong-minh": lambda asked: redirect(
                "/vong-minh?thu=1" if asked.query.get("thu") != "1" else "/vong-minh"
            ),
            r"/chuoi/(\d+)": lambda asked, n: redirect(f"/chuoi/{int(n) + 1}"),
            r"/ra-ngoai": lambda asked: redirect("http://10.0.0.1/"),
            r"/lach-cam": lambda asked: redirect(f"{DISALLOWED}lach.html"),
            r"/bom/(\d)": lambda asked, n: Answer(
                _BOMB, headers={"Content-Type": HTML, "Content-Encoding": "gzip"}
            ),
            r"/khong-theo": self._nofollow,
            r"/khong-theo-tieu-de": self._nofollow,
            r"/khong-luu-(\d)\.html": self._noindex,
            r"/mo/kin/rieng-(\d+)\.html": self._article,
            r"/khong-con-(\d)\.html": lambda asked, n: Answer(
                page("<h1>Thông báo</h1><p>Trang bạn yêu cầu không tồn tại hoặc đã bị xóa.</p>")
            ),
            rf"{DISALLOWED}.*|{NOT_TO_FOLLOW}.*": lambda asked: Answer(
                page(f"<h1>{title_of(-1)}</h1>{text_of(-1)}")
            ),
        }

    def _robots(self) -> str:
        return f"User-agent: *\nDisallow: {DISALLOWED}\nDisallow: /mo/kin/\nAllow: /mo/kin/rieng-\nDisallow: /*.php$\n"

    def _menu(self) -> str:
        traps = [
            "/lich-cong-tac/2024/5", "/lich-hop/xem.html?d=1715000000", "/tin-lap/", "/phien/a1",
            "/sau", "/tag/x", "/tim-kiem?q=a", "/vong/0", "/vong-minh", "/chuoi/0", "/ra-ngoai",
            "/lach-cam", "/bom/1", "/bom/2", "/khong-theo", "/khong-theo-tieu-de", "/khong-luu-1.html",
            "/khong-luu-2.html", "/khong-con-1.html", "/khong-con-2.html", f"{DISALLOWED}muc/", "/trang.php",
        ]  # fmt: skip
        named = "".join(f'<li><a href="{trap}">Chuyên mục {trap}</a></li>' for trap in traps)
        return f'<nav><a href="/vi/news/Tin-tuc/">Tin tức</a><ul>{named}</ul></nav><script>var nv_base_siteurl="/";</script>'

    def _list(self, asked: Asked, number: str | None) -> Answer:
        at = int(number or 1)
        shown = self.numbers[(at - 1) * PER_PAGE : at * PER_PAGE]
        links = [(self.link(n), title_of(n)) for n in shown]
        following = f"/vi/news/Tin-tuc/page-{at + 1}/" if at * PER_PAGE < len(self.numbers) else ""
        bait = f'<a href="{DISALLOWED}bai-{at}.html">{title_of(-at)}</a>'
        return Answer(page(links_list(links, following, bait), f"Tin tức trang {at}"))

    def _article(self, asked: Asked, number: str) -> Answer:
        n = int(number)
        if n not in self.numbers:
            return not_found()
        day = day_of(n)
        body = (
            '<div class="news_column panel panel-default"><div class="panel-body">'
            f'<h1 class="title margin-bottom-lg" itemprop="headline">{title_of(n)}</h1>'
            f'<span class="h5">{day:%d/%m/%Y} 08:15</span>'
            f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{text_of(n)}</div></div></div>'
            f'<div class="luot">Đã xem: {asked.count * 7}</div>'
            f'<a href="/in/{n}?print=1">Bản in</a> <a href="/lich-cong-tac/{day:%Y/%m}">Lịch công tác</a>'
            '<script>var nv_base_siteurl="/";</script>'
        )
        return once_bad(Answer(page(body, title_of(n)), article=n), n, asked)

    def _calendar(self, asked: Asked, year: str, month: str) -> Answer:
        at = int(year) * 12 + int(month)
        ways = [
            (f"/lich-cong-tac/{m // 12}/{m % 12}", f"Lịch công tác tháng {m % 12}") for m in (at - 1, at + 1)
        ]
        return Answer(page(links_list(ways)))

    def _hidden_calendar(self, asked: Asked) -> Answer:
        """An address that says nothing of calendars, each day with a link to an article known already."""
        at = int(asked.query.get("d", "0"))
        ways = [
            (f"/lich-hop/xem.html?d={at + step}", f"Ngày khác {step} của lịch") for step in (-86400, 86400)
        ]
        known = self.numbers[at % len(self.numbers)]
        return Answer(page(links_list([*ways, (self.path(known), title_of(known))])))

    def _same_page_for_ever(self, asked: Asked, number: str | None) -> Answer:
        links = [(self.path(n), title_of(n)) for n in self.numbers[:10]]
        return Answer(page(links_list(links, f"/tin-lap/page-{int(number or 1) + 1}/")))

    def _sessions(self, asked: Asked, session: str) -> Answer:
        """Every visit has a new session in the path, and every link on the page carries it."""
        fresh = f"{Random(asked.target).getrandbits(96):024x}"
        links = [(f"/phien/{fresh}?muc={n}", f"Chuyên mục số {n} của phiên làm việc") for n in range(8)]
        return Answer(page(links_list(links)))

    def _deeper(self, asked: Asked, rest: str | None) -> Answer:
        links = [
            (f"/sau{rest or ''}/{name}", f"Thư mục {name} trong thư mục") for name in ("mot", "hai", "ba")
        ]
        return Answer(page(links_list(links)))

    def _search(self, asked: Asked) -> Answer:
        some = Random(asked.target)
        return Answer(
            page(
                links_list(
                    [(f"/tag/{word}-{some.randrange(10**6)}", f"Từ khóa {word} khác") for word in WORDS[:10]]
                )
            )
        )

    def _nofollow(self, asked: Asked) -> Answer:
        links = links_list([(f"{NOT_TO_FOLLOW}{n}.html", f"Trang số {n} không nên theo") for n in range(5)])
        if asked.path.endswith("tieu-de"):
            return Answer(page(links), headers={"Content-Type": HTML, "X-Robots-Tag": "TraTinBot: nofollow"})
        return Answer(page(links, head='<meta name="robots" content="noindex, nofollow">'))

    def _noindex(self, asked: Asked, number: str) -> Answer:
        shown = f'<div class="panel-body"><h1 itemprop="headline">{title_of(-7)}</h1><div id="news-bodyhtml">{text_of(-7)}</div></div>'
        if number == "1":
            return Answer(page(shown, head='<meta name="robots" content="noindex">'))
        return Answer(page(shown), headers={"Content-Type": HTML, "X-Robots-Tag": "noindex"})


_BOMB = gzip.compress(bytes(80_000_000), 9, mtime=0)


class So:
    """A WordPress site: REST for one half, a sitemap index of packed files for the other."""

    def __init__(self, first: int, count: int) -> None:
        self.numbers = range(first, first + count)
        half = first + count // 2
        self.rest, self.mapped = range(first, half), range(half, first + count)

    def path(self, number: int) -> str:
        return f"/tin-tuc-su-kien/bai-so-{number}.html"

    def answer(self, asked: Asked) -> Answer:
        path = asked.path
        if path == "/robots.txt":
            return Answer(
                f"User-agent: *\nDisallow: {DISALLOWED}\nSitemap: {asked.base}/chi-muc.xml\n".encode(),
                headers={"Content-Type": "text/plain"},
            )
        if path == "/":
            links = [(self.path(n), title_of(n)) for n in self.rest[:5]]
            head = '<meta name="generator" content="WordPress 6.4"><link rel="https://api.w.org/" href="/wp-json/">'
            return Answer(page(links_list(links) + '<img src="/wp-content/a.png">', head=head))
        if path == "/wp-json/wp/v2/posts":
            return self._posts(asked)
        if path in ("/chi-muc.xml",) or path.startswith("/so-do-"):
            return self._sitemap(asked)
        if match := re.fullmatch(r"/tin-tuc-su-kien/bai-so-(\d+)\.html", path):
            return self._article(asked, int(match.group(1)))
        return not_found()

    def _article(self, asked: Asked, n: int) -> Answer:
        if n not in self.numbers:
            return not_found()
        body = f'<article><h1 class="entry-title">{title_of(n)}</h1><time class="entry-date published">{day_of(n):%d/%m/%Y}</time><div class="entry-content">{text_of(n)}</div></article>'
        head = (
            '<meta name="generator" content="WordPress 6.4"><link rel="https://api.w.org/" href="/wp-json/">'
        )
        return once_bad(
            Answer(page(body + '<img src="/wp-content/a.png">', title_of(n), head), article=n), n, asked
        )

    def _posts(self, asked: Asked) -> Answer:
        at = int(asked.query.get("page", "1"))
        shown = self.rest[(at - 1) * 100 : at * 100]
        posts = [self._post(asked.base, n) for n in shown]
        pages = str(-(-len(self.rest) // 100))
        return Answer(
            json.dumps(posts).encode(),
            headers={"Content-Type": "application/json; charset=UTF-8", "X-WP-TotalPages": pages},
        )

    def _post(self, base: str, n: int) -> dict[str, object]:
        moment = datetime(2024, 1, 1, 1) + timedelta(days=n % 300)
        rendered = {"title": {"rendered": title_of(n)}, "content": {"rendered": text_of(n)}}
        return {
            "id": n,
            "status": "publish",
            "link": base + self.path(n),
            "date_gmt": moment.isoformat(),
            **rendered,
        }

    def _sitemap(self, asked: Asked) -> Answer:
        space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
        files = -(-len(self.mapped) // 200)
        if asked.path == "/chi-muc.xml":
            named = "".join(
                f"<sitemap><loc>{asked.base}/so-do-{n}.xml.gz</loc></sitemap>" for n in range(files)
            )
            named += f"<sitemap><loc>{asked.base}/so-do-99.xml.gz</loc></sitemap>"
            return Answer(
                f'<?xml version="1.0"?><sitemapindex {space}>{named}</sitemapindex>'.encode(),
                headers={"Content-Type": "application/xml"},
            )
        at = int(asked.path.removeprefix("/so-do-").removesuffix(".xml.gz"))
        if at >= files:
            return Answer(b"\x1f\x8b\x08 torn", headers={"Content-Type": "application/x-gzip"})
        urls = "".join(
            f"<url><loc>{asked.base}{self.path(n)}</loc><lastmod>{day_of(n)}</lastmod></url>"
            for n in self.mapped[at * 200 : at * 200 + 200]
        )
        urls += f"<url><loc>{asked.base}{DISALLOWED}tu-so-do-{at}.html</loc></url>"
        text = f'<?xml version="1.0"?><urlset {space}>{urls}</urlset>'
        return Answer(gzip.compress(text.encode(), mtime=0), headers={"Content-Type": "application/x-gzip"})


class Xa:
    """A hand-made ASP.NET portal: a postback pager with view state and session, and articles by number only."""

    def __init__(self, first: int, count: int) -> None:
        self.numbers = range(first, first + count)
        part = first + count * 3 // 8
        self.paged, self.walked = range(first, part), range(part, first + count)

    def path(self, number: int) -> str:
        if number in self.paged:
            return f"/Trang/BaiViet.aspx?ItemID={number}&ten={Random(number).getrandbits(40):x}"
        return f"/Trang/ChiTietTinTuc.aspx?nid={self._id(number)}"

    def _id(self, number: int) -> int:
        """Ids go up with gaps of up to 7."""
        at = number - self.walked.start
        return 5 + at + at // 10 * 6

    def _number(self, identity: int) -> int | None:
        at = (identity - 5) // 16 * 10 + min((identity - 5) % 16, 99)
        within = (identity - 5) % 16 < 10
        number = self.walked.start + at
        return number if within and identity >= 5 and number in self.walked else None

    def answer(self, asked: Asked) -> Answer:  # noqa: PLR0911 - one return a page
        path = asked.path.lower()
        if path == "/robots.txt":
            if asked.count == 1:
                return Answer(b"", 503, {"Retry-After": "1"})
            html = page("<h1>Trang chủ</h1><p>User-agent: *<br>Disallow: /</p>")
            return Answer(html)
        if path == "/":
            return Answer(
                page(
                    '<form id="aspnetForm"><a href="/Trang/TinTuc.aspx">Tin tức</a> <a href="/Trang/MoiNhat.aspx">Tin mới nhất</a></form>'
                ),
                headers={"Content-Type": HTML, "Set-Cookie": "ASP.NET_SessionId=p9x; path=/"},
            )
        if path == "/trang/tintuc.aspx":
            return self._paged(asked)
        if path == "/trang/moinhat.aspx":
            newest = list(self.walked)[-10:][::-1]
            return Answer(page(links_list([(self.path(n), title_of(n)) for n in newest])))
        if path == "/trang/baiviet.aspx":
            return self._article(asked, int(asked.query["ItemID"]))
        if path == "/trang/chitiettintuc.aspx":
            number = self._number(int(asked.query["nid"]))
            if number is None:
                return Answer(page("<h1>Thông báo</h1><p>Bài viết không tồn tại hoặc đã bị xóa.</p>"))
            return self._article(asked, number)
        return not_found()

    def _paged(self, asked: Asked) -> Answer:
        at = 1
        if asked.method == "POST":
            target, argument = asked.form.get("__EVENTTARGET", ""), asked.form.get("__EVENTARGUMENT", "0")
            if target == "ctl00$lich":
                return Answer(page(self._form(1, self._day(argument))))
            if (
                asked.form.get("__VIEWSTATE") != f"trang-{int(argument) - 1}"
                or "ASP.NET_SessionId=p9x" not in asked.cookies
            ):
                return Answer(
                    page(
                        _ERROR_PAGE.replace(
                            "Object reference", "Validation of viewstate MAC failed. Object reference"
                        )
                    ),
                    500,
                )
            at = int(argument)
        return Answer(page(self._form(at, self._day("V8000"))))

    def _form(self, at: int, calendar: str) -> str:
        shown = self.paged[(at - 1) * PER_PAGE : at * PER_PAGE]
        items = "".join(
            f'<li><h3><a href="{self.path(n).replace("&", "&amp;")}">{title_of(n)}</a></h3></li>'
            for n in shown
        )
        more = at * PER_PAGE < len(self.paged)
        following = f"""<div class="pager"><a class="next" href="javascript:__doPostBack('ctl00$pager','{at + 1}')">Trang sau</a></div>"""
        state = f'<input type="hidden" name="__VIEWSTATE" value="trang-{at}">'
        return f'<form method="post" action="/Trang/TinTuc.aspx" id="aspnetForm">{state}<ul class="news">{items}</ul>{following if more else ""}{calendar}</form>'

    def _day(self, argument: str) -> str:
        """The arrows of an ASP.NET calendar: each shows another month, for ever."""
        at = int(argument.lstrip("V") or 0)
        arrows = (
            f"""<a href="javascript:__doPostBack('ctl00$lich','V{at + step}')">{text}</a>"""
            for step, text in ((-31, "&lt;"), (31, "&gt;"))
        )
        return f"<table class='lich'><tr><td>{''.join(arrows)}</td></tr></table>"

    def _article(self, asked: Asked, n: int) -> Answer:
        if n not in self.numbers:
            return not_found()
        body = (
            f'<form id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="{asked.count}">'
            f'<div class="chi-tiet"><h1 class="tieu-de">{title_of(n)}</h1><span class="ngay">Ngày đăng: {day_of(n):%d/%m/%Y}</span>'
            f'<div class="noi-dung">{text_of(n)}</div></div></form>'
        )
        return once_bad(Answer(page(body, title_of(n)), article=n), n, asked)


@dataclass(frozen=True)
class Plan:
    """How many articles each portal has."""

    total: int

    @property
    def sites(self) -> dict[str, Huyen | So | Xa]:
        a, b = self.total * 4 // 10, self.total * 7 // 10
        return {"huyen": Huyen(0, a), "so": So(a, b - a), "xa": Xa(b, self.total - b)}
