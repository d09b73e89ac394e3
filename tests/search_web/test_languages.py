"""Vietnamese first, English second and complete; the chosen language travels along every link."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask.testing import FlaskClient

import search_web

PACKAGE = Path(search_web.__file__).parent
MESSAGES = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages"
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
OPTIONS = {"**/templates/**.html": {"trim_blocks": "true", "lstrip_blocks": "true"}}
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}

Message = tuple[str | None, str]


def _first(message_id: str | list[str] | tuple[str, ...]) -> str:
    return message_id if isinstance(message_id, str) else message_id[0]


@pytest.fixture(scope="module")
def english() -> Catalog:
    with MESSAGES.with_suffix(".po").open("rb") as file:
        return read_po(file, locale="en")


def _messages_of(catalog: Catalog) -> set[Message]:
    return {(message.context, _first(message.id)) for message in catalog if message.id}


def test_every_sentence_has_its_english_and_no_english_is_left_over(english: Catalog) -> None:
    found = extract_from_dir(str(PACKAGE), METHODS, OPTIONS, KEYWORDS)
    used = {(context, _first(message)) for _, _, message, _, context in found}
    assert _messages_of(english) == used
    assert [message.id for message in english if message.id and not message.string] == []
    assert [message.id for message in english if message.id and message.fuzzy] == []


def test_english_keeps_every_placeholder(english: Catalog) -> None:
    for message in english:
        texts = [message.string] if isinstance(message.string, str) else list(message.string)
        for text in filter(None, texts):
            assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", _first(message.id)))


def test_the_compiled_file_is_that_of_the_source(english: Catalog) -> None:
    compiled = BytesIO()
    write_mo(compiled, english)
    assert MESSAGES.with_suffix(".mo").read_bytes() == compiled.getvalue()


def page(client: FlaskClient, url: str, **headers: str) -> str:
    return client.get(url, headers=headers).get_data(as_text=True)


def test_the_same_url_is_the_same_page_whatever_the_browser_speaks(client: FlaskClient) -> None:
    assert '<html lang="vi">' in page(client, "/")
    assert '<html lang="vi">' in page(client, "/", **{"Accept-Language": "en-GB, en;q=0.9"})
    assert '<html lang="en">' in page(client, "/?lang=en", **{"Accept-Language": "vi"})


def test_a_page_says_its_language_in_its_header(client: FlaskClient) -> None:
    assert client.get("/").headers["Content-Language"] == "vi"
    assert client.get("/?lang=en").headers["Content-Language"] == "en"


def test_the_chosen_language_travels_along_every_link(client: FlaskClient, site) -> None:
    for url in ("/", "/tim?q=xa", f"/tin/{site.id_of('meeting')}", "/kho-tin", "/tro-giup", "/nope"):
        text = page(client, f"{url}{'&' if '?' in url else '?'}lang=en")
        links = re.findall(r'<a [^>]*href="(/[^"]*)"', text)
        ours = [link for link in links if not link.startswith("/static/") and "lang=vi" not in link]
        assert ours
        assert [link for link in ours if "lang=en" not in link] == []


def test_english_pages_have_no_vietnamese_interface_left(client: FlaskClient) -> None:
    """But for what may be typed: examples, and words in quotation marks."""
    typed = re.sub(r"<dt>.*?</dt>|“[^”]*”", " ", page(client, "/tro-giup?lang=en"), flags=re.S)
    text = re.sub(r"<[^>]+>", " ", typed)
    allowed = {"Hội", "hội", "nghị", "sơ", "kết", "Tiếng", "Việt", "Kiên"}
    marked = set(
        re.findall(r"\w*[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]\w*", text)
    )
    assert marked <= allowed


def test_numbers_and_dates_are_written_as_each_language_writes_them(client: FlaskClient, site) -> None:
    url = f"/tin/{site.id_of('meeting')}"
    assert "12/7/2019 15:40" in page(client, url)
    assert "12 July 2019 15:40" in page(client, f"{url}?lang=en")
    assert "about March 2024" in page(client, "/tim?q=tuyen+sinh+lop+10&lang=en")


def test_english_knows_one_from_many(client: FlaskClient) -> None:
    assert re.search(r"<h2>1 result</h2>", page(client, "/tim?q=tiep+cong+dan&loai=thong-bao&lang=en"))
    assert re.search(r"<h2>30 results</h2>", page(client, "/tim?lang=en"))
