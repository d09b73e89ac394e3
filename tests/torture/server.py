"""Serves the torture site on loopback, in a process of its own, and logs when each request began and ended.

`python server.py ARTICLES LOG` prints {"huyen": "http://...", ...} once it listens. A line of its log:
portal,
address, target, method, begin, end (seconds of the monotonic clock), status, manner, agent, and the article
when all of it was sent.
"""

import asyncio
import contextlib
import json
import sys
import time
from collections import Counter
from pathlib import Path
from typing import IO
from urllib.parse import parse_qsl

sys.path.insert(0, str(Path(__file__).parent))
from pages import Answer, Asked, Plan

ADDRESSES = {"huyen": "127.0.0.1", "so": "127.0.0.1", "xa": "127.0.0.2"}
STALL_SECONDS = 30


class TortureServer:
    """One portal's wire."""

    def __init__(self, name: str, site: object, log: IO[str]) -> None:
        self.name, self.site, self.log = name, site, log
        self.base = ""
        self.counts: Counter[str] = Counter()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            while await self._one(reader, writer):
                pass
        writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        begin = time.monotonic()
        method, target, _ = head.split(" ", 2)
        headers = {
            k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:])
        }
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        key = f"{method} {target} {body.decode()}"
        self.counts[key] += 1
        form = dict(parse_qsl(body.decode()))
        asked = Asked(target, method, form, headers.get("cookie", ""), self.counts[key], self.base)
        answer: Answer = self.site.answer(asked)  # type: ignore[attr-defined]
        sent = False
        try:
            sent = await self._send(answer, reader, writer)
        finally:
            line = {
                "portal": self.name, "address": ADDRESSES[self.name], "target": target, "method": method,
                "begin": begin, "end": time.monotonic(), "status": answer.status, "manner": answer.manner,
                "article": answer.article if sent else None, "agent": headers.get("user-agent", ""),
            }  # fmt: skip
            self.log.write(json.dumps(line) + "\n")
            self.log.flush()
        return answer.manner in ("plain", "drip")

    async def _send(self, answer: Answer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Whether all of the answer went out."""
        claimed = len(answer.body) + {"long-length": 5000, "torn": 5000}.get(answer.manner, 0)
        fields = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        head = f"HTTP/1.1 {answer.status} X\r\n{fields}Content-Length: {claimed}\r\n\r\n".encode()
        if answer.manner == "reset":
            writer.transport.abort()
            return False
        if answer.manner in ("stall", "torn"):
            writer.write(head + answer.body[: len(answer.body) // 3])
            await writer.drain()
            if answer.manner == "stall":
                await asyncio.wait_for(reader.read(1), STALL_SECONDS)  # until the other side gives up
            return False
        if answer.manner == "drip":
            await self._drip(head + answer.body, writer)
        else:
            writer.write(head + answer.body)
        await writer.drain()
        return True

    async def _drip(self, whole: bytes, writer: asyncio.StreamWriter) -> None:
        step = len(whole) // 8 + 1
        for start in range(0, len(whole), step):
            writer.write(whole[start : start + step])
            await writer.drain()
            await asyncio.sleep(0.05 if start + step < len(whole) else 0)


async def main(articles: int, log: Path) -> None:
    with log.open("a", encoding="utf-8") as file:
        ports = {}
        servers = []
        for name, site in Plan(articles).sites.items():
            torture = TortureServer(name, site, file)
            server = await asyncio.start_server(torture.serve, ADDRESSES[name], 0)
            ports[name] = server.sockets[0].getsockname()[1]
            torture.base = f"http://{ADDRESSES[name]}:{ports[name]}"
            servers.append(server)
        sys.stdout.write(
            json.dumps({name: f"http://{ADDRESSES[name]}:{port}" for name, port in ports.items()}) + "\n"
        )
        sys.stdout.flush()
        await asyncio.gather(*(server.serve_forever() for server in servers))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2])))
