"""The base of all sample sites: posts by section and page, surrounding matter, files, cached answers."""

from abc import ABC, abstractmethod
from collections import OrderedDict
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import NamedTuple
from urllib.parse import quote

from corpus.article import Article, Attachment, PartialDate
from corpus.samples.chance import chance_of
from corpus.samples.data_files import DATA
from corpus.samples.grammar import Writer, read_rules
from corpus.samples.sample_article import minute_date, to_article
from corpus.samples.sites.files import file_bytes, media_type
from corpus.samples.sites.spec import Post, Spec, posts_of
from corpus.samples.sites.web import Headers, Request, Response, render

_CACHED_ANSWERS = 3000
"""Enough for every page of a portal; endless calendars push each other out."""
_TEASERS = 5


class Listing(NamedTuple):
    """One page of a list: its posts, its number from 1, the number of pages and of posts."""

    posts: tuple[Post, ...]
    number: int
    pages: int
    total: int


class Site(ABC):
    """One sample portal at `base`, such as `http://127.0.0.1:8701`."""

    platform = ""
    server = "Apache"
    content_type = "text/html; charset=utf-8"

    def __init__(self, spec: Spec, base: str) -> None:
        self.spec = spec
        self.base = base
        self.posts = posts_of(spec)
        self._answers: OrderedDict[tuple[str, str, str], Response] = OrderedDict()
        self._chrome = read_rules(DATA / "chrome.txt")

    @abstractmethod
    def answer(self, request: Request) -> Response | None:
        """The answer to a request, None where the site has nothing."""

    @abstractmethod
    def path(self, post: Post) -> str:
        """Where the article page of a post lies, from the root."""

    @abstractmethod
    def file_href(self, post: Post, place: int) -> str:
        """The href of the post's file number `place` as the page writes it."""

    def start_path(self) -> str:
        """Where a crawl starts."""
        return "/"

    def not_found(self, request: Request) -> Response:
        """The answer where there is nothing."""
        body = b"<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
        return Response(404, "text/html; charset=iso-8859-1", body)

    def respond(self, request: Request) -> Response:
        """The answer to a request, rendered once and then remembered."""
        key = (request.method, request.target, repr(sorted(request.form.items())))
        known = self._answers.get(key)
        if known is None:
            known = self.answer(request) or self.not_found(request)
            self._answers[key] = known
            if len(self._answers) > _CACHED_ANSWERS:
                self._answers.popitem(last=False)
        return known

    def html(self, template: str, values: dict[str, object], headers: Headers = ()) -> Response:
        """An HTML page from a template of this platform."""
        text = render(f"{self.platform.partition('-')[0]}/{template}", site=self, spec=self.spec, **values)
        return Response(200, self.content_type, self.encode(text), headers)

    def encode(self, text: str) -> bytes:
        """The bytes of a page."""
        return text.encode()

    def section(self, section: str) -> tuple[Post, ...]:
        """The posts of a section, newest first."""
        return tuple(post for post in self.posts if post.section == section)

    def listing(self, posts: tuple[Post, ...], number: int) -> Listing | None:
        """Page `number` of a list of posts; None where there is no such page."""
        size = self.spec.page_size
        pages = max(1, -(-len(posts) // size))
        if not 1 <= number <= pages:
            return None
        return Listing(posts[(number - 1) * size : number * size], number, pages, len(posts))

    def neighbours(self, post: Post, count: int = 5) -> tuple[Post, ...]:
        """Posts of the same section just older than `post`, or the newest when there are none."""
        older = tuple(p for p in self.posts if p.section == post.section and p.order < post.order)
        return older[:count] or self.section(post.section)[:count]

    def teasers(self, seed: int) -> tuple[Post, ...]:
        """Posts whose first sentences stand in the side column of a page."""
        chance = chance_of(self.spec.key, seed)
        return tuple(chance.sample(self.posts, _TEASERS))

    def chrome(self, name: str, seed: int, count: int) -> list[str]:
        """`count` different words of the surrounding matter: menu, question, answer, link, fiction."""
        return Writer(self._chrome, {}, seed).texts(name, count, count)

    def visits(self, post: Post) -> int:
        """What the view counter of a post shows."""
        return 120 + post.id * 37 % 2900

    def file_response(self, post: Post, place: int) -> Response | None:
        """The file number `place` of a post."""
        if not 0 <= place < len(post.files):
            return None
        file = post.files[place]
        return Response(200, media_type(file.name), file_bytes(file.name, post.article))

    def file_named(self, post: Post | None, name: str) -> Response | None:
        """The file of the post that is called `name`, letter case aside."""
        names = [file.name.lower() for file in post.files] if post else []
        return self.file_response(post, names.index(name.lower())) if post and name.lower() in names else None

    def file_url(self, post: Post, place: int) -> str:
        """The absolute, percent-encoded URL of a file."""
        return self.base + quote(self.file_href(post, place), safe="/?&=%:;+,@$!*'()[]~")

    def url(self, post: Post) -> str:
        """The absolute URL of the article page of a post."""
        return self.base + self.path(post)

    def shown_date(self, post: Post) -> PartialDate | None:
        """When the post was published, as exactly as page, feed or REST say; None where none does."""
        return minute_date(post.article.published)

    def shown_author(self, post: Post) -> str | None:
        """The author that the page names."""
        return post.article.author

    def expected(self, post: Post) -> Article:
        """What a reader should make of the post's page."""
        article = to_article(
            post.article,
            self.url(post),
            self.platform,
            published=self.shown_date(post),
            attachments=self.attachments(post),
        )
        return article.model_copy(
            update={"published": self.shown_date(post), "author": self.shown_author(post)}
        )

    def attachments(self, post: Post) -> tuple[Attachment, ...]:
        """The attachments that the page of a post offers."""
        return tuple(
            Attachment(name=file.name, href=self.file_href(post, place), url=self.file_url(post, place))
            for place, file in enumerate(post.files)
        )


def http_date(moment: datetime) -> str:
    """A moment in the form of HTTP headers (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)
