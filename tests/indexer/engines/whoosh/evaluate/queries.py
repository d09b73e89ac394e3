"""Random Whoosh queries over the corpora's fields."""

from typing import Any

from hypothesis import strategies as st
from whoosh import query as q

from tests.indexer.engines.whoosh.evaluate.corpora import WORDS

Queries = st.SearchStrategy[Any]

words = st.sampled_from([*WORDS, "missing"])
names = st.sampled_from(["title", "body", "plain"])
boosts = st.sampled_from([1.0, 1.0, 2.0, 0.5])
terms = st.builds(q.Term, names, words, boost=boosts) | st.builds(
    q.Term, st.just("tag"), st.sampled_from(["a", "b"]), boost=boosts
)
multi_field = st.builds(
    lambda word, boost: q.Or([q.Term("title", word, boost=boost), q.Term("body", word)]), words, boosts
)
phrases = st.builds(
    q.Phrase,
    st.sampled_from(["title", "body"]),
    st.lists(st.sampled_from(WORDS[:4]), min_size=1, max_size=3),
    slop=st.integers(1, 3),
    boost=boosts,
)
constant = st.booleans()
expansions = st.one_of(
    st.builds(
        q.Prefix, names, st.sampled_from(["", "b", "ho", "h", "z"]), boost=boosts, constantscore=constant
    ),
    st.builds(
        q.Wildcard,
        names,
        st.sampled_from(["*", "b?n", "*n", "h*", "[hn]*i"]),
        boost=boosts,
        constantscore=constant,
    ),
    st.builds(q.Regex, names, st.sampled_from([".*", "b.n?$", "h|n", "ho?"]), boost=boosts),
    st.builds(
        q.FuzzyTerm,
        names,
        st.sampled_from(["ban", "hoi", "nghi", "kets", "x"]),
        boost=boosts,
        maxdist=st.integers(0, 3),
        prefixlength=st.integers(0, 1),
        constantscore=constant,
    ),
    st.builds(
        q.TermRange,
        names,
        st.none() | words,
        st.none() | words,
        st.booleans(),
        st.booleans(),
        boost=boosts,
        constantscore=constant,
    ),
)
numbers = st.builds(
    lambda start, end, start_excluded, end_excluded, boost: q.NumericRange(
        "number", start, end, start_excluded, end_excluded, boost=boost
    ),
    st.integers(-21, 21) | st.none(),
    st.integers(-21, 21) | st.none(),
    st.booleans(),
    st.booleans(),
    boosts,
).filter(lambda query: query.start is None or query.end is None or query.start + 1 < query.end)
everything = st.builds(q.Every, st.none() | names, boost=boosts)
leaves = terms | multi_field | phrases | numbers | everything


def _some(parts: Queries, least: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(parts, min_size=least, max_size=4)


def _grow(parts: Queries) -> Queries:
    return st.one_of(
        st.builds(q.And, _some(parts, 0), boost=boosts),
        st.builds(q.Or, _some(parts, 0), boost=boosts),
        st.builds(q.DisjunctionMax, _some(parts, 0), boost=boosts),
        st.builds(q.Not, parts),
        st.builds(q.AndNot, parts, parts),
        st.builds(q.AndMaybe, parts, parts),
        st.builds(q.Require, parts, parts),
        st.builds(q.Otherwise, parts, parts),
        st.builds(q.ConstantScoreQuery, parts, st.sampled_from([0.0, 1.0, 2.5])),
    )


queries: Queries = st.recursive(leaves | expansions | st.just(q.NullQuery), _grow, max_leaves=8)


def _grow_as_whoosh(parts: Queries) -> Queries:
    """Only what Whoosh scores as it says it does (`trees.DIFFERENCES`)."""
    return st.one_of(
        st.builds(q.And, _some(parts, 2), boost=boosts),
        st.builds(q.Or, _some(parts, 2), boost=boosts),
        st.builds(q.Not, parts),
        st.builds(q.ConstantScoreQuery, parts, st.sampled_from([1.0, 2.5])),
    )


plain_queries: Queries = st.recursive(leaves, _grow_as_whoosh, max_leaves=8)
