"""The parameters of the API: their types, which make the checks and the OpenAPI document alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError
from werkzeug.datastructures import MultiDict

from search_web.api.models import Remark
from search_web.api.problems import Refused
from search_web.languages import LANGUAGES, LazyText, gettext, lazy_gettext
from search_web.search_state import BOUNDARY_SLUGS, KIND_SLUGS, PARAMETERS, SORT_SLUGS

Values = Mapping[str, Any]
"""Name of a parameter -> its checked value; those left out have their default."""
PER_PAGE_MAX = 100


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `type` is what pydantic checks; `many` may be given several times."""

    name: str
    type: Any
    description: LazyText
    default: Any = None
    example: Any = None
    many: bool = False
    in_path: bool = False

    def read(self, texts: list[str]) -> Any:
        """The value of these texts. Raises Refused."""
        if not self.many and len(texts) > 1:
            raise Refused(
                [Remark(parameter=self.name, reason="repeated-parameter", detail=gettext("Chỉ ghi một lần."))]
            )
        try:
            return TypeAdapter(self.type).validate_python(texts if self.many else texts[0])
        except ValidationError as error:
            wanted = str(self.description).replace("`", "")
            detail = gettext("Giá trị này không dùng được. Tham số này là: %(wanted)s", wanted=wanted)
            raise Refused([Remark(parameter=self.name, reason="bad-value", detail=detail)]) from error

    def schema(self) -> dict[str, Any]:
        """Its JSON Schema, with the default."""
        schema = TypeAdapter(self.type).json_schema()
        return schema if self.default is None else {**schema, "default": self.default}


def read_values(parameters: Iterable[Parameter], given: "MultiDict[str, str]") -> Values:
    """Everything that was given, checked. Raises Refused naming every fault, unknown names too."""
    known = {parameter.name: parameter for parameter in parameters if not parameter.in_path}
    faults = [
        Remark(parameter=name, reason="unknown-parameter", detail=gettext("Không có tham số này."))
        for name in given
        if name not in known
    ]
    values = {name: parameter.default for name, parameter in known.items()}
    for name in known.keys() & given.keys():
        try:
            values[name] = known[name].read(given.getlist(name))
        except Refused as refused:
            faults += refused.remarks
    if faults:
        raise Refused(faults)
    return values


Slug = Annotated[str, StringConstraints(min_length=1)]
Year = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z2-7]{13}$")]
FacetName: Any = Literal[tuple(PARAMETERS.values())]
_FACET_TYPES: dict[str, Any] = {
    "kind": list[Literal[tuple(KIND_SLUGS.values())]],  # type: ignore[misc]
    "year": list[Year],
}
_FACET_NOTES: dict[str, LazyText] = {
    "province": lazy_gettext(
        "Tỉnh, thành: tên hoặc mã, tên cũ hay mới đều được. Nhiều giá trị nghĩa là “hoặc”."
    ),
    "unit": lazy_gettext("Huyện, xã: đường dẫn như trong `facets/don-vi`."),
    "agency": lazy_gettext("Cơ quan: tên hoặc mã."),
    "kind": lazy_gettext("Loại tin."),
    "topic": lazy_gettext("Chủ đề: mã như trong `facets`."),
    "year": lazy_gettext("Năm đăng."),
}
_FACET_EXAMPLES = {
    "province": ["kien-giang"],
    "year": ["2019"],
    "kind": ["cuoc-hop"],
    "unit": ["kien-giang/an-minh"],
}
_NOTE = lazy_gettext("Giá trị như trong `facets`. Nhiều giá trị nghĩa là “hoặc”.")

LANGUAGE = Parameter(
    "lang", Literal[LANGUAGES], lazy_gettext("Ngôn ngữ của nhãn và lời giải thích."), example="vi"
)
TEXT = Parameter(
    "q", str, lazy_gettext("Câu tìm, có dấu hay không dấu; viết như ở trang tìm."), example="hoi nghi so ket"
)
FILTERS = (
    *(
        Parameter(
            name,
            _FACET_TYPES.get(facet, list[Slug]),
            _FACET_NOTES.get(facet, _NOTE),
            example=_FACET_EXAMPLES.get(facet),
            many=True,
        )
        for facet, name in PARAMETERS.items()
    ),
    Parameter(
        "dia-gioi",
        Literal[tuple(filter(None, BOUNDARY_SLUGS.values()))],
        lazy_gettext(
            "Tỉnh, huyện, xã theo địa giới lúc đăng tin hay hiện nay. Bỏ trống: tên lúc nào cũng được."
        ),
    ),
    Parameter(
        "tu", str, lazy_gettext("Đăng từ ngày: 18/6/2019, 6/2019 hoặc 2019. Một đầu là đủ."), example="6/2019"
    ),
    Parameter("den", str, lazy_gettext("Đăng đến ngày, viết như `tu`."), example="2020"),
)
"""What narrows a search, as in the URL of the result page."""
PAGE = Parameter("trang", Annotated[int, Field(ge=1, le=10**9)], lazy_gettext("Số trang, từ 1."), default=1)
PER_PAGE = Parameter(
    "moi-trang",
    Annotated[int, Field(ge=1, le=PER_PAGE_MAX)],
    lazy_gettext("Số tin mỗi trang, nhiều nhất 100."),
    default=10,
)
PAGING = (
    Parameter(
        "xep",
        Literal[tuple(SORT_SLUGS.values())],
        lazy_gettext("Cách xếp. Bỏ trống: liên quan nhất trước khi có câu tìm, mới nhất trước khi không có."),
    ),
    Parameter(
        "dang-lai",
        Literal["1"],
        lazy_gettext("1: tin đăng lại đứng riêng, không gộp vào bản đăng đầu tiên."),
    ),
    PAGE,
    PER_PAGE,
)
ARTICLE_ID = Parameter(
    "article_id", Id, lazy_gettext("Mã tin: `id` của kết quả tìm, cũng là phần cuối của /tin/…"), in_path=True
)
