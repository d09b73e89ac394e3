"""Our engine beside other search engines: same articles, same tokens, same queries, one run.

`make bench` does all of it (`python -m benchmarks.engines`); docs/benchmarks.md says how to read the result.
"""
