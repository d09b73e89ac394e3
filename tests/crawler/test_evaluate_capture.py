"""The measures of a captured portal: texts and dates of articles, metadata of documents."""

import json
import zipfile
from pathlib import Path

import pytest

from corpus.errors import BadConfig
from crawler.evaluate_capture import CapturedGold, captured_pages, evaluate_capture, score_captured
from crawler.platforms import Reading, parse_page

TEXT = "Sáng nay, thư viện huyện mở phòng đọc mới cho thiếu nhi ở khu trung tâm, với hơn hai nghìn đầu sách."
ARTICLE = f"""<html><head><title>Thư viện huyện mở phòng đọc</title></head>
<body><h1>Thư viện huyện mở phòng đọc</h1>
<p>05/03/2021 | 08:15</p><div class="content-detail"><p>{TEXT}</p><p>{TEXT.replace("Sáng", "Chiều")}</p></div>
</body></html>"""
RECORD = """<html><head><title>Kế hoạch thu gom rác</title></head><body><h1>Kế hoạch thu gom rác</h1><table>
<tr><td>Số hiệu</td><td>Số: 12/KH-UBND ngày 3/2/2021</td></tr>
<tr><td>Cơ quan ban hành</td><td>UBND xã Lâm Hạ</td></tr>
<tr><td>Người ký</td><td>Chủ tịch - Trần Văn Mẫu</td></tr>
<tr><td>Ngày ban hành</td><td>03/02/2021</td></tr></table>
</body></html>"""
GOLD = (
    {
        "url": "http://truong.vidu.vn/tin/thu-vien-huyen-mo-phong-doc.html",
        "html": "a.html",
        "kind": "article",
        "title": "Thư viện huyện mở phòng đọc",
        "published_shown": "05/03/2021 | 08:15",
        "text": f"Thư viện huyện mở phòng đọc\n{TEXT}\n{TEXT.replace('Sáng', 'Chiều')}",
    },
    {
        "url": "http://truong.vidu.vn/van-ban/ke-hoach-thu-gom-rac.html",
        "html": "b.html",
        "kind": "document",
        "title": "Kế hoạch thu gom rác",
        "fields": {
            "Số hiệu": "Số: 12/KH-UBND ngày 3/2/2021",
            "Cơ quan ban hành": "UBND xã Lâm Hạ",
            "Người ký": "Chủ tịch - Trần Văn Mẫu",
        },
    },
)


@pytest.fixture
def capture(tmp_path: Path) -> tuple[Path, Path]:
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as pages:
        pages.writestr("a.html", ARTICLE)
        pages.writestr("b.html", RECORD)
    lines = [json.dumps(gold, ensure_ascii=False) for gold in GOLD]
    (tmp_path / "gold.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return tmp_path / "pages.zip", tmp_path / "gold.jsonl"


@pytest.mark.parametrize("generic", [False, True])
def test_each_kind_is_measured_in_what_its_gold_has(capture: tuple[Path, Path], generic: bool) -> None:
    report = evaluate_capture(*capture, generic=generic)
    assert report.counts == {
        "f1": 1,
        "f1_strict": 1,
        "f1_body": 1,
        "f1_short": 0,
        "title": 2,
        "date": 1,
        "number": 1,
        "issuer": 1,
        "signer": 1,
    }
    assert report.mean["f1_strict"] < 1.0, "the gold's text begins with the title"
    others = {name: report.mean[name] for name in report.mean if report.counts[name]}
    assert {others[name] for name in others.keys() - {"f1_strict", "f1_body"}} == {1.0}


def test_a_lead_of_its_own_is_no_part_of_the_container_and_captions_are() -> None:
    lead = "Phòng đọc mới phục vụ bạn đọc nhỏ tuổi từ thứ hai đến thứ bảy hằng tuần, không thu phí."
    shown = ARTICLE.replace('<div class="content', f'<p class="brief">{lead}</p><div class="content')
    picture = "<figure><img src=a.jpg><figcaption>Bạn đọc nhí</figcaption></figure>"
    shown = shown.replace("</div>", f"{picture}</div>")
    text = f"{TEXT}\n{TEXT.replace('Sáng', 'Chiều')}\nBạn đọc nhí"
    told = CapturedGold.model_validate(GOLD[0] | {"text": text})
    score = score_captured(told, _read(shown, GOLD[0]["url"]))
    assert (score.f1, score.f1_strict) == (1.0, 1.0)
    assert score.f1_body is not None
    assert score.f1_body < 0.9


def test_wrong_words_dates_and_names_are_counted_as_wrong() -> None:
    told = GOLD[0] | {"text": "Một văn bản khác hẳn", "published_shown": "06/03/2021", "title": "Tin khác"}
    score = score_captured(CapturedGold.model_validate(told), _read(ARTICLE, GOLD[0]["url"]))
    assert score.f1 is not None
    assert score.f1 < 0.1
    assert (score.date_ok, score.title_ok) == (False, False)
    fields = {"Số hiệu": "13/KH-UBND", "Cơ quan ban hành": "", "Người ký": "Phó - Lê Thị Ví"}
    score = score_captured(
        CapturedGold.model_validate(GOLD[1] | {"fields": fields}), _read(RECORD, "http://x.vn/b")
    )
    assert (score.number_ok, score.issuer_ok, score.signer_ok) == (False, False, False)


def test_a_broken_line_and_a_missing_page_say_where(capture: tuple[Path, Path]) -> None:
    pages, gold = capture
    gold.write_text(json.dumps(GOLD[0] | {"html": "c.html"}), encoding="utf-8")
    with pytest.raises(BadConfig, match=r"c\.html is not in pages\.zip"):
        list(captured_pages(pages, gold))
    gold.write_text('{"html": "a.html"}', encoding="utf-8")
    with pytest.raises(BadConfig, match=r"gold.jsonl:1"):
        list(captured_pages(pages, gold))
    with pytest.raises(BadConfig, match="no ZIP"):
        list(captured_pages(gold, gold))


def _read(html: str, url: object) -> Reading:
    return parse_page(html.encode(), str(url), 200, {})
