"""Tokens are pyvi's, though most are found by shorter patterns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis.segmentation.tokens import split_tokens

texts = st.one_of(
    st.text(st.sampled_from("aBĐ1٣_.,:@+->=/ \nộ\u0301“TphMrsDSh"), max_size=30),
    st.text(max_size=30),
)


@given(texts)
def test_tokens_are_those_of_pyvi(text: str) -> None:
    vi_tokenizer = pytest.importorskip("pyvi.ViTokenizer").ViTokenizer
    clean, tokens = vi_tokenizer.sylabelize(text)
    assert split_tokens(clean) == tokens


@given(texts)
def test_white_space_parts_tokens_wherever_it_stands(text: str) -> None:
    """What lets pieces be looked up one by one: no token depends on what is beyond white space."""
    apart = [token for piece in text.split() for token in split_tokens(piece)]
    assert apart == [token for token in split_tokens(text) if token != "\n"]
