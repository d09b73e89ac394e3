"""The memory of a writer keeps to its setting, whatever the corpus."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

MEMORY_MB = 256
WRITE = f"""
    import re, sys
    from pathlib import Path
    import numpy as np
    from whoosh import columns, fields
    from whoosh.analysis import SpaceSeparatedTokenizer
    from indexer.engines.whoosh.verifying import verify_index
    from indexer.engines.whoosh.writing.writer import IndexWriter, WriterOptions, create_index_of

    CORPUS, DOCUMENTS = sys.argv[2], int(sys.argv[3])
    words = SpaceSeparatedTokenizer()
    schema = fields.Schema(
        key=fields.ID(unique=True, sortable=columns.VarBytesColumn()),
        placed=fields.TEXT(analyzer=words), pair=fields.TEXT(analyzer=words, phrase=False),
        time=fields.COLUMN(columns.NumericColumn("q")), note=fields.STORED(),
    )
    chance = np.random.default_rng(5)
    vocabulary = [f"word{{number}}" for number in range(100_000)]
    text_bytes = 0

    def tokens_of(number):
        if CORPUS == "one term":
            return ["word"] * 600
        if CORPUS == "long articles of one term":
            return ["word"] * 200_000
        if CORPUS == "terms that never come again":
            return [f"word{{number}}x{{place}}" for place in range(600)]
        ranks = 5 * (20_001 ** chance.random(600)) - 5  # the commonest has 2 %, as in Vietnamese
        return [vocabulary[min(int(rank), 99_999)] for rank in ranks]

    def documents():
        global text_bytes
        for number in range(DOCUMENTS):
            tokens = tokens_of(number)
            pairs = [f"{{token}} {{place % 7}}" for place, token in enumerate(tokens[:300])]
            text_bytes += sum(map(len, tokens)) + sum(map(len, pairs))
            yield dict(key=f"k{{number}}", placed=tokens, pair=pairs, time=number * 7919, note=tokens[:200])

    def memory_mb(which):
        # VmRSS: resident now; VmHWM: the most that ever was, for however short a time
        status = Path("/proc/self/status").read_text()
        return int(re.search(rf"{{which}}:\\s*(\\d+) kB", status)[1]) / 1024

    directory = Path(sys.argv[1])
    create_index_of(directory, schema)
    baseline = memory_mb("VmRSS")
    writer = IndexWriter(directory, schema, WriterOptions({MEMORY_MB} << 20, newest_by="time"))
    for document in documents():
        writer.put(document)
    writer.commit(1)
    writer.compact()
    writer.close()
    peak = memory_mb("VmHWM")
    assert verify_index(directory, deep=False).articles == DOCUMENTS
    print(text_bytes / 2**20, peak - baseline)
"""


@pytest.mark.faults
@pytest.mark.parametrize(
    ("corpus", "documents"),
    [
        ("as in Vietnamese", 36_000),
        ("one term", 70_000),
        ("long articles of one term", 340),
        ("terms that never come again", 25_000),
    ],
)
def test_a_corpus_larger_than_the_writers_memory(tmp_path: Path, corpus: str, documents: int) -> None:
    command = [sys.executable, "-c", textwrap.dedent(WRITE), str(tmp_path), corpus, str(documents)]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    corpus_mb, above_baseline_mb = map(float, said.split())
    assert corpus_mb > 0.9 * MEMORY_MB
    assert above_baseline_mb < MEMORY_MB, said
