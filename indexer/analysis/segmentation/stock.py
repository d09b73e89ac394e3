"""pyvi itself: the only place that imports it, and only when its model is not the known one.

Loading it takes 1.4 s and 236 MB, most of it scikit-learn's, of which it uses nothing.
"""

from collections.abc import Callable, Sequence


class StockSegmenter:
    """The installed pyvi, whatever its release."""

    def __init__(self) -> None:
        from pyvi import ViTokenizer

        self._tokenize: Callable[[str], str] = ViTokenizer.tokenize

    def tokenize(self, text: str) -> str:
        """As pyvi does it; lone surrogates, which CRFsuite refuses, become question marks."""
        return self._tokenize(text.encode("utf-8", "replace").decode("utf-8"))

    def compounds(self, text: str) -> list[str]:
        return [token for token in self.tokenize(text).split() if "_" in token.strip("_")]

    def compounds_of_all(self, texts: Sequence[Sequence[str]]) -> list[str]:
        return [word for pieces in texts for word in self.compounds(" ".join(pieces))]
