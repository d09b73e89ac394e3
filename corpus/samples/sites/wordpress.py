"""A WordPress site with a telecom's school theme: no date on any page, so only feed, REST and lists know it.

Bad manners: endless date archives, shortlinks, a calendar of the current month on every page.
"""

import json
import re
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

from corpus.article import PartialDate
from corpus.samples.sites.site import Site, http_date
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response, redirect, render

_HOME = re.compile(r"/(?:page/(\d+)/?)?")
_CATEGORY = re.compile(r"/chuyen-muc/([a-z-]+)(?:/page/(\d+))?/?")
_ARCHIVE = re.compile(r"/(\d{4})/(\d{2})(?:/(\d{2}))?/?")
_ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"
_FEED_ITEMS = 10
_EDIT_LAG = timedelta(hours=25, minutes=11)


class WordPress(Site):
    """WordPress 5.8 with REST, feeds and the core sitemap."""

    platform = "wordpress"
    server = "nginx"
    content_type = "text/html; charset=UTF-8"
    categories = {  # noqa: RUF012 (never changed)
        "tin": ("tin-tuc-su-kien", "Tin tức sự kiện"),
        "thong-bao": ("thong-bao", "Thông báo"),
        "van-ban": ("van-ban-chi-dao", "Văn bản chỉ đạo"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_path = {self.path(post): post for post in self.posts}
        self._by_id = {post.id: post for post in self.posts}
        self._files = {
            self.file_href(post, place).removeprefix(base): (post, place)
            for post in self.posts
            for place in range(len(post.files))
        }

    def path(self, post: Post) -> str:
        return f"/{self.categories[post.section][0]}/{post.slug}.html"

    def file_href(self, post: Post, place: int) -> str:
        month = post.article.published.strftime("%Y/%m")
        name = re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s.-]", "", post.files[place].name))
        return f"{self.base}/wp-content/uploads/{month}/{post.id}-{name}"

    def file_url(self, post: Post, place: int) -> str:
        return quote(self.file_href(post, place), safe="/:%")

    def shown_date(self, post: Post) -> PartialDate | None:
        value = post.article.published.isoformat()
        return PartialDate(value=value, precision="minute", source="rest")

    def shown_author(self, post: Post) -> str | None:
        return None

    def answer(self, request: Request) -> Response | None:
        path = request.path
        if path in ("/robots.txt", "/wp-sitemap.xml", "/wp-sitemap-posts-post-1.xml"):
            return self._machine_file(path)
        if path.startswith("/wp-json/wp/v2/posts"):
            return self._rest(request)
        if path.startswith("/wp-content/") and path in self._files:
            return self.file_response(*self._files[path])
        if path.rstrip("/").endswith("/feed"):
            return self._feed(request)
        return self._page(request)

    def _page(self, request: Request) -> Response | None:
        if post := self._by_id.get(_number(request.query.get("p", ""))):
            return redirect(self.url(post))
        if post := self._by_path.get(request.path.rstrip("/")):
            return self.html("article.html", {"post": post, "seed": post.id}, self._validators(post))
        if match := _CATEGORY.fullmatch(request.path):
            return self._category(match.group(1), int(match.group(2) or 1))
        if match := _HOME.fullmatch(request.path):
            return self._list(self.posts, int(match.group(1) or 1), "Tin mới", self.base)
        if match := _ARCHIVE.fullmatch(request.path):
            return self._archive(match)
        return None

    def _category(self, slug: str, number: int) -> Response | None:
        for section, (known, name) in self.categories.items():
            if known == slug:
                return self._list(self.section(section), number, name, f"{self.base}/chuyen-muc/{slug}")
        return None

    def _list(self, posts: tuple[Post, ...], number: int, name: str, link: str) -> Response | None:
        listing = self.listing(posts, number)
        return (
            self.html("list.html", {"listing": listing, "name": name, "link": link, "seed": number})
            if listing
            else None
        )

    def _archive(self, match: re.Match[str]) -> Response | None:
        """A date archive; empty ones answer too, with a calendar that leads to the next."""
        prefix = "-".join(part for part in match.groups() if part)
        fitting = tuple(p for p in self.posts if p.article.published.isoformat().startswith(prefix))
        return self._list(fitting, 1, f"Lưu trữ {prefix}", self.base + match.group().rstrip("/"))

    def _feed(self, request: Request) -> Response | None:
        page = _number(request.query.get("paged", "1")) or 1
        posts = self.posts[(page - 1) * _FEED_ITEMS : page * _FEED_ITEMS]
        if not posts:
            return None
        text = render("wordpress/feed.xml", site=self, spec=self.spec, posts=posts, path=request.target)
        newest = posts[0].article
        headers = (("Last-Modified", http_date(newest.published)), ("ETag", f'"feed-{posts[0].id}"'))
        return Response(200, "application/rss+xml; charset=UTF-8", text.encode(), headers)

    def _rest(self, request: Request) -> Response | None:
        if match := re.fullmatch(r"/wp-json/wp/v2/posts/(\d+)/?", request.path):
            post = self._by_id.get(int(match.group(1)))
            return _json(self._rest_post(post), ()) if post else None
        size = min(100, max(1, _number(request.query.get("per_page", "10")) or 10))
        page = _number(request.query.get("page", "1")) or 1
        chosen = self.posts[(page - 1) * size : page * size]
        if not chosen:
            error = {"code": "rest_post_invalid_page_number", "message": "", "data": {"status": 400}}
            return _json(error, (), status=400)
        pages = -(-len(self.posts) // size)
        headers = (("X-WP-Total", str(len(self.posts))), ("X-WP-TotalPages", str(pages)))
        return _json([self._rest_post(post) for post in chosen], headers)

    def _rest_post(self, post: Post) -> dict[str, object]:
        published = post.article.published
        modified = published + _EDIT_LAG
        return {
            "id": post.id,
            "date": _local(published),
            "date_gmt": _utc(published),
            "guid": {"rendered": f"{self.base}/?p={post.id}"},
            "modified": _local(modified),
            "modified_gmt": _utc(modified),
            "slug": post.slug,
            "status": "publish",
            "type": "post",
            "link": self.url(post),
            "title": {"rendered": post.article.title},
            "content": {
                "rendered": render("wordpress/content.html", site=self, post=post),
                "protected": False,
            },
            "excerpt": {"rendered": f"<p>{post.article.lead[:160]} [&hellip;]</p>", "protected": False},
            "author": 3,
        }

    def _machine_file(self, path: str) -> Response:
        if path == "/robots.txt":
            text = f"{_ROBOTS}\nSitemap: {self.base}/wp-sitemap.xml\n"
            return Response(200, "text/plain; charset=utf-8", text.encode())
        urls = [self.url(post) for post in reversed(self.posts)]
        if path == "/wp-sitemap.xml":
            text = render("sitemap_index.xml", urls=[f"{self.base}/wp-sitemap-posts-post-1.xml"])
        else:
            text = render("sitemap.xml", entries=[(url, None) for url in urls])
        return Response(200, "application/xml; charset=UTF-8", text.encode())

    def _validators(self, post: Post) -> tuple[tuple[str, str], ...]:
        link = f'<{self.base}/wp-json/>; rel="https://api.w.org/", <{self.base}/?p={post.id}>; rel=shortlink'
        modified = http_date(post.article.published + _EDIT_LAG)
        return (("Link", link), ("Last-Modified", modified), ("ETag", f'"{post.id:x}-{post.order:x}"'))

    def rss_date(self, post: Post) -> str:
        """The publication time as RSS writes it, in UTC."""
        return format_datetime(post.article.published.astimezone(UTC))


def _local(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%S}"


def _utc(moment: datetime) -> str:
    return _local(moment.astimezone(UTC))


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _json(value: object, headers: tuple[tuple[str, str], ...], status: int = 200) -> Response:
    body = json.dumps(value, ensure_ascii=False).encode()
    return Response(status, "application/json; charset=UTF-8", body, headers)
