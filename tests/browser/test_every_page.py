"""What holds for every page: one heading, labels, no sideways scroll, targets a thumb can hit, contrast."""

import pytest
from playwright.sync_api import Browser, Page

PATHS = {
    "home": "/",
    "search": "/tim?q=hoi+nghi",
    "filtered": "/tim?q=xa&tinh=kien-giang&nam=2019&tu=2/x",
    "nothing": "/tim?q=tiep+dan&tinh=lao-cai",
    "article": "/tin/{meeting}",
    "hostile": "/tin/{hostile}",
    "gone": "/tin/{gone}",
    "capture": "/tin/{versions}/ban-luu",
    "compare": "/tin/{versions}/so-sanh",
    "meetings": "/cuoc-hop?thang=7/2019",
    "documents": "/van-ban",
    "document": "/van-ban/58/KH-UBND",
    "agency": "/co-quan/ubnd-huyen-hon-dat",
    "province": "/tinh/kien-giang",
    "portal": "/cong/hon-dat",
    "holdings": "/kho-tin",
    "help": "/tro-giup",
    "map": "/ban-do?q=xa",
    "facet": "/tim/loc/nam?q=xa&chua=20",
    "unit": "/tim?tinh=kien-giang&dia-gioi=luc-do",
    "former": "/tim?tinh=kien-giang&dia-gioi=hien-nay",
    "follow": "/theo-doi?q=xa&den=2020",
    "api": "/api",
    "agencies": "/co-quan",
    "provinces": "/tinh",
    "meant": "/tim?q=hoi+ngi+nuoc+sach",
    "login": "/quan-tri/dang-nhap",
    "missing": "/khong-co",
}

SMALL_TARGETS = """() => [...document.querySelectorAll(
    'a, button, summary, label.choice, input:not([type=hidden]):not([type=checkbox]):not([type=radio])')]
  .filter(e => e.checkVisibility() && !e.matches('.skip'))
  .filter(e => !e.closest('p, .facts, .figures, .examples, svg.map'))
  .map(e => [e.textContent.trim().slice(0, 30) || e.id, Math.round(e.getBoundingClientRect().height)])
  .filter(([, height]) => height > 0 && height < 44)"""
"""Links in running text are as high as their line, as WCAG 2.5.8 allows; cards are a target as a whole; so
allows it of provinces on a map, which stand as links beside it."""

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

REPEATED_IDS = """() => [...document.querySelectorAll('[id]')].map(e => e.id)
  .filter((id, place, all) => all.indexOf(id) !== place)"""

UNLABELLED = """() => [...document.querySelectorAll('input:not([type=hidden])')]
  .filter(e => !e.labels.length).map(e => e.outerHTML)"""

LOW_CONTRAST = """() => {
  const channel = v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = css => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1);
                        return canvas.getImageData(0, 0, 1, 1).data };
  const behind = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor);
                        if (c[3] === 255) return c } return rgba('Canvas') };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const bad = new Set();
  for (let node; node = texts.nextNode();) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility()) continue;
    const [a, b] = [light(rgba(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) bad.add(node.data.trim().slice(0, 40));
  }
  return [...bad] }"""


@pytest.fixture(params=PATHS, scope="module")
def path(request: pytest.FixtureRequest, site) -> str:
    names = {name: site.id_of(name) for name in ("meeting", "hostile", "gone", "versions")}
    return PATHS[request.param].format(**names)


@pytest.fixture(params=[320, 1280], scope="module")
def measured(request: pytest.FixtureRequest, browser: Browser, base: str):
    context = browser.new_context(
        base_url=base, viewport={"width": request.param, "height": 800}, locale="vi-VN"
    )
    yield context.new_page()
    context.close()


def test_every_page_fits_reads_and_can_be_hit(measured: Page, path: str) -> None:
    complaints: list[str] = []
    measured.once("console", lambda message: complaints.append(message.text))
    measured.goto(path)
    assert measured.evaluate(SIDEWAYS) == 0, "nothing scrolls sideways"
    assert measured.evaluate(SMALL_TARGETS) == []
    assert measured.evaluate(UNLABELLED) == []
    assert measured.evaluate(REPEATED_IDS) == []
    assert measured.evaluate("document.querySelectorAll('h1').length") == 1
    assert measured.evaluate("document.documentElement.lang") == "vi"
    for scheme in ("dark", "light"):
        measured.emulate_media(color_scheme=scheme)
        assert measured.evaluate(LOW_CONTRAST) == [], scheme
    measured.evaluate("document.documentElement.style.setProperty('font-size', '200%')")
    assert measured.evaluate(SIDEWAYS) == 0 or measured.viewport_size["width"] < 640, "text at 200 % fits"
    assert [text for text in complaints if "Security Policy" in text and "ban-luu" not in path] == []


def test_the_keyboard_reaches_the_results_first(measured: Page) -> None:
    measured.goto("/tim?q=hoi+nghi")
    measured.keyboard.press("Tab")
    assert measured.evaluate("document.activeElement.textContent") == "Bỏ qua tới kết quả"


HIDDEN_BEHIND_THE_BAR = """() => {
  const box = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector('.apply').getBoundingClientRect();
  return !document.activeElement.closest('.apply') && document.activeElement.closest('.panel')
    && box.bottom > bar.top && box.top < bar.bottom }"""


def test_the_bar_with_apply_never_hides_what_has_the_focus(measured: Page) -> None:
    """WCAG 2.4.11: the bar sticks to the bottom of the window, and Tab walks through the boxes behind it."""
    measured.goto("/tim?q=xa&tu=2/x")
    measured.locator(".panel input").first.focus()
    hidden = []
    for _ in range(40):
        measured.keyboard.press("Tab")
        if measured.evaluate(HIDDEN_BEHIND_THE_BAR):
            hidden.append(measured.evaluate("document.activeElement.outerHTML"))
    assert hidden == []


def test_the_skip_link_goes_on_at_the_first_hit(measured: Page) -> None:
    measured.goto("/tim?q=hoi+nghi")
    for key in ("Tab", "Enter", "Tab"):
        measured.keyboard.press(key)
    assert measured.evaluate("document.activeElement.matches('.result .title a')")
