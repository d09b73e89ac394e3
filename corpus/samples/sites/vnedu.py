"""An education office's site in the vnEdu manner: letters pasted from Word, bytes in windows-1258.

Bad manners: the header says iso-8859-1, no date of publication anywhere, runs of Word that cut words, layout
tables, letters with number and day left blank.
"""

from urllib.parse import quote

from markupsafe import Markup, escape

from corpus.article import PartialDate
from corpus.samples.sample_article import issued_date
from corpus.samples.sites.site import Site
from corpus.samples.sites.spec import Post, Spec
from corpus.samples.sites.web import Request, Response
from corpus.samples.spelling import windows_1258, without_marks

_RUN_CHARS = 73


class VnEdu(Site):
    """vnEdu-like pages on an old Apache."""

    platform = "vnedu"
    server = "Apache/2.2.22 (Win32) PHP/5.3.10"
    content_type = "text/html; charset=iso-8859-1"
    categories = {  # noqa: RUF012 (never changed)
        "tin": ("tin-tuc-su-kien/tin-cua-nganh", "Tin tức - Sự kiện"),
        "thong-bao": ("tin-tuc-su-kien/thong-bao", "Thông báo"),
        "van-ban": ("van-ban/cong-van", "Văn bản"),
    }

    def __init__(self, spec: Spec, base: str) -> None:
        super().__init__(spec, base)
        self._by_path = {self.path(post): post for post in self.posts}
        self._files = {
            self.file_href(post, place): (post, place)
            for post in self.posts
            for place in range(len(post.files))
        }

    def path(self, post: Post) -> str:
        return f"/{self.categories[post.section][0]}/{post.slug}.html"

    def file_href(self, post: Post, place: int) -> str:
        return f"/upload/vanban/{post.id}_{quote(without_marks(post.files[place].name).replace(' ', '_'))}"

    def file_url(self, post: Post, place: int) -> str:
        return self.base + self.file_href(post, place)

    def encode(self, text: str) -> bytes:
        return windows_1258(text)

    def shown_date(self, post: Post) -> PartialDate | None:
        """Only a letterhead tells a date, and only to the month where the day was left blank."""
        return issued_date(post.article.letterhead) if post.article.letterhead else None

    def shown_author(self, post: Post) -> str | None:
        return None

    def word_runs(self, text: str) -> Markup:
        """`text` in the spans that Word made of it."""
        runs = [text[place : place + _RUN_CHARS] for place in range(0, len(text), _RUN_CHARS)]
        style = "font-size:14.0pt;letter-spacing:-.2pt"
        shown = (
            f'<span style="{style}">{escape(run)}</span>' if n % 2 else str(escape(run))
            for n, run in enumerate(runs)
        )
        return Markup("".join(shown))  # noqa: S704 (runs are escaped)

    def answer(self, request: Request) -> Response | None:
        if post := self._by_path.get(request.path):
            return self.html(
                "article.html", {"post": post, "seed": post.id}, (("X-Powered-By", "PHP/5.3.10"),)
            )
        if request.path.startswith("/upload/"):
            place = self._files.get(quote(request.path, safe="/_.-"))
            return self.file_response(*place) if place else None
        number = request.query.get("page", "1")
        return self._list(request.path.strip("/"), int(number) if number.isdecimal() else 1)

    def _list(self, wanted: str, number: int) -> Response | None:
        for section, (path, name) in self.categories.items():
            if path == (wanted or "van-ban/cong-van"):
                listing = self.listing(self.section(section), number)
                values = {"listing": listing, "name": name, "path": path}
                return self.html("list.html", {"seed": number, **values}) if listing else None
        return None
