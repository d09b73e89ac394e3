"""Two thousand ways to damage an index: each is named with its repair, or changes no answer.

Run in another process, so that one that dies (a mapped file cut short, a bad read) is seen as such.
"""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus.article import Article
from corpus.errors import IndexDamaged, NeedsRebuild
from indexer.analysis.analyzer import analyse
from indexer.engines import load_engine
from indexer.engines.base import EngineReader, Search
from indexer.query.language import parse_query
from indexer.settings import IndexerSettings
from indexer.types import Sort

CASES = 2_000
PROCESSES = 2
SETTINGS = IndexerSettings(segment_words=False)
REPAIR = "tratin index --rebuild"
SENTENCE = "hội nghị sơ kết xã huyện tỉnh ủy ban nhân dân giáo dục y tế kế hoạch năm học trường"

Damage = Callable[[random.Random, list[Path]], set[str]]
"""Changes files of an index; returns the names of those changed."""


def articles(first: int, last: int) -> Iterator[Article]:
    """Enough of them that their posting lists take every form there is on disk."""
    for number in range(first, last):
        chance = random.Random(number)
        words = chance.choices(SENTENCE.split(), k=chance.randint(3, 30))
        yield Article.model_validate(
            {
                "url": f"https://huyen.gov.vn/{number}",
                "portal": "huyen",
                "platform": "generic",
                "title": " ".join(words[:6]),
                "body": (" ".join(words), f"Số {number}/KH-UBND, người thứ {chance.choice('abcdefgh')}"),
                "agency": chance.choice(["Sở Y tế", "UBND huyện An Minh"]),
                "province": "Kiên Giang" if number % 3 else None,
                "published": {"value": f"20{10 + number % 15}-05-06", "precision": "day", "source": "markup"},
            }
        )


def build(directory: Path) -> None:
    """Several segments, with replaced and removed articles."""
    engine = load_engine("whoosh")
    engine.create(directory)
    writer = engine.writer(directory, SETTINGS)
    for sequence, (first, last) in enumerate([(0, 400), (380, 440), (435, 450)], 1):
        for article in articles(first, last):
            writer.put(analyse(article.article_id, article, segment_words=False))
        for article in articles(first, first + 2):
            writer.remove(article.article_id)
        writer.commit(sequence)
    writer.close()


def answers(reader: EngineReader) -> object:
    """Everything that is asked of a reader, as plain values."""
    texts = [
        "hoi nghi",
        "sơ kết",
        '"uy ban nhan dan"',
        "giao duc -y",
        "17/KH-UBND",
        "trường OR kế",
        "nguoi thu b",
    ]
    texts += ["ke hoach nam hoc truong hoi nghi so ket xa huyen tinh uy ban"]
    searches = [
        Search(tree=parse_query(text, max_chars=500, max_syllables=64), limit=20, sort=sort)
        for text in ["", *texts]
        for sort in Sort
    ]
    searches.append(Search(filters={"agency": frozenset(["so-y-te"])}, first_day=20120101, last_day=20140101))
    return [
        [
            reader.article_count,
            reader.sequence,
            reader.syllable_count("ket"),
            reader.pair_count("hoi", "nghi"),
        ],
        [
            (
                found.total,
                [
                    (hit.article_id, round(hit.score, 5), hit.read_hit(), hit.read_passages())
                    for hit in found.hits
                ],
                sorted((f, v.slug, n) for f, counts in found.facets.items() for v, n in counts.items()),
            )
            for found in map(reader.search, searches)
        ],
    ]


def flip_a_bit(chance: random.Random, files: list[Path]) -> set[str]:
    return _rewrite(chance.choice(files), lambda content: _with_flips(chance, content, 1))


def flip_many(chance: random.Random, files: list[Path]) -> set[str]:
    return _rewrite(chance.choice(files), lambda content: _with_flips(chance, content, 50))


def blank_a_stretch(chance: random.Random, files: list[Path]) -> set[str]:
    def blank(content: bytes) -> bytes:
        at = chance.randrange(len(content))
        length = min(chance.choice([1, 16, 512, 4096]), len(content) - at)
        return content[:at] + bytes(length) + content[at + length :]

    return _rewrite(chance.choice(files), blank)


