"""The files a page offers: links to files in the article's own region, with their names.

A file is told by its address (extension, `?download=`, a list's Attachments folder, Liferay's store), by the
link's `download` attribute, or by the box it stands in. Hrefs are kept exactly as written; `url` is the
file's own address also where the page shows it in a viewer.
"""

import re
from collections.abc import Iterable
from urllib.parse import parse_qs, quote, unquote, urljoin, urlsplit, urlunsplit

from bs4 import Tag

from corpus.article import Attachment
from corpus.remembering import remembered
from corpus.text import clean
from crawler.extract.finder import attribute

# fmt: off
EXTENSIONS = (
    "pdf", "doc", "docx", "docm", "xls", "xlsx", "xlsm", "xlsb", "ppt", "pptx", "pps", "ppsx", "rtf", "odt",
    "ods", "odp", "csv", "txt", "zip", "rar", "7z", "gz", "tar", "mp3", "mp4", "dwg", "epub", "signed",
)
# fmt: on
_FILE = re.compile(rf"\.(?:{'|'.join(EXTENSIONS)})(?=$|[?#&/;])", re.IGNORECASE)
_NAMED_FILE = re.compile(rf"\.(?:{'|'.join(EXTENSIONS)})$", re.IGNORECASE)
_DOWNLOAD = re.compile(
    r"[?&](?:download|downloadfile|filedownload)=|/Lists/[^/]+/Attachments/|(?:^|/)(?:download|tai-ve|taive|DownloadFile)"
    r"(?:\.ashx|\.aspx|\.php)?[/?]|/\w*(?:download|getfile)\w*\.(?:ashx|aspx|php|jsp|do)\?"
    r"|[?&]task=[\w.]*download|LinkClick\.aspx\?fileticket=|/documents/\d+/\d+/[^/]+\.\w{2,4}/"
    rf"|/documents/d/[^/]+/[^/?#]+[-.](?:{'|'.join(EXTENSIONS)})(?=$|[?#/])",
    re.IGNORECASE,
)
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|bmp|webp|svg|ico|tiff?)(?=$|[?#/])", re.IGNORECASE)
_SCRIPTED = re.compile(
    rf"""["'](?P<href>[^"']+\.(?:{"|".join(EXTENSIONS)})(?:\?[^"']*)?)["']""", re.IGNORECASE
)
"""`onclick="downloadFile('5f85…', '../upload/x.pdf')"`, seen on vnEdu's document pages."""
_VIEWER_PARAMETERS = (
    *("file", "url", "src", "pdf", "link", "sourcedoc", "doc", "document", "fileurl", "file_url", "pdfurl"),
    *("pdf_url", "filepath", "path", "filename", "source", "book"),
)
_VIEWER = re.compile(
    r"//docs\.google\.com/(?:viewer|gview)|//view\.officeapps\.live\.com/|//drive\.google\.com/viewerng"
    r"|wopiframe|doc-?viewer|pdf-?viewer|pdf-?js|flip-?book|/viewer\b|/(?:xem|view)-?(?:file|pdf|doc|tep|van-?ban)",
    re.IGNORECASE,
)
"""A link to such a page leads to the file that it shows; `/download.aspx?file=a.pdf` is the file itself."""
_EMBEDDED = re.compile(
    r"(?:PDFObject\.embed|getDocument|DEFAULT_URL\s*=|(?:load|view|show|open)_?(?:Pdf|File|Doc)\w*)\s*\(?\s*"
    r"""(?:\{\s*url\s*:\s*)?["'](?P<href>[^"'<>]{1,500})["']""",
    re.IGNORECASE,
)
"""Scripts that draw a file into the page: PDFObject, pdf.js."""
_SOURCES = ("src", "data", "data-src", "data-lazy-src", "data-pdf", "data-file", "data-url")
"""Of frames and objects; those that are filled in when they come into sight have it under another name."""
_LINKED = ("data-href", "data-url", "data-file", "data-link", "data-src")
"""Of links whose href leads nowhere."""
_MANNER = re.compile(r"(?:download|inline|forcedownload)=(?:true|false|[01])?|t=\d+", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:(?:tệp|tập) tin(?: đính kèm)?(?: số)? ?\d*|file(?: đính kèm)? ?\d*|(?:tệp )?đính kèm"
    r"|tải (?:về|xuống|file))\s*[:;]\s*",
    re.IGNORECASE,
)
_FILE_PARAMETER = re.compile(r"^(?:src|url|file|filename|movie)$", re.IGNORECASE)
_EMPTY_NAME = re.compile(
    r"(?:bấm|click|nhấn|kích|xem|tải|download|file|tệp|tại|vào|đây|về|xuống|chi|tiết|đính|kèm|tin|tập|văn|bản|máy|\W|\d)*",
    re.IGNORECASE,
)


@remembered(8192)
def is_file_link(href: str) -> bool:
    """Whether the address is that of a file to download and not of a page or a picture."""
    path = unquote(href)
    if _DOWNLOAD.search(path):
        return not _IMAGE.search(path.split("?")[0])
    return _FILE.search(path.split("#")[0].split("?")[0]) is not None or _viewed_file(href) is not None


def offers_file(element: Tag) -> bool:
    """Whether a link, frame or object leads to a file, by its address, its script or its `download`."""
    href = _href(element)
    if href and "download" in element.attrs and not href.startswith(("#", "javascript:")):
        return not _IMAGE.search(href)
    return href is not None and is_file_link(href)


def read_attachments(links: Iterable[Tag], base_url: str) -> tuple[Attachment, ...]:
    """The files that `links` (a, iframe, embed, object, script) lead to, each once, in page order."""
    found: dict[str, Attachment] = {}
    for link in links:
        href = _href(link)
        if not href:
            continue
        target = (_viewed_file(href) or href) if _VIEWER.search(href) else href
        attachment = Attachment(name=_name(link, target), href=href, url=absolute_url(target, base_url))
        key = _same_file(attachment.url or href)
        known = found.get(key)
        if known is None:
            found[key] = attachment
        elif _EMPTY_NAME.fullmatch(known.name) and not _EMPTY_NAME.fullmatch(attachment.name):
            found[key] = known.model_copy(update={"name": attachment.name})
    return tuple(found.values())


def _same_file(url: str) -> str:
    """What tells a file from others: its address without the wish to open or to save it (`t`: Liferay's
    time of change)."""
    address, mark, query = url.partition("?")
    kept = [part for part in query.split("&") if not _MANNER.fullmatch(part)]
    return address + mark + "&".join(kept) if any(kept) else address


def absolute_url(href: str, base_url: str) -> str | None:
    """`href` made absolute and percent-encoded for a request, letters as found (no recomposition)."""
    try:
        parts = urlsplit(urljoin(base_url, href.strip()))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _href(link: Tag) -> str | None:
    if link.name == "a":
        return _href_of_link(link)
    if link.name == "script":
        drawn = _EMBEDDED.search(link.get_text()) if not attribute(link, "src") else None
        return drawn["href"] if drawn and is_file_link(drawn["href"]) else None
    sources = [attribute(link, name) for name in _SOURCES]
    sources += [
        attribute(child, "value") for child in link.find_all("param", attrs={"name": _FILE_PARAMETER})
    ]
    source = next((source for source in sources if source and is_file_link(source)), None)
    return (_viewed_file(source) or source) if source else next(filter(None, sources), None)


def _href_of_link(link: Tag) -> str | None:
    href = attribute(link, "href")
    if is_file_link(href):
        return href
    if scripted := _SCRIPTED.search(attribute(link, "onclick")):
        return scripted["href"]
    if not href or href.startswith(("#", "javascript:")):
        hidden = (attribute(link, name) for name in _LINKED)
        return next((value for value in hidden if value and is_file_link(value)), href or None)
    return href


def _viewed_file(href: str) -> str | None:
    """The file that a viewer page shows: `viewer.html?file=/x.pdf`, `docs.google.com/viewer?url=…`."""
    try:
        parts = urlsplit(href)
        told = {name.lower(): values for name, values in parse_qs(f"{parts.query}&{parts.fragment}").items()}
    except ValueError:
        return None
    for name in _VIEWER_PARAMETERS:
        for value in told.get(name, ()):
            if _FILE.search(value.split("?")[0]) or _DOWNLOAD.search(value):
                return value
    return None


def _name(link: Tag, href: str) -> str:
    """The file's own name if the page gives it (text, title, address), else the link's words."""
    text = _LABEL.sub("", clean(link.get_text(" "))) if link.name != "script" else ""
    title = clean(attribute(link, "title"))
    base = clean(unquote(urlsplit(href).path.rstrip("/").rsplit("/", 1)[-1]))
    candidates = [text, title.split(" ")[-1] if _NAMED_FILE.search(title) else title, base]
    named = [name for name in candidates if _NAMED_FILE.search(name)]
    if named and (named[0] == text or _EMPTY_NAME.fullmatch(text)):
        return named[0]
    return text if text and not _EMPTY_NAME.fullmatch(text) else next(iter([*named, title, base, href]))
