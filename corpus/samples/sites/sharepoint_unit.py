"""A unit's site in a SharePoint province farm, `/donvi/<unit>/Trang/…?nid=`, with lists paged by postback.

Bad manners: no charset in the header, the body as character references, an endless calendar of days, missing
ids and forged view states answered with 200, links in several letter cases.
"""

import re
from datetime import date, timedelta
from html.entities import codepoint2name

from markupsafe import Markup

from corpus.samples.sites.aspnet import AspNetSite
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response, render

_PAGER = re.compile(r"ctl00\$ctl40\$rptPager\$ctl(\d\d)\$lnkPage")
_FEED_ITEMS = 20
_ERROR = (
    "<html><head><title>Error</title></head><body><div id='ms-error'>Đã xảy ra lỗi. <p>ID Tương quan: "
    "6c1fa09f-50c4-0081-a9fd-1d5f4a0e2c61</p></div></body></html>"
)


class SharePointUnit(AspNetSite):
    """The layout of the Quảng Ninh farm."""

    platform = "sharepoint-unit"
    content_type = "text/html"
    view_state_generator = "9F1C7E01"
    categories = {  # noqa: RUF012 (never changed)
        "tin": (12, "Tin hoạt động"),
        "thong-bao": (15, "Thông báo"),
        "van-ban": (17, "Văn bản chỉ đạo điều hành"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self.root = f"/donvi/{spec.short}"
        self._by_id = {post.id: post for post in self.posts}

    def start_path(self) -> str:
        return self.root

    def path(self, post: Post) -> str:
        return f"{self.root}/Trang/ChiTietTinTuc.aspx?nid={post.id}"

    def file_href(self, post: Post, place: int) -> str:
        return f"{self.root}/Documents/{post.id}/{post.files[place].name}"

    @staticmethod
    def entities(text: str) -> Markup:
        """`text` with all letters beyond ASCII as character references, as the rich text editor stores it."""
        return Markup("".join(map(_reference, text)))  # noqa: S704 (escaped by _reference)

    def answer(self, request: Request) -> Response | None:
        path = request.path.lower()
        root = self.root.lower()
        if path == "/robots.txt":
            return Response(200, "text/plain", b"User-agent: *\r\nDisallow: /_layouts/\r\n")
        if path in ("/", root, f"{root}/"):
            return self._list(12, 1)
        if not path.startswith(f"{root}/"):
            return None
        return self._in_unit(path.removeprefix(f"{root}/"), request)

    def _in_unit(self, page: str, request: Request) -> Response | None:
        if page == "trang/chitiettintuc.aspx":
            return self._article(request.query.get("nid", ""))
        if page == "trang/chuyenmuc.aspx":
            return self._category(request)
        if page == "trang/qnp-rss.aspx":
            text = render(
                "sharepoint/unit_feed.xml", site=self, spec=self.spec, posts=self.posts[:_FEED_ITEMS]
            )
            return Response(200, "text/xml; charset=utf-8", text.encode())
        if page == "trang/lichcongtac.aspx":
            return self._calendar(request.query.get("ngay", ""))
        if page.startswith("documents/"):
            return self._file(page.split("/")[1:])
        return None

    def _article(self, number: str) -> Response:
        post = self._by_id.get(int(number)) if number.isdecimal() else None
        if post is None:
            text = "Bài viết không tồn tại hoặc đã bị gỡ bỏ!"
            return self.html(
                "unit_plain.html", {"name": "ChiTietTinTuc", "text": text, "onward": (), "seed": 7}
            )
        headers = (("MicrosoftSharePointTeamServices", "15.0.0.4420"), ("X-Powered-By", "ASP.NET"))
        return self.html("unit_article.html", {"post": post, "seed": post.id}, headers)

    def _category(self, request: Request) -> Response | None:
        category = request.query.get("cm", "")
        known = {str(number) for number, _ in self.categories.values()}
        if category not in known:
            return None
        if request.method == "POST":
            return self._postback(int(category), request)
        return self._list(int(category), 1)

    def _postback(self, category: int, request: Request) -> Response:
        """The page that a pager link asks for; an error page with status 200 when the state is not ours."""
        current = self.page_in(request.form.get("__VIEWSTATE", ""))
        validated = request.form.get("__EVENTVALIDATION") == self.event_validation
        wanted = self._wanted(request.form.get("__EVENTTARGET", ""), current or 0, category)
        page = self._list(category, wanted) if current and validated and wanted else None
        return page or Response(200, self.content_type, _ERROR.encode())

    def _wanted(self, target: str, current: int, category: int) -> int:
        if match := _PAGER.fullmatch(target):
            return int(match.group(1)) + 1
        if target == "ctl00$ctl40$lnkLast":
            first = self.listing(self._posts(category), 1)
            return first.pages if first else 0
        return current + 1 if target == "ctl00$ctl40$lnkNext" else 0

    def _posts(self, category: int) -> tuple[Post, ...]:
        section = next(section for section, (number, _) in self.categories.items() if number == category)
        return self.section(section)

    def _list(self, category: int, number: int) -> Response | None:
        listing = self.listing(self._posts(category), number)
        if listing is None:
            return None
        return self.html(
            "unit_list.html", {"listing": listing, "category": category, "seed": category + number}
        )

    def _calendar(self, text: str) -> Response | None:
        """The work calendar of any day, with links to the days around it: it never ends."""
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        link = f"{self.root}/Trang/LichCongTac.aspx?ngay="
        around = [f"{link}{day + timedelta(days=step)}" for step in (-1, 1, 7)]
        text = f"Lịch công tác ngày {day:%d/%m/%Y}: trống"
        return self.html(
            "unit_plain.html", {"name": "LichCongTac", "text": text, "onward": around, "seed": 7}
        )

    def _file(self, parts: list[str]) -> Response | None:
        number, name = parts[0], parts[-1]
        return self.file_named(self._by_id.get(int(number)), name) if number.isdecimal() else None


def _reference(character: str) -> str:
    code = ord(character)
    if character in '&<>"':
        return f"&{codepoint2name[code]};"
    if code < 128:
        return character
    return f"&{codepoint2name[code]};" if code in codepoint2name else f"&#{code};"