def cut(chance: random.Random, files: list[Path]) -> set[str]:
    return _rewrite(chance.choice(files), lambda content: content[: chance.randrange(len(content))])


def lengthen(chance: random.Random, files: list[Path]) -> set[str]:
    return _rewrite(chance.choice(files), lambda content: content + chance.randbytes(chance.choice([1, 100])))


def lose(chance: random.Random, files: list[Path]) -> set[str]:
    path = chance.choice(files)
    path.unlink()
    return {path.name}


def swap(chance: random.Random, files: list[Path]) -> set[str]:
    first, second = chance.sample(files, 2)
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    return {first.name, second.name}


def overwrite_with_another(chance: random.Random, files: list[Path]) -> set[str]:
    source, target = chance.sample(files, 2)
    target.write_bytes(source.read_bytes())
    return {target.name}


DAMAGES: list[Damage] = [
    flip_a_bit,
    flip_a_bit,
    flip_many,
    blank_a_stretch,
    cut,
    lengthen,
    lose,
    swap,
    overwrite_with_another,
]


def _rewrite(path: Path, change: Callable[[bytes], bytes]) -> set[str]:
    path.write_bytes(change(path.read_bytes()))
    return {path.name}


def _with_flips(chance: random.Random, content: bytes, count: int) -> bytes:
    changed = bytearray(content)
    for _time in range(count):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def complaint(directory: Path, changed: set[str], whole: object) -> str | None:
    """What is wrong with how this damage was met; None when it was named, or changed no answer."""
    engine = load_engine("whoosh")
    try:
        reader = engine.reader(directory, SETTINGS)
        try:
            same = answers(reader) == whole
        finally:
            reader.close()
    except (IndexDamaged, NeedsRebuild) as error:
        named = REPAIR in str(error) and (any(name in str(error) for name in changed))
        return None if named else f"unclear: {error}"
    return None if same else "a wrong answer went unnoticed"


def unverified(directory: Path, changed: set[str]) -> str | None:
    """What is wrong with how `verify` met the damage; it must notice every one in a file of this state."""
    try:
        load_engine("whoosh").verify(directory, deep=True)
    except (IndexDamaged, NeedsRebuild) as error:
        return None if any(name in str(error) for name in changed) else f"verify is unclear: {error}"
    return f"verify did not notice {changed}"


def run_cases(whole_directory: Path, scratch: Path, first: int, step: int) -> list[str]:
    reader = load_engine("whoosh").reader(whole_directory, SETTINGS)
    whole = answers(reader)
    reader.close()
    problems = []
    for case in range(first, CASES, step):
        chance = random.Random(case)
        shutil.rmtree(scratch, ignore_errors=True)
        shutil.copytree(whole_directory, scratch)
        before = {path.name: path.read_bytes() for path in scratch.iterdir() if path.is_file()}
        files = sorted(path for path in scratch.iterdir() if path.is_file() and path.stat().st_size)
        damage = chance.choice(DAMAGES)
        changed = damage(chance, files)
        after = {path.name: path.read_bytes() for path in scratch.iterdir() if path.is_file()}
        if before == after:
            continue
        for problem in (complaint(scratch, changed, whole), unverified(scratch, changed)):
            if problem is not None:
                problems.append(f"case {case}: {damage.__name__} {sorted(changed)}: {problem}")
    return problems


@pytest.mark.faults
@pytest.mark.timeout(900)
def test_two_thousand_damages_are_named_or_harmless(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    build(tmp_path / "whole")
    workers = [
        subprocess.Popen(
            [sys.executable, __file__, str(tmp_path / "whole"), str(tmp_path / f"w{at}"), str(at)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for at in range(PROCESSES)
    ]
    for worker in workers:
        output, _ = worker.communicate()
        assert worker.returncode == 0, f"the process died: {worker.returncode}"
        assert json.loads(output.splitlines()[-1]) == []


if __name__ == "__main__":
    found = run_cases(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), PROCESSES)
    sys.stdout.write(json.dumps(found[:20], ensure_ascii=False))
