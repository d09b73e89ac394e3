"""The operations of API v1: path, parameters, answer. One is an entry here and a function in `answers`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, Field

from search_web.api import answers, documents, models
from search_web.api.parameters import (
    ARTICLE_ID,
    FILTERS,
    LANGUAGE,
    PAGE,
    PAGING,
    PER_PAGE,
    TEXT,
    FacetName,
    Parameter,
    Slug,
    Values,
)
from search_web.languages import LazyText, lazy_gettext


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to ask. `of_index`: the answer changes only with the index and the URL."""

    name: str
    path: str
    summary: LazyText
    answer: type[BaseModel]
    run: Callable[[Values], BaseModel]
    parameters: tuple[Parameter, ...] = ()
    example: str = ""
    of_index: bool = True

    @property
    def path_parameters(self) -> tuple[Parameter, ...]:
        return tuple(parameter for parameter in self.parameters if parameter.in_path)


_DOCUMENT = (
    Parameter(
        "so",
        str,
        lazy_gettext("Số, ký hiệu văn bản, viết như ở /van-ban; không đọc được thì không có văn bản nào."),
        example="74/KH-UBND",
    ),
    Parameter(
        "co-quan", Slug, lazy_gettext("Cơ quan ban hành: tên hoặc `co_quan` của câu trả lời; `khong-ro`.")
    ),
    Parameter("nam", Slug, lazy_gettext("Năm ban hành, hoặc `khong-ro`.")),
)
_MOST = Annotated[int, Field(ge=1, le=20)]
_VALUES_MOST = Annotated[int, Field(ge=1, le=1000)]

OPERATIONS = (
    Operation(
        name="search",
        path="/search",
        summary=lazy_gettext("Tìm tin: một trang kết quả, cùng thứ tự và số đếm với trang tìm."),
        answer=models.SearchAnswer,
        run=answers.search,
        parameters=(TEXT, *FILTERS, *PAGING, LANGUAGE),
        example="/search?q=hoi+nghi+so+ket&moi-trang=5",
    ),
    Operation(
        name="facet",
        path="/facets/{parameter}",
        summary=lazy_gettext("Mọi giá trị của một bộ lọc trong một phép tìm, có số đếm."),
        answer=models.FacetAnswer,
        run=answers.facet,
        parameters=(
            Parameter("parameter", FacetName, lazy_gettext("Tên bộ lọc."), example="co-quan", in_path=True),
            TEXT,
            *FILTERS,
            Parameter("chua", str, lazy_gettext("Chỉ giá trị có những chữ này, không kể dấu."), example="so"),
            Parameter("nhieu-nhat", _VALUES_MOST, lazy_gettext("Nhiều nhất bao nhiêu giá trị."), default=100),
            LANGUAGE,
        ),
        example="/facets/co-quan?chua=huyen",
    ),
    Operation(
        name="article",
        path="/articles/{article_id}",
        summary=lazy_gettext("Một tin: toàn văn, cuộc họp, văn bản được nhắc tới, bản lưu, các phiên bản."),
        answer=models.ArticleAnswer,
        run=answers.article,
        parameters=(ARTICLE_ID, LANGUAGE),
        of_index=False,
    ),
    Operation(
        name="similar",
        path="/articles/{article_id}/similar",
        summary=lazy_gettext("Những tin giống một tin nhất."),
        answer=models.SimilarAnswer,
        run=answers.similar,
        parameters=(
            ARTICLE_ID,
            Parameter("nhieu-nhat", _MOST, lazy_gettext("Nhiều nhất bao nhiêu tin."), default=5),
            LANGUAGE,
        ),
        of_index=False,
    ),
    Operation(
        name="documents",
        path="/documents",
        summary=lazy_gettext("Những văn bản có cùng một số, và bao nhiêu tin nhắc tới mỗi văn bản."),
        answer=models.DocumentsAnswer,
        run=documents.documents,
        parameters=(*_DOCUMENT, LANGUAGE),
        example="/documents?so=74/KH-UBND",
    ),
    Operation(
        name="citing",
        path="/documents/citing",
        summary=lazy_gettext("Những tin nhắc tới một văn bản, mới nhất trước."),
        answer=models.CitingAnswer,
        run=documents.citing,
        parameters=(*_DOCUMENT, PAGE, PER_PAGE, LANGUAGE),
    ),
    Operation(
        name="suggestions",
        path="/suggestions",
        summary=lazy_gettext("Gợi ý cho câu đang gõ, và câu có lẽ muốn tìm."),
        answer=models.SuggestionsAnswer,
        run=answers.suggestions,
        parameters=(TEXT, LANGUAGE),
        example="/suggestions?q=hoi+nghi",
        of_index=False,
    ),
    Operation(
        name="portals",
        path="/portals",
        summary=lazy_gettext("Những cổng đang được lưu, và lưu được gì của mỗi cổng."),
        answer=models.PortalsAnswer,
        run=answers.holdings,
        parameters=(LANGUAGE,),
        example="/portals",
        of_index=False,
    ),
)
