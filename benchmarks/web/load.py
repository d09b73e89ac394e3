"""Clients in a process beside the server's: users (wrk), and a steady rate."""

import asyncio
import re
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

USERS = Path(__file__).with_name("users.lua")
_TIMING = re.compile(", ".join(rf"{name};dur=([\d.]+)" for name in ("queue", "app", "cpu", "making")))
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_SERVER_TIMING = re.compile(rb"server-timing: ([^\r]+)", re.IGNORECASE)


@dataclass(slots=True)
class Taken:
    """What the answers took, in ms: as the client waited; in the server, its queue included; in the app
    alone; in the worker that made the page; of the serving process' processor. And their bytes."""

    waited: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)
    app: list[float] = field(default_factory=list)
    making: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    failed: int = 0
    seconds: float = 0.0

    def add(self, status: int, size: int, timing: str) -> None:
        """An answer; `timing` as `serving.py` puts it into the header."""
        self.sizes.append(size)
        if found := _TIMING.search(timing):
            queue, app, cpu, making = map(float, found.groups())
            self.server.append(queue + app)
            self.app.append(app)
            self.cpu.append(cpu)
            self.making.append(making)
        if status != 200:
            self.failed += 1


def users(port: int, urls: Sequence[str], count: int, seconds: float, think_seconds: float) -> Taken:
    """`count` of them at once; each reads for `think_seconds` on average between two pages."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as listed:
        listed.write("\n".join(urls))
        listed.flush()
        load = ["wrk", "-t1", f"-c{count}", f"-d{seconds:.0f}s", "-s", str(USERS), f"http://127.0.0.1:{port}"]
        command = [*load, "--", listed.name, str(think_seconds)]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return _taken(said.splitlines())


def _taken(said: Sequence[str]) -> Taken:
    """From what users.lua prints."""
    taken = Taken()
    for line in said:
        name, _, rest = line.partition(" ")
        if name == "answer":
            status, size, timing = rest.split(" ", 2)
            taken.add(int(status), int(size), timing)
        elif name == "waited":
            microseconds, count = map(int, rest.split())
            taken.waited += [microseconds / 1000] * count
        elif name == "seconds":
            taken.seconds = float(rest)
        elif name == "broken":
            taken.failed += int(rest)
    return taken


async def steady(port: int, urls: Sequence[str], rate: float, seconds: float, connections: int) -> Taken:
    """`rate` requests a second whether or not the server keeps up: what waits longer counts as waited."""
    taken, plan = Taken(), iter(range(int(rate * seconds)))
    began, host = time.perf_counter(), f"127.0.0.1:{port}"  # as wrk names it: kept pages are of one host

    async def worker() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        for number in plan:
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await _ask(reader, writer, (host, urls[number % len(urls)]), taken)
            taken.waited.append(1000 * (time.perf_counter() - due))
        writer.close()

    await asyncio.gather(*(worker() for _ in range(connections)))
    taken.seconds = time.perf_counter() - began
    return taken


async def _ask(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, page: tuple[str, str], taken: Taken
) -> None:
    """`page`: host and path."""
    host, path = page
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length else b""
    timing = _SERVER_TIMING.search(head)
    taken.add(int(head.split()[1]), len(body), timing[1].decode() if timing else "")
