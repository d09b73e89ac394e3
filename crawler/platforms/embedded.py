"""Articles that a page carries as data for its script, put into the page where a reader looks for them.

Pages of Next.js hold in <script id="__NEXT_DATA__"> what their script will draw. Where the server did not
draw it too, the article is added as plain markup, so that later steps see one kind of page. The keys are
English or Vietnamese without accents, as portals name them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, Tag

DATA_ID = "__NEXT_DATA__"
MAX_NODES = 50_000
"""Values looked at in one page's data: real pages have some thousands."""
MIN_CONTENT_CHARS = 120
MAX_CONTENT_TAGS = 20_000
"""A text with more is left alone: escaped brackets are not counted where the page's own tags are."""
MAX_IDENTITY_CHARS = 200
OPENING_WORDS = 8
"""So many first words of the text on the page show that the server has drawn it."""
MIN_EPOCH_MILLISECONDS = 10**11
"""1973 as milliseconds, the year 5138 as seconds: a number below it counts seconds."""
_KEYS = {
    "title": ("title", "tieude", "headline", "subject", "tentin", "ten", "name"),
    "lead": ("summary", "sapo", "trichyeu", "tomtat", "mota", "abstract", "excerpt", "description"),
    "content": ("content", "noidung", "contenthtml", "body", "bodyhtml", "detail", "fulltext", "html"),
    "published": (
        *("publishedat", "publishdate", "publisheddate", "publishedtime", "publishtime", "datepublished"),
        *("ngaydang", "ngaydangtin", "ngayxuatban", "publicdate"),
    ),
    "author": ("author", "tacgia", "butdanh", "authorname"),
    "source": ("source", "nguon", "nguontin"),
    "files": ("attachments", "files", "attachfiles", "tepdinhkem", "filedinhkem", "dinhkem", "listfile"),
    "href": ("url", "href", "link", "path", "fileurl", "filepath", "duongdan"),
    "label": ("name", "filename", "originalname", "tenfile", "ten", "title"),
    "identity": ("slug", "alias", "uuid", "nid", "id", "newsid", "articleid"),
}
_INNER = ("rendered", "processed", "value", "vi", "name", "ten")
"""Where a value is an object: the key of its text (WordPress, Drupal and translated fields)."""
Node = Mapping[str, object]


def graft_article(soup: BeautifulSoup, url: str) -> None:
    """Adds to `soup` the article that its data holds for `url`, unless the page shows it already."""
    script = soup.find("script", id=DATA_ID)
    if not isinstance(script, Tag):
        return
    article = _article_of(list(_candidates(_parsed(script.get_text()))), url)
    if article is None or _is_drawn(soup, _text(article, "content")):
        return
    root = soup.find(id="__next") or soup.body or soup
    if isinstance(root, Tag):
        root.append(_markup(soup, article))


def _parsed(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _candidates(tree: object) -> Iterator[Node]:
    """Objects with a title and a text, found without recursion; keys folded to small letters and digits."""
    stack, seen = [tree], 0
    while stack and seen < MAX_NODES:
        value = stack.pop()
        seen += 1
        if isinstance(value, list):
            stack.extend(value[:MAX_NODES])
        elif isinstance(value, dict):
            stack.extend(value.values())
            node = {re.sub(r"[^a-z0-9]", "", str(key).lower()): inner for key, inner in value.items()}
            if _text(node, "title") and _is_content(_text(node, "content")):
                yield node


def _is_content(text: str) -> bool:
    return len(text) >= MIN_CONTENT_CHARS and text.count("<") <= MAX_CONTENT_TAGS


def _article_of(nodes: list[Node], url: str) -> Node | None:
    """The one that the URL names; else the only one: of several unnamed ones the page is a list."""
    named = [(length, node) for node in nodes if (length := _named_chars(node, url))]
    if named:
        return max(named, key=lambda pair: pair[0])[1]
    return nodes[0] if len({_text(node, "title") for node in nodes}) == 1 else None


def _named_chars(node: Node, url: str) -> int:
    """The length of the longest identity of the node that stands in the URL as a whole; 0 for none."""
    parts = urlsplit(url)
    place = unquote(f"{parts.path}?{parts.query}")
    found = 0
    for key in _KEYS["identity"]:
        value = node.get(key)
        identity = str(value) if isinstance(value, int | str) else ""
        if 0 < len(identity) <= MAX_IDENTITY_CHARS and re.search(
            rf"(?<![^/=_.-]){re.escape(identity)}(?![^/&?.#-])", place
        ):
            found = max(found, len(identity))
    return found


def _text(node: Node, part: str) -> str:
    """The first of the part's keys with text, without halves of surrogate pairs, which JSON allows."""
    for key in _KEYS[part]:
        value = node.get(key)
        if isinstance(value, dict):
            value = next((value[inner] for inner in _INNER if isinstance(value.get(inner), str)), None)
        if isinstance(value, str) and value.strip():
            return value.encode("utf-8", "ignore").decode().strip()
    return ""


def _published(node: Node) -> str:
    """The moment as text; a number becomes ASP.NET's form, which says that it counts milliseconds."""
    for key in _KEYS["published"]:
        value = node.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return f"/Date({value if value >= MIN_EPOCH_MILLISECONDS else value * 1000})/"
    return _text(node, "published")


def _is_drawn(soup: BeautifulSoup, content: str) -> bool:
    words = BeautifulSoup(content, "lxml").get_text(" ").split()[:OPENING_WORDS]
    return "".join(words) in "".join(soup.get_text(" ").split())


def _markup(soup: BeautifulSoup, node: Node) -> Tag:
    article = soup.new_tag("article", attrs={"class": "next-data"})
    parts = {
        "h1": (("title", _text(node, "title")),),
        "div": (
            ("date", _published(node)),
            ("lead", _plain(_text(node, "lead"))),
            ("body", _text(node, "content")),
            ("author", _text(node, "author")),
            ("source", _text(node, "source")),
        ),
    }
    for tag, texts in parts.items():
        for name, text in texts:
            if text:
                article.append(_element(soup, tag, name, text))
    files = soup.new_tag("div", attrs={"class": "next-data-files"})
    files.extend(_links(soup, node))
    article.append(files)
    return article


def _plain(text: str) -> str:
    return BeautifulSoup(text, "lxml").get_text(" ") if "<" in text else text


def _element(soup: BeautifulSoup, tag: str, name: str, text: str) -> Tag:
    element = soup.new_tag(tag, attrs={"class": f"next-data-{name}"})
    if name != "body":
        element.string = text
        return element
    parsed = BeautifulSoup(text, "lxml")
    for child in list((parsed.body or parsed).contents):
        element.append(child.extract())
    return element


def _links(soup: BeautifulSoup, node: Node) -> Iterator[Tag]:
    listed = next((node[key] for key in _KEYS["files"] if isinstance(node.get(key), list)), [])
    for file in listed if isinstance(listed, list) else []:
        folded = {str(key).lower().replace("_", ""): value for key, value in _object(file).items()}
        if href := _text(folded, "href"):
            link = soup.new_tag("a", attrs={"href": href})
            link.string = _text(folded, "label") or href
            yield link


def _object(file: object) -> Node:
    return file if isinstance(file, dict) else {"url": file}
