"""pyvi itself and our segmenter over its model: loaded once."""

import pytest

from indexer.analysis.segmentation.installed import PyviModel, read_installed
from indexer.analysis.segmentation.segmenter import Segmenter
from indexer.analysis.segmentation.stock import StockSegmenter


@pytest.fixture(scope="session")
def model() -> PyviModel:
    return read_installed()


@pytest.fixture(scope="session")
def ours(model: PyviModel) -> Segmenter:
    return Segmenter(model)


@pytest.fixture(scope="session")
def stock() -> StockSegmenter:
    return StockSegmenter()
