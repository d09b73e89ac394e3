"""Ranking: one file for each signal, pure functions over arrays of articles; weights in [indexer.ranking].

Score = (sum over units of BM25F + pairs + words) x coverage x title x phrase; an engine puts them together.
"""
