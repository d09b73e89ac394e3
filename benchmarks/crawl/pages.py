"""Loopback hosts 127.x.y.z, each a small portal, served by one process. Pages are made once."""

import asyncio
import sys

SENTENCE = (
    "Sáng ngày 10 tháng 6, Ủy ban nhân dân huyện tổ chức hội nghị triển khai kế hoạch chuyển đổi số trên địa"
    " bàn, đại biểu các xã, thị trấn và các phòng ban chuyên môn đến dự đông đủ."
)


def host_address(number: int) -> str:
    """The address of host `number`, 127.1.0.1 and on."""
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{1 + number % 250}"


def answer(target: str, articles: int) -> tuple[int, bytes]:
    """Status and body: a start page that lists the articles, and the articles in NukeViet's markup."""
    if target == "/":
        return 200, _page(_list(articles))
    number = target.removeprefix("/vi/news/Tin-tuc/bai-viet-").removesuffix(".html")
    if not number.isdigit() or int(number) >= articles:
        return 404, _page("<h1>404</h1>")
    return 200, _page(_article(int(number)))


def _page(body: str) -> bytes:
    head = (
        "<meta charset='utf-8'><title>Cổng thông tin</title><meta name='generator' content='NukeViet v4.5'>"
    )
    return f"<!DOCTYPE html><html lang='vi'><head>{head}</head><body>{body}</body></html>".encode()


def _list(articles: int) -> str:
    names = (f"Hội nghị số {n} của huyện về chuyển đổi số" for n in range(articles))
    links = (f'<a href="/vi/news/Tin-tuc/bai-viet-{n}.html">{name}</a>' for n, name in enumerate(names))
    return f"<ul class='news'>{''.join(f'<li><h3>{link}</h3></li>' for link in links)}</ul>"


def _article(number: int) -> str:
    text = "".join(f"<p>{SENTENCE} Đoạn {part} của bài {number}.</p>" for part in range(8))
    return (
        '<div class="news_column panel panel-default"><div class="panel-body">'
        f'<h1 class="title margin-bottom-lg" itemprop="headline">Hội nghị số {number} về chuyển đổi số</h1>'
        '<span class="h5">Thứ hai - 10/06/2024 08:15</span>'
        f'<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{text}</div></div></div>'
    )


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, made: dict[str, bytes]) -> None:
    missing = made[""]
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            writer.write(made.get(head.split(b" ", 2)[1].decode("latin-1"), missing))
            await writer.drain()
    except (ConnectionError, asyncio.IncompleteReadError):
        writer.close()


def _wire(status: int, body: bytes) -> bytes:
    fields = f"Content-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}"
    return f"HTTP/1.1 {status} OK\r\n{fields}\r\n\r\n".encode() + body


async def main(articles: int) -> None:
    targets = ["/", *(f"/vi/news/Tin-tuc/bai-viet-{n}.html" for n in range(articles))]
    made = {target: _wire(*answer(target, articles)) for target in targets}
    made[""] = _wire(404, _page("<h1>404</h1>"))
    server = await asyncio.start_server(lambda r, w: _serve(r, w, made), "0.0.0.0", 0, backlog=2000)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
