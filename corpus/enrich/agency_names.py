"""Names of agencies in running text: where one starts, how far it goes. Pure."""

import re
from functools import cache

from corpus.enrich.tables import table

_HEADS = (
    r"(?:Văn phòng |Thường trực |Đảng ủy |Đoàn công tác của )?(?:UBND|HĐND|[UỦ][ỷỶyYỦủỷ]? ?ban [Nn]hân dân|Ủy ban [Nn]hân dân|Uỷ ban [Nn]hân dân"
    r"|Hội đồng [Nn]hân dân)",
    r"(?:Thường trực |Ban [Tt]hường vụ |BTV |Ban [Cc]hấp hành |BCH |Văn phòng )?"
    r"(?:Tỉnh|Thành|Thị|Huyện|Quận|Đảng) (?:ủy|uỷ)",
    r"Ban [Cc]hấp hành|BCH|Ban [Tt]hường vụ|BTV|Ban Thường trực|Thường trực|Bộ Chính trị|Ban Bí thư|Trung ương",
    r"Chính phủ|Thủ tướng(?: Chính phủ)?|Quốc hội|Ủy ban [Tt]hường vụ Quốc hội|Văn phòng(?! phẩm)|Chủ tịch UBND|Chủ tịch nước",
    r"Sở|Phòng|Ban|Bộ|Cục|Chi cục|Tổng cục|Thanh tra|Công an|Trung tâm|Trường|Đoàn|Hội(?! nghị| thảo| trường| đồng tư| thi)",
    r"Tổng Liên đoàn|Liên đoàn|Công đoàn|Tổ đại biểu|UBMTTQ(?:VN)?|Ủy ban MTTQ|Ủy ban Mặt trận Tổ quốc|MTTQ|Mặt trận Tổ quốc"
    r"|Ủy ban (?:Kiểm tra|Dân tộc)|UBKT|Bảo hiểm [Xx]ã hội|BHXH|Tòa án [Nn]hân dân|Viện [Kk]iểm sát [Nn]hân dân|Kho bạc|Huyện đoàn"
    r"|Tỉnh đoàn|Thành đoàn|Thị đoàn|Đảng bộ|Chi bộ|Hội đồng|Ngân hàng|Bệnh viện|Trạm [Yy] tế|Học viện|Tạp chí|Báo|Đài",
)
_HEAD = re.compile(rf"(?<!\w)(?:{'|'.join(_HEADS)})(?!\w)")
_NEXT = re.compile(r"(?P<gap>\s+|\s?[-–&]\s?|,\s)(?P<word>\w+(?:[&.-]\w+)*)")
_UNIT_WORDS = frozenset(
    ["tỉnh", "huyện", "quận", "xã", "phường", "thị", "trấn", "thành", "phố", "đặc", "khu", "khu", "vực", "nhân", "dân", "cơ", "sở", "khối", "ngành", "vụ"]
)
_MAX_WORDS = 16


@cache
def _inner_words() -> frozenset[str]:
    """Lower-case syllables inside the names of departments and offices: `dục`, `tạo`, `thôn`."""
    names = [row[0] for row in table("departments")] + [row[1] for row in table("host_offices")]
    extra = ["ủy", "uỷ", "bộ", "giáo", "vận", "sự", "chức", "lý", "lí", "dân", "tra", "án", "quân", "chỉ", "huy", "biên", "phòng", "quốc", "hội", "đoàn", "viên", "nữ", "binh", "sĩ", "trị"]
    words = {word for name in names for word in re.findall(r"\w+", name) if word.islower()}
    return frozenset((words | set(extra)) - {"và"})


def heads(text: str) -> list[int]:
    """Where names of agencies start in `text`."""
    return [match.start() for match in _HEAD.finditer(text)]


def agency_at(text: str, start: int) -> str | None:
    """The agency's name that begins at `start`, as written; None where none begins.

    It goes on over capitals, unit words and the inside of departments' names, and stops at a verb.
    """
    head = _HEAD.match(text, start)
    if head is None:
        return None
    end = head.end()
    for _ in range(_MAX_WORDS):
        step = _NEXT.match(text, end)
        if step is None or not _belongs(text, step):
            break
        end = step.end()
    return text[start:end]


def _belongs(text: str, step: re.Match[str]) -> bool:
    word, gap = step["word"], step["gap"]
    if "," in gap:
        return word in ("Thể", "Hạ") or word.startswith("TT&")
    if word == "và":
        after = _NEXT.match(text, step.end())
        return after is not None and after["word"][0].isupper() and not _HEAD.match(text, after.start("word"))
    if word[0].isupper() or word[0].isdigit():
        return not word.isdigit() and (
            ("-" not in gap and "–" not in gap) or not _HEAD.match(text, step.start("word"))
        )
    return "-" not in gap and word in (_UNIT_WORDS | _inner_words())
