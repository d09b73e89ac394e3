"""The files of articles on their way: which are asked for, and what an answer says of the one it brought.

Pure functions; reading the files is `crawler/attachments`, saving their texts `crawler/file_texts.py`.
"""

import re
from contextlib import suppress
from email.message import Message
from email.utils import collapse_rfc2231_value
from urllib.parse import unquote, urlsplit

from corpus.article import Article
from corpus.attachment import FetchedFile, file_key
from corpus.capture import Headers, first_header
from corpus.frontier import FrontierUrl, UrlHint
from corpus.portal import Portal
from corpus.text import clean
from crawler.discover.found import PRIORITIES
from crawler.guard import file_refusal
from crawler.settings import CrawlerSettings

_NEVER_READ = re.compile(
    r"\.(?:rar|7z|gz|tar|mp3|mp4|m4a|avi|mov|wmv|flv|webm|wav|dwg|exe|apk|iso|psd|cdr|skp|epub)$",
    re.IGNORECASE,
)
_LONGEST_NAME = 300


def files_to_fetch(
    article: Article | None, portal: Portal, settings: CrawlerSettings
) -> tuple[FrontierUrl, ...]:
    """The files of an article that may be fetched and might be read, in page order, each once."""
    if article is None or not settings.attachments.fetch:
        return ()
    found: dict[str, FrontierUrl] = {}
    for file in article.attachments:
        if not file.url or _NEVER_READ.search(urlsplit(file.url).path):
            continue
        if file_refusal(file.url, portal, max_chars=settings.max_url_chars) is not None:
            continue
        key = file_key(file.url)
        found.setdefault(key, _asked(file.url, key, article))
    return tuple(found.values())[: settings.attachments.max_files_per_article]


def _asked(url: str, key: str, article: Article) -> FrontierUrl:
    """Some portals hand out a file only to who comes from its article's page."""
    return FrontierUrl(
        url=url,
        canonical_url=key,
        role="attachment",
        priority=PRIORITIES["attachment"],
        hint=UrlHint(found_on=article.url),
    )


def fetched_file(key: str, url: str, headers: Headers) -> FetchedFile:
    """The file that an answer brought; `url` is where it lay after redirects."""
    return FetchedFile(
        key=key,
        name=_named(first_header(headers, "Content-Disposition")) or _base_name(url),
        content_type=first_header(headers, "Content-Type"),
    )


def _named(disposition: str | None) -> str:
    """The file name of a Content-Disposition (RFC 6266), also where it is raw UTF-8, as IIS sends it."""
    if not disposition:
        return ""
    message = Message()
    message["Content-Disposition"] = disposition.replace("\n", " ").replace("\r", " ")
    try:
        value = message.get_param("filename", header="content-disposition")
        name = collapse_rfc2231_value(value) if value else ""
    except (ValueError, LookupError, TypeError):
        return ""
    with suppress(UnicodeError):
        name = name.encode("latin-1").decode("utf-8")
    return clean(unquote(name).replace("\\", "/").rpartition("/")[2])[:_LONGEST_NAME]


def _base_name(url: str) -> str:
    return clean(unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2]))[:_LONGEST_NAME]
