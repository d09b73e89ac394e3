"""The record of a document, however it is laid out; the heads of a list of documents are none."""

import pytest
from bs4 import BeautifulSoup

from crawler.extract.finder import Finder
from crawler.extract.record import find_record, read_record

FIELDS = {"number": "12/KH-UBND", "issuer": "UBND xã Lâm Hạ", "signer": "Trần Văn Mẫu"}
FORMS = {
    "rows of a table": "<table><tr><td>Số ký hiệu</td><td>12/KH-UBND</td></tr><tr><th>Cơ quan ban hành</th>"
    "<td>UBND xã Lâm Hạ</td></tr><tr><td>Người ký</td><td>Trần Văn Mẫu</td></tr></table>",
    "two fields a row": "<table><tr><td>Số ký hiệu</td><td>12/KH-UBND</td><td>Người ký</td>"
    "<td>Trần Văn Mẫu</td>"
    "</tr><tr><td>Cơ quan ban hành</td><td>UBND xã Lâm Hạ</td><td>Lĩnh vực</td><td></td></tr></table>",
    "a list of terms": "<dl><dt>Số ký hiệu</dt><dd>12/KH-UBND</dd><dt>Cơ quan ban hành</dt><dd>UBND xã Lâm Hạ"
    "</dd><dt>Người ký</dt><dd>Trần Văn Mẫu</dd></dl>",
    "columns of a grid": '<div><div class="row"><div class="col">Số ký hiệu</div><div>12/KH-UBND'
    '</div></div><div class="row"><div>Cơ quan ban hành:</div><div>UBND xã Lâm Hạ</div></div>'
    '<div class="row"><div>Người ký</div><div>Trần Văn Mẫu</div></div></div>',
    "items": "<ul><li><b>Số hiệu:</b> 12/KH-UBND</li><li><b>Cơ quan ban hành:</b> UBND xã Lâm Hạ</li>"
    "<li><b>Người ký</b>: Trần Văn Mẫu</li></ul>",
    "lines of a paragraph": "<p><strong>Số hiệu:</strong> 12/KH-UBND<br><strong>Cơ quan ban hành:</strong> "
    "<em>UBND xã Lâm Hạ</em><br><strong>Người ký</strong>: Trần Văn Mẫu</p>",
}


def finder(html: str) -> Finder:
    return Finder(BeautifulSoup(f"<body><div>{html}</div><p>Tin khác</p></body>", "lxml"))


@pytest.mark.parametrize("form", FORMS)
def test_fields_are_read_from_each_form(form: str) -> None:
    page = finder(FORMS[form])
    assert find_record(page) is not None
    assert {key: value for key, value in read_record(page.root).fields.items() if key in FIELDS} == FIELDS


@pytest.mark.parametrize("form", FORMS)
def test_what_stands_in_a_record_is_known_as_a_field(form: str) -> None:
    page = finder(FORMS[form])
    record = read_record(page.root)
    value = next(tag for tag in page.root.find_all(True) if tag.get_text(strip=True).endswith("Trần Văn Mẫu"))
    aside = next(tag for tag in page.root.find_all("p") if tag.get_text() == "Tin khác")
    assert record.holds(value.find_all(True)[-1] if value.find(True) else value)
    assert not record.holds(aside)


def test_the_heads_of_a_list_of_documents_are_no_record() -> None:
    heads = "".join(f"<th>{head}</th>" for head in ("Số ký hiệu", "Ngày ban hành", "Trích yếu", "Người ký"))
    rows = "<tr><td>1/KH</td><td>2/2/2020</td><td>Về cây xanh</td><td>Lê Ví Dụ</td></tr>" * 3
    page = finder(f"<table><tr>{heads}</tr>{rows}</table>")
    assert find_record(page) is None
    assert read_record(page.root).fields == {}


def test_two_labels_in_prose_are_no_record() -> None:
    assert find_record(finder("<p><b>Nơi nhận:</b> như trên</p><p><b>Người ký:</b> ông A</p>")) is None
