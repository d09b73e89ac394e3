"""The real command over sample portals on loopback: one crawl and one index, shared by these tests."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corpus.article import Article
from corpus.portal import Portal
from corpus.samples import portals_of, serve_samples

KEYS = ("mau-go-quao", "mau-soyte-travinh")
"""A district of Kiên Giang on SharePoint and a department of Trà Vinh on Liferay."""


@dataclass(frozen=True)
class CommandLine:
    """`tratin` with a config of its own."""

    config: Path

    def run(self, *arguments: str | Path, timeout_seconds: float = 110) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "tratin", "--config", str(self.config), *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=timeout_seconds, env=os.environ
        )

    def json(self, *arguments: str | Path) -> Any:
        """What the command printed as JSON; it must have ended well."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    @property
    def storage(self) -> Path:
        return self.config.parent / "var"


@dataclass(frozen=True)
class FilledArchive:
    """A finished crawl: its command line, its report, and what it should have found."""

    tratin: CommandLine
    crawl_report: dict[str, Any]
    expected: tuple[Article, ...]


def write_config(folder: Path, portals: tuple[Portal, ...] = (), extra: str = "") -> CommandLine:
    """A config.toml in `folder` that names these portals; `extra` comes first."""
    lines = [extra]
    for portal in portals:
        lines.append("[[portals]]")
        fields = portal.model_dump(mode="json", exclude_defaults=True)
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items()]
    (folder / "config.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return CommandLine(folder / "config.toml")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FilledArchive]:
    with serve_samples(KEYS, base_port=0) as sites:
        tratin = write_config(tmp_path_factory.mktemp("filled"), portals_of(sites))
        report = tratin.json("crawl", "--json")
        tratin.json("index", "--json")
        expected = tuple(site.expected(post) for site in sites for post in site.posts)
        yield FilledArchive(tratin, report, expected)


@pytest.fixture
def empty(tmp_path: Path) -> CommandLine:
    return write_config(tmp_path)


@pytest.fixture(scope="session")
def line_of() -> Callable[[subprocess.CompletedProcess[str]], str]:
    """line_of(done): the one line on stderr; more would be a traceback."""

    def the_line(done: subprocess.CompletedProcess[str]) -> str:
        lines = [line for line in done.stderr.splitlines() if line.strip()]
        assert len(lines) == 1, done.stderr
        return lines[0]

    return the_line
