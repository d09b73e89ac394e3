"""Processes that make pages for the one that serves: Python runs one thread at a time in each of them.

What belongs to the whole site (kept pages, limits, sessions, counts) stays in the serving process. Until a
worker is ready that process makes the pages itself, so a site answers at once. Must not know what pages say.
"""

import atexit
import gc
import io
import logging
import multiprocessing
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from flask import Flask, Response, abort, current_app, g, request

from corpus.errors import TraTinError

WORKED_ROOMS = frozenset(
    {
        *("home", "search", "facets", "map", "article", "compare", "meetings", "document"),
        *("agency", "province", "portal", "holdings", "help"),
    }
)
"""Blueprints of whole pages that are the same for everyone."""
ANSWER_SECONDS = 30.0
"""A page that takes longer never ends: queries have deadlines of their own."""
FIRST_PAGE = "/tim"
"""Made before any visitor asks: templates, facets and place names are read then."""
COLLECTED_AFTER = (10_000, 20, 20)
"""Objects, and rounds, before the collector looks for cycles: pages leave few."""
_log = logging.getLogger(__name__)

Environ = dict[str, str]


@dataclass(frozen=True, slots=True)
class Made:
    """A worker's answer, and the seconds it took. `unfound` is the text that found nothing, to be counted
    where counts are."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    unfound: str
    seconds: float


class WorkerLost(Exception):
    """The worker ended, or did not end its page."""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection

    def ask(self, environ: Environ) -> Made:
        try:
            self.connection.send(environ)
            if not self.connection.poll(ANSWER_SECONDS):
                raise TimeoutError
            made: Made = self.connection.recv()
        except (OSError, EOFError) as error:
            raise WorkerLost(environ["PATH_INFO"]) from error
        return made


class Workers:
    """So many processes, each with an app of its own; one that is lost is replaced. Safe for threads."""

    def __init__(self, count: int, make_app: Callable[[], Flask]) -> None:
        """`make_app` is called in each of them, so it must be picklable. None runs before `start`."""
        self._count = count
        self._make_app = make_app
        self._lock = threading.Lock()
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        """The one that was busy last is asked first: what it decoded is still at hand."""
        self._ready = 0
        self._stopped = False
        self._all: set[BaseProcess] = set()

    @property
    def ready(self) -> int:
        """How many can be asked."""
        return self._ready

    def processes(self) -> list[int]:
        """Their process ids."""
        with self._lock:
            return [process.pid for process in self._all if process.pid]

    def start(self) -> None:
        """Returns at once; workers come as they are ready, and go with this process."""
        atexit.register(self.stop)
        for _ in range(self._count):
            threading.Thread(target=self._hire, name="hire-worker", daemon=True).start()

    def stop(self) -> None:
        """Ends them all; a page that one of them is making is lost."""
        with self._lock:
            self._stopped, self._ready = True, 0
            for process in self._all:
                process.kill()

    def make(self, environ: Environ) -> Made | None:
        """The answer to this request; None while there is no worker. Raises WorkerLost."""
        if not self._ready:
            return None
        try:
            worker = self._idle.get(timeout=ANSWER_SECONDS)
        except queue.Empty:
            return None
        try:
            made = worker.ask(environ)
        except WorkerLost:
            self._replace(worker)
            raise
        self._idle.put(worker)
        return made

    def _hire(self) -> None:
        """Starts one and waits until it is ready; gives up on one that does not begin."""
        ours, theirs = multiprocessing.get_context("spawn").Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=_work, args=(self._make_app, theirs), name="page-worker", daemon=True
        )
        process.start()
        theirs.close()
        with self._lock:
            self._all.add(process)
        try:
            ours.recv()
        except (OSError, EOFError):
            with self._lock:
                self._all.discard(process)
                if not self._stopped:
                    _log.error("a page worker did not begin; pages are made by fewer")
            return
        with self._lock:
            if self._stopped:
                process.kill()
                return
            self._ready += 1
        self._idle.put(_Worker(process, ours))

    def _replace(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        with self._lock:
            self._all.discard(worker.process)
            if self._stopped:
                return
            self._ready -= 1
        _log.error("a page worker was lost (exit code %s); another begins", worker.process.exitcode)
        threading.Thread(target=self._hire, name="hire-worker", daemon=True).start()


def add_workers(app: Flask, workers: Workers) -> None:
    """Lets them make this app's pages once `workers` are started; after whatever may refuse a request."""
    app.config["WORKERS"] = workers
    app.before_request(_from_worker)


def _from_worker() -> Response | None:
    if request.method != "GET" or request.blueprint not in WORKED_ROOMS:
        return None
    workers: Workers = current_app.config["WORKERS"]
    plain = {name: value for name, value in request.environ.items() if isinstance(value, str)}
    try:
        made = workers.make(plain)
    except WorkerLost:
        abort(500)
    if made is None:
        return None
    g.unfound, g.making_seconds = made.unfound, made.seconds
    return Response(made.body, made.status, list(made.headers))


def _work(make_app: Callable[[], Flask], connection: Connection) -> None:
    """A worker's life: until the serving process ends, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the serving process' to answer
    app = make_app()
    try:
        app.config["STORES"].index()
    except TraTinError:
        _log.debug("no index yet: pages say so, and look again")
    app.test_client().get(FIRST_PAGE)
    settle()
    connection.send(True)
    while True:
        try:
            environ: Environ = connection.recv()
            connection.send(_made(app, environ))
        except (EOFError, OSError):  # the serving process ended
            return


def settle() -> None:
    """Lets the collector pass over all that is there: it lives as long as the process, and walking it took
    250 ms of the one page in 400 that it befell."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def _made(app: Flask, environ: Environ) -> Made:
    began = time.perf_counter()
    with app.request_context({**environ, "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr}):
        try:
            response = app.full_dispatch_request()
        except Exception as error:  # noqa: BLE001  # as Flask's own outermost loop
            response = app.handle_exception(error)
        unfound = str(g.get("unfound", ""))
        body = response.get_data()
        seconds = time.perf_counter() - began
        return Made(response.status_code, tuple(response.headers.items()), body, unfound, seconds)
