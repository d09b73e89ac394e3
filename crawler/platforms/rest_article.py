"""A WordPress REST post -> an Article: the same text as the page's, with the dates that the theme hides."""

from bs4 import BeautifulSoup

from corpus.article import Article
from corpus.portal import Portal
from corpus.urls import canonical_url
from crawler.discover.rest import Post
from crawler.extract.attachments import is_file_link, read_attachments
from crawler.extract.blocks import read_blocks
from crawler.extract.body import compose
from crawler.extract.finder import attribute

MAX_CONTENT_CHARS = 2_000_000
"""A post longer than this is no article."""


def article_of_post(post: Post, portal: Portal | None) -> Article | None:
    """The article of a post; None when the post has no text."""
    soup = BeautifulSoup(post.content[:MAX_CONTENT_CHARS], "lxml")
    text = compose(read_blocks(soup), title=post.title)
    if not text.paragraphs or not post.title:
        return None
    files = [link for link in soup.find_all("a", href=True) if is_file_link(attribute(link, "href"))]
    return Article(
        url=canonical_url(post.url) or post.url,
        portal=portal.key if portal else "",
        platform="wordpress",
        title=post.title,
        body=text.paragraphs,
        captions=text.captions,
        author=text.byline.author,
        source=text.byline.source,
        published=post.published,
        updated=post.modified,
        attachments=read_attachments(files, post.url),
        document=text.document,
    )
