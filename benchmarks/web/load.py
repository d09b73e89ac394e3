"""Clients that ask one URL after the other over kept connections, from a process beside the server's."""

import asyncio
import itertools
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_DURATION = rb"dur=([\d.]+)"
_TIMING = re.compile(
    rb"server-timing: queue;%b, app;%b, cpu;%b, making;%b" % ((_DURATION,) * 4), re.IGNORECASE
)
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)


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


async def users(port: int, urls: Sequence[str], count: int, seconds: float, think_seconds: float) -> Taken:
    """`count` of them at once; each reads for `think_seconds` on average between two pages."""
    taken, stop = Taken(), time.perf_counter() + seconds
    shared = itertools.cycle(urls)
    began = time.perf_counter()
    await asyncio.gather(*(_user(port, shared, stop, think_seconds, n / count, taken) for n in range(count)))
    taken.seconds = time.perf_counter() - began
    return taken


async def _user(  # noqa: PLR0913, PLR0917  # all that makes a user
    port: int, urls: Iterator[str], stop: float, think_seconds: float, phase: float, taken: Taken
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
    await asyncio.sleep(phase * think_seconds)
    while time.perf_counter() < stop:
        await _ask(reader, writer, next(urls), taken)
        await asyncio.sleep(think_seconds)
    writer.close()


async def steady(port: int, urls: Sequence[str], rate: float, seconds: float, connections: int) -> Taken:
    """`rate` requests a second whether or not the server keeps up: what waits longer counts as waited."""
    taken, plan = Taken(), iter(range(int(rate * seconds)))
    began = time.perf_counter()

    async def worker() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 20)
        for number in plan:
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await _ask(reader, writer, urls[number % len(urls)], taken, since=due)
        writer.close()

    await asyncio.gather(*(worker() for _ in range(connections)))
    taken.seconds = time.perf_counter() - began
    return taken


async def _ask(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    url: str,
    taken: Taken,
    since: float | None = None,
) -> None:
    began = since or time.perf_counter()
    writer.write(f"GET {url} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = _LENGTH.search(head)
    body = await reader.readexactly(int(length[1])) if length else b""
    taken.waited.append(1000 * (time.perf_counter() - began))
    taken.sizes.append(len(body))
    if timing := _TIMING.search(head):
        queue, app, cpu, making = map(float, timing.groups())
        taken.server.append(queue + app)
        taken.app.append(app)
        taken.cpu.append(cpu)
        taken.making.append(making)
    if not head.startswith(b"HTTP/1.1 200"):
        taken.failed += 1
