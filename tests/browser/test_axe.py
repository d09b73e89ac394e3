"""axe-core over every kind of page, in both themes, at two widths: no violation. Keyboard alone; print.

Source of the rules: axe-core as axe-playwright-python ships it; all that it has, best practices included.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PATHS = {
    "home": "/",
    "search": "/tim?q=hoi+nghi",
    "filtered": "/tim?q=xa&tinh=kien-giang&nam=2019&tu=2/x",
    "nothing": "/tim?q=tiep+dan&tinh=lao-cai",
    "article": "/tin/{meeting}",
    "target": "/tin/{meeting}#cau-1",
    "hostile": "/tin/{hostile}",
    "gone": "/tin/{gone}",
    "document-article": "/tin/{document}",
    "versions": "/tin/{versions}",
    "compare": "/tin/{versions}/so-sanh",
    "capture": "/tin/{versions}/ban-luu",
    "meetings": "/cuoc-hop",
    "chosen-meetings": "/cuoc-hop?chu-tri=le+thi+man&thang=x",
    "no-meetings": "/cuoc-hop?thang=1/2001",
    "documents": "/van-ban",
    "document": "/van-ban/58/KH-UBND",
    "agency": "/co-quan/ubnd-huyen-hon-dat",
    "province": "/tinh/kien-giang",
    "portal": "/cong/hon-dat",
    "agencies": "/co-quan",
    "provinces": "/tinh",
    "map": "/ban-do?q=hoi+nghi",
    "facet": "/tim/loc/co-quan?q=hoi+nghi",
    "holdings": "/kho-tin",
    "help": "/tro-giup",
    "follow": "/theo-doi?q=xa&den=2020",
    "api": "/api",
    "missing": "/khong-co",
    "meant": "/tim?q=hoi+ngi+nuoc+sach",
    "bad-date": "/tim?q=xa&tu=hom+kia",
    "english": "/?lang=en",
    "login": "/quan-tri/dang-nhap",
    "operators": "/quan-tri",
    "synonyms": "/quan-tri/tu-dong-nghia",
}


@pytest.fixture(scope="module", params=[(360, "light"), (1280, "dark"), (1280, "light"), (360, "dark")])
def visitor(request: pytest.FixtureRequest, browser: Browser, base: str, operators_password: str):
    """An operator, who sees every page. Axe is script that the pages' policy forbids, and so does not hold
    here: no archived page is loaded.
    """
    width, scheme = request.param
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale="vi-VN",
        bypass_csp=True,
    )
    context.route("**/ban-luu/khung*", lambda route: route.fulfill(body="", content_type="text/html"))
    opened = context.new_page()
    opened.goto("/quan-tri/dang-nhap")
    opened.get_by_label("Mật khẩu").fill(operators_password)
    opened.get_by_role("button", name="Đăng nhập").click()
    expect(opened.get_by_role("heading", level=1)).to_have_text("Quản trị")
    yield opened
    context.close()


@pytest.mark.parametrize("name", PATHS)
def test_axe_finds_nothing(visitor: Page, site, name: str) -> None:
    named = ("meeting", "hostile", "gone", "document", "versions")
    visitor.goto(PATHS[name].format(**{each: site.id_of(each) for each in named}))
    visitor.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(visitor, options={"resultTypes": ["violations"]})
    assert [(each["id"], each["nodes"][0]["html"]) for each in found.response["violations"]] == []


KEYED = (
    *("/", "/tim?q=nuoc+sach", "/ban-do?q=hoi+nghi", "/tim/loc/co-quan", "/quan-tri"),
    *("/cuoc-hop", "/tin/{meeting}", "/tinh/kien-giang", "/van-ban/58/KH-UBND"),
)


@pytest.mark.parametrize("path", KEYED)
def test_the_keyboard_alone_reaches_everything_in_order(visitor: Page, site, path: str) -> None:
    visitor.goto(path.format(meeting=site.id_of("meeting")))
    every = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
      .filter(e => e.checkVisibility() && e.type !== 'hidden' && e.tabIndex >= 0)
      .filter(e => e.type !== 'radio' || e.checked)"""
    total = visitor.evaluate(f"({every})().length")
    places = []
    for _ in range(total):
        visitor.keyboard.press("Tab")
        places.append(visitor.evaluate(f"({every})().indexOf(document.activeElement)"))
    assert places == list(range(total))


def test_the_sentence_that_a_fact_was_read_from_lights_up(visitor: Page, site) -> None:
    visitor.goto(f"/tin/{site.id_of('meeting')}")
    visitor.get_by_role("link", name="Lê Thị Mận, Phó Chủ tịch UBND huyện").click()
    said = visitor.locator(":target")
    assert "Lê Thị Mận" in said.inner_text()
    assert said.evaluate("e => getComputedStyle(e).backgroundColor") != "rgba(0, 0, 0, 0)"
    assert said.evaluate("e => e.getBoundingClientRect().top < innerHeight")


@pytest.mark.parametrize("path", ["/tin/{meeting}", "/cuoc-hop", "/van-ban/58/KH-UBND"])
def test_on_paper_stands_what_was_read_and_no_button(visitor: Page, site, path: str) -> None:
    visitor.goto(path.format(meeting=site.id_of("meeting")))
    visitor.emulate_media(media="print")
    assert visitor.locator("h1").is_visible()
    assert (
        visitor.evaluate("[...document.querySelectorAll('button')].filter(e => e.checkVisibility()).length")
        == 0
    )
    visitor.emulate_media(media="screen")
