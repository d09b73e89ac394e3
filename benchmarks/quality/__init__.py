"""Quality of ranking beside other engines: judged questions, short queries, golden queries, floors.

`tratin eval ir` prints one set, `python -m benchmarks.quality` all of them into a table, with floors.
"""
