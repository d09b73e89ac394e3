"""A small model over articles of our own, shared by the tests that only read it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.article import Article
from indexer.settings import SuggestSettings
from indexer.suggest.files import newest_model
from indexer.suggest.model import Model
from indexer.suggest.suggester import Suggester
from indexer.suggest.training import update_model

SETTINGS = SuggestSettings()


@dataclass(frozen=True)
class Change:
    sequence: int
    article: Article | None


class Changes:
    """A catalog of these articles; None for one that was removed."""

    def __init__(self, articles: Sequence[Article | None]) -> None:
        self.changes = [Change(number, article) for number, article in enumerate(articles, 1)]
        self.read = 0

    def changes_since(self, sequence: int, limit: int) -> Sequence[Change]:
        found = [change for change in self.changes if change.sequence > sequence][:limit]
        self.read += len(found)
        return found


def article(number: int, title: str, *body: str, **fields: object) -> Article:
    known = {"url": f"https://huyen.gov.vn/{number}", "portal": "huyen", "platform": "generic"}
    return Article.model_validate({**known, "title": title, "body": body, **fields})


def chaired(number: int, title: str, chair: str, *body: str) -> Article:
    return article(number, title, *body, meeting={"chairs": [{"name": chair}]})


ARTICLES = [
    chaired(
        1,
        "Hội nghị sơ kết công tác đổi mới",
        "Nguyễn Văn Phỉ",
        "Sáng nay, Ủy ban nhân dân huyện An Minh tổ chức Hội nghị sơ kết công tác đổi mới.",
        "Ông Nguyễn Văn Phỉ chủ trì hội nghị; Ban Thường vụ Thị ủy dự họp.",
    ),
    article(
        2,
        "Tiếp xúc cử tri xã Đông Hòa",
        "Ủy ban nhân dân xã Đông Hòa tổ chức tiếp xúc cử tri. Cử tri hỏi về quản lý đất đai.",
        agency="UBND huyện An Minh",
        references=[{"raw": "Kế hoạch số 74/KH-UBND", "number": "74/KH-UBND"}],
    ),
    article(
        3,
        "Giao ban tháng 8",
        "Hội nghị giao ban tháng 8 do Ủy ban nhân dân huyện tổ chức.",
        "Hội nghị nghe báo cáo về quản lý đất đai.",
        agency="UBND huyện An Minh",
        references=[{"raw": "19-NQ/TW", "number": "19-NQ/TW"}],
    ),
    article(
        4,
        "Sáp nhập trường học",
        "Huyện An Minh sáp nhập trường học; Hội Nông dân góp ý về kỷ luật.",
        "Dự có Hội Nông dân xã và mười đơn vị; các đơn vị góp ý.",
    ),
]

Train = Callable[..., Suggester]


def trained(directory: Path, articles: Sequence[Article | None] = ARTICLES) -> Suggester:
    """A suggester over a fresh model of `articles`."""
    update_model(directory, Changes(articles), len(articles), SETTINGS)
    path = newest_model(directory)
    assert path is not None
    return Suggester(Model(path), SETTINGS)


@pytest.fixture(scope="session")
def suggester(tmp_path_factory: pytest.TempPathFactory) -> Suggester:
    return trained(tmp_path_factory.mktemp("model"))
