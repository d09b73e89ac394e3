"""A NukeViet 4.5 site with the eGov theme and that system's known faults of dates.

The feed's minutes are the month, the meta date is malformed and the microdata date is the last edit; only the
visible line and the sitemap are right (read in NukeViet's source). Attachments come from the article's URL.
"""

import re
from datetime import UTC, datetime, timedelta

from corpus.samples.sites.site import Site, http_date
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response, redirect, render
from corpus.samples.spelling import without_marks

_ARTICLE = re.compile(r"(?:/index\.php)?/vi/news/(?:(print|savefile|sendmail)/)?[\w-]+/[\w-]*?-(\d+)\.html")
_LIST = re.compile(r"/vi/news/(?:([A-Z][\w-]+)/)?(?:page-(\d+)/)?")
_FEED_ITEMS = 30
_WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")
_FORBIDDEN = ("/admin/", "/data/", "/includes/", "/install/", "/modules/", "/robots.php", "/web.config")


class NukeViet(Site):
    """NukeViet with its news module."""

    platform = "nukeviet"
    server = "Apache"
    categories = {  # noqa: RUF012 (never changed)
        "tin": ("Tin-tuc-Su-kien", "Tin tức - Sự kiện"),
        "thong-bao": ("Thong-bao", "Thông báo"),
        "van-ban": ("Van-ban-dieu-hanh", "Văn bản điều hành"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_id = {post.id: post for post in self.posts}

    def path(self, post: Post) -> str:
        return f"/vi/news/{self.categories[post.section][0]}/{_alias(post)}-{post.id}.html"

    def view_path(self, post: Post, view: str) -> str:
        """The print, savefile or sendmail view of a post."""
        return self.path(post).replace("/vi/news/", f"/vi/news/{view}/")

    def file_href(self, post: Post, place: int) -> str:
        return f"{self.path(post)}?download=1&id={place}"

    def edited(self, post: Post) -> datetime:
        """When the post was last edited: some weeks after its publication."""
        return post.article.published + timedelta(days=post.id % 60 + 1, minutes=post.id * 7 % 500)

    def visible_date(self, post: Post) -> str:
        """The date line of the page: `Thứ tư - 27/01/2021 15:20`."""
        published = post.article.published
        return f"{_WEEKDAYS[published.weekday()]} - {published:%d/%m/%Y %H:%M}"

    def rss_date(self, post: Post) -> str:
        """The feed's date: NukeViet prints gmdate('D, j M Y H:m:s'), so the month stands for the minutes."""
        moment = post.article.published.astimezone(UTC)
        return f"{moment:%a}, {moment.day} {moment:%b %Y %H:%m:%S} GMT"

    def answer(self, request: Request) -> Response | None:
        if request.path == "/":
            return self._list(self.posts, 1, "Trang nhất", "/vi/news/")
        if request.path == "/robots.txt" or request.path.endswith(".xml"):
            return self._machine_file(request.path)
        if request.path.startswith("/vi/news/rss/"):
            return self._feed(request)
        if match := _ARTICLE.fullmatch(request.path):
            return self._article(match, request)
        if match := _LIST.fullmatch(request.path):
            return self._section(match.group(1), int(match.group(2) or 1))
        return None

    def _article(self, match: re.Match[str], request: Request) -> Response | None:
        post = self._by_id.get(int(match.group(2)))
        if post is None:
            return None
        if match.group(1) in ("print", "savefile"):
            return self.html("print.html", {"post": post})
        if match.group(1) == "sendmail":
            return redirect("/vi/users/login/", 302)
        if "download" in request.query or "pdf" in request.query:
            return self._download(post, request.query.get("id", ""))
        if request.path != self.path(post):
            return redirect(self.path(post))
        headers = (("Last-Modified", http_date(self.edited(post))), ("ETag", f'"{post.id:x}-5f1"'))
        return self.html("article.html", {"post": post, "seed": post.id}, headers)

    def _download(self, post: Post, place: str) -> Response | None:
        response = self.file_response(post, int(place)) if place.isdecimal() else None
        if response is None:
            return None
        name = without_marks(post.files[int(place)].name)
        return response._replace(headers=(("Content-Disposition", f'attachment; filename="{name}"'),))

    def _section(self, slug: str | None, number: int) -> Response | None:
        if slug is None:
            return self._list(self.posts, number, "Tin Tức", "/vi/news/")
        for section, (known, name) in self.categories.items():
            if known == slug:
                return self._list(self.section(section), number, name, f"/vi/news/{slug}/")
        return None

    def _list(self, posts: tuple[Post, ...], number: int, name: str, link: str) -> Response | None:
        listing = self.listing(posts, number)
        return (
            self.html("list.html", {"listing": listing, "name": name, "link": link, "seed": number})
            if listing
            else None
        )

    def _feed(self, request: Request) -> Response | None:
        slug = request.path.removeprefix("/vi/news/rss/").strip("/")
        names = {known: (section, name) for section, (known, name) in self.categories.items()}
        section, name = names.get(slug, ("", "Tin Tức"))
        posts = (self.section(section) if section else self.posts)[:_FEED_ITEMS]
        if not posts or (slug and not section):
            return None
        text = render(
            "nukeviet/feed.xml", site=self, spec=self.spec, posts=posts, name=name, path=request.path
        )
        return Response(200, "text/xml; charset=utf-8", text.encode(), (("X-Robots-Tag", "noindex"),))

    def _machine_file(self, path: str) -> Response | None:
        if path == "/robots.txt":
            lines = [
                "User-agent: *",
                *(f"Disallow: {part}" for part in _FORBIDDEN),
                f"Sitemap: {self.base}/sitemap.xml",
            ]
            return Response(200, "text/plain; charset=utf-8", "\n".join(lines).encode())
        if path == "/sitemap.xml":
            text = render("sitemap_index.xml", urls=[f"{self.base}/sitemap-vi.news.xml"])
        elif path == "/sitemap-vi.news.xml":
            entries = [(self.url(post), post.article.published.isoformat()) for post in self.posts]
            text = render("sitemap.xml", entries=entries)
        else:
            return None
        return Response(200, "text/xml; charset=utf-8", text.encode())


def _alias(post: Post) -> str:
    """NukeViet's alias: like a slug, but with the capitals of the title."""
    return re.sub(r"[^A-Za-z0-9]+", "-", without_marks(post.article.title))[:70].strip("-")
