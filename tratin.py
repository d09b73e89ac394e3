"""The command line of Tra Tin: the only place that sees every room, and the only one that prints.

Holds no logic: each command opens what it needs, calls one front door, and prints the report in the room's
own words (`printed.py`, decision 012). Exit codes:
0 done; 1 done, but something needs a look (it is named); 2 wrong arguments, config or query;
3 the archive, catalog or index cannot be used as it is (the line says how to mend it).
"""

import contextlib
import datetime as dt
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import click
from pydantic import BaseModel, Field
from rich.console import Console
from rich.logging import RichHandler
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

import crawler
import indexer
from corpus import archive_tasks
from corpus.catalog import Catalog
from corpus.checks import check_storage, run_check
from corpus.errors import BadConfig, BadQuery, TraTinError
from corpus.portal import Portal
from corpus.printed import Block, report_blocks
from corpus.printed import Table as TextTable
from corpus.reposts import cluster_reposts
from corpus.settings import Progress as ProgressCallback
from corpus.settings import Section, StorageSettings, load_settings
from corpus.text import slug
from crawler.attachments.checks import describe_programs
from crawler.printed import check_blocks, status_blocks
from crawler.settings import CrawlerSettings
from indexer.printed import result_blocks, suggestion_blocks
from indexer.settings import IndexerSettings
from search_web.settings import WebSettings

HERE = Path(__file__).resolve().parent
QUALITY_CACHE = HERE / "build" / "quality"
"""Indexes of judged sets and peers' rankings, kept by digest: they may be deleted at any time."""
err = Console(stderr=True, highlight=False, soft_wrap=True)
STYLES = {"plain": "", "strong": "bold yellow", "faint": "dim"}
out = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200)


class Settings(Section):
    """config.toml as a whole: each package's own section, and the portals to crawl."""

    storage: StorageSettings = StorageSettings()
    crawler: CrawlerSettings = CrawlerSettings()
    indexer: IndexerSettings = IndexerSettings()
    web: WebSettings = WebSettings()
    portals: tuple[Portal, ...] = Field(default=(), strict=False)

    def beside(self, directory: Path) -> "Settings":
        """The same settings with the storage in `directory`."""
        storage = self.storage.model_copy(update={"directory": directory})
        return self.model_copy(update={"storage": storage})


class Session:
    """What the options before the command said; the settings are read when first asked for."""

    def __init__(self, config: Path | None) -> None:
        self._config = config

    @cached_property
    def settings(self) -> Settings:
        """Those of --config, else of ./config.toml, else of the one beside this file."""
        here = Path("config.toml")
        path = self._config or (here if here.is_file() else HERE / "config.toml")
        settings = load_settings(path, Settings)
        return settings.beside(path.resolve().parent / settings.storage.directory)

    def again(self) -> "Session":
        """The same options; the settings are read anew."""
        return Session(self._config)

    def command(self, *words: str) -> tuple[str, ...]:
        """Another command of ours with the same settings, for a process of its own."""
        config = ("--config", str(self._config)) if self._config else ()
        return (sys.executable, str(HERE / "tratin.py"), *config, *words)


class Commands(click.Group):
    """A group whose commands may raise our errors: each ends as one line on stderr and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except TraTinError as error:
            err.print(f"[bold red]tratin:[/] {escape(str(error))}")
            sys.exit(2 if isinstance(error, BadConfig | BadQuery) else 3)


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
with_session = click.make_pass_decorator(Session)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config", type=click.Path(path_type=Path), envvar="TRATIN_CONFIG", help="Another config.toml."
)
@click.option("-v", "--verbose", is_flag=True, help="Log every request.")
@click.version_option(package_name="tratin")
@click.pass_context
def main(ctx: click.Context, config: Path | None, verbose: bool) -> None:
    """Search the news archive of Vietnam's state portals."""
    _log_to_stderr(verbose)
    ctx.obj = Session(config)


# --- filling the archive ------------------------------------------------------------------------------------


@main.command()
@click.argument("keys", metavar="[PORTAL]...", nargs=-1)
@click.option(
    "--mode",
    type=click.Choice(["all", "fresh", "backfill"]),
    default="all",
    show_default=True,
    help="fresh: only what lists and feeds newly name; backfill: a portal's history.",
)
@click.option("--follow", is_flag=True, help="Never end: a service; SIGHUP reloads, SIGTERM stops.")
@click.option("--index/--no-index", "indexes", default=True, help="With --follow: index what is new.")
@as_json
@with_session
def crawl(
    session: Session, /, keys: tuple[str, ...], mode: crawler.CrawlMode, as_json: bool, **o: bool
) -> None:
    """Fetch what is new on the portals of config.toml (all, or those named)."""
    settings = session.settings
    portals = _portals_named(settings.portals, keys)
    if o["follow"]:
        from crawler.service import crawl_forever

        def reload() -> tuple[crawler.CrawlerSettings, tuple[Portal, ...]]:
            now = session.again().settings
            return now.crawler, _portals_named(now.portals, keys)

        command = session.command("index") if o["indexes"] else ()
        crawl_forever(
            settings.crawler, settings.storage, portals, mode=mode, after_round=command, reload=reload
        )
        return
    with _progress() as progress:
        report = crawler.crawl(settings.crawler, settings.storage, portals, mode=mode, progress=progress)
    _show(report, as_json)
    sys.exit(0 if report.ok else 1)


def _portals_named(portals: tuple[Portal, ...], keys: tuple[str, ...]) -> tuple[Portal, ...]:
    known = {portal.key: portal for portal in portals}
    if unknown := [key for key in keys if key not in known]:
        raise BadConfig(
            "portals", f"no portal {unknown[0]!r}; config.toml names {', '.join(known) or 'none'}"
        )
    return tuple(known[key] for key in keys) or portals


@main.command()
@click.option("--only", type=click.Choice(["enrich"]), help="Not the pages, only what is told by the texts.")
@as_json
@with_session
def reparse(session: Session, only: str | None, as_json: bool) -> None:
    """Read every capture of the archive again, without network, and rebuild the articles."""
    settings = session.settings
    with _progress() as progress:
        if only == "enrich":
            _show(crawler.enrich_again(settings.storage, settings.portals, progress=progress), as_json)
            return
        report = crawler.reparse(
            settings.storage, settings.portals, settings=settings.crawler, progress=progress
        )
    _show(report, as_json)
    sys.exit(0 if report.ok else 1)


@main.group("portal")
def portal_commands() -> None:
    """Look at a portal before it is crawled."""


@portal_commands.command()
@click.argument("url")
@as_json
@with_session
def check(session: Session, url: str, as_json: bool) -> None:
    """Read up to 20 pages of a portal and say what it is; ends with its entry for config.toml."""
    from crawler.portal_check import check_portal

    settings = session.settings
    with _progress() as progress:
        found = check_portal(url, settings.crawler, settings.portals, progress=progress)
    _show(found, as_json, check_blocks)
    sys.exit(0 if found.ok else 1)


@main.group("archive")
def archive_commands() -> None:
    """Check the WARC files, index them for replay tools, export some of them."""


@archive_commands.command("index")
@click.option("--rebuild", is_flag=True, help="Read all WARC files again.")
@as_json
@with_session
def index_archive(session: Session, rebuild: bool, as_json: bool) -> None:
    """Bring the CDXJ index, which replay tools need, up to date."""
    with _progress() as progress:
        report = archive_tasks.update_cdx(session.settings.storage, rebuild=rebuild, progress=progress)
    _show(report, as_json)


@archive_commands.command("check")
@as_json
@with_session
def check_archive(session: Session, as_json: bool) -> None:
    """Read every record, and compare every body with its digest."""
    with _progress() as progress:
        report = archive_tasks.check_archive(session.settings.storage, progress=progress)
    _show(report, as_json)
    sys.exit(1 if report.damaged else 0)


@archive_commands.command("export")
@click.option("--wacz", type=click.Path(dir_okay=False, path_type=Path), required=True, help="File to write.")
@click.option("--portal", "portals", multiple=True, help="All of this portal; may be repeated.")
@click.option("--article", "articles", multiple=True, help="This article, by its id; may be repeated.")
@as_json
@with_session
def export_archive(
    session: Session, wacz: Path, portals: tuple[str, ...], articles: tuple[str, ...], as_json: bool
) -> None:
    """Write what the archive has of portals or articles as one file that replay tools open."""
    storage, now = session.settings.storage, dt.datetime.now(dt.UTC)
    with _progress() as progress:
        report = archive_tasks.export_selection(storage, wacz, portals, articles, now=now, progress=progress)
    _show(report, as_json)
    sys.exit(1 if report.damaged else 0)


@main.command()
@click.option("--rebuild", "task", flag_value="rebuild", help="Build a new index aside, then swap it in.")
@click.option("--compact", "task", flag_value="compact", help="Take back the space of replaced articles.")
@click.option("--verify", "task", flag_value="verify", help="Read every byte of the index; change nothing.")
@as_json
@with_session
def index(session: Session, task: str | None, as_json: bool) -> None:
    """Index what changed in the catalog since the last time."""
    settings = session.settings
    indexer.yield_to_searches(settings.indexer)
    if task == "verify":
        verification = indexer.verify_index(settings.indexer, settings.storage)
        _show(verification, as_json)
        sys.exit(1 if verification.problem else 0)
    if task == "compact":
        _show(indexer.compact_index(settings.indexer, settings.storage), as_json)
        return
    with _progress() as progress:
        _cluster(settings, progress)
        with _catalog(settings) as catalog:
            report = indexer.update_index(
                settings.indexer, settings.storage, catalog, rebuild=task == "rebuild", progress=progress
            )
    _show(report, as_json)


def _cluster(settings: Settings, progress: ProgressCallback) -> None:
    """Finds the re-posts among what is new: the index is to hear of them at once. None before a crawl."""
    with _catalog(settings):  # raises CatalogMissing, where opening it for writing would make one
        pass
    with Catalog.open(settings.storage.resolved_catalog_url) as catalog:
        cluster_reposts(catalog, processes=settings.indexer.analysis_processes, progress=progress)


# --- using it -----------------------------------------------------------------------------------------------


@main.command()
@click.option("--host", help="Address to listen on; default from config.toml.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; default from config.toml.")
@with_session
def serve(session: Session, host: str | None, port: int | None) -> None:
    """Serve the search page until told to stop (Ctrl-C, SIGTERM)."""
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    settings = session.settings
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    _serve(settings.model_copy(update={"web": settings.web.model_copy(update=given)}))


def _serve(settings: Settings) -> None:
    import search_web

    settings = settings.model_copy(update={"web": _with_password(settings.web)})

    app = search_web.create_app(settings.web, settings.storage, settings.indexer, settings.portals)
    address = f"http://{settings.web.host}:{settings.web.port}/"
    err.print(f"Tra Tin answers at [bold]{address}[/] (Ctrl-C stops)")
    try:
        search_web.serve(app, settings.web)
    except OSError as error:
        raise BadConfig("web.port", f"cannot listen at {address}: {error.strerror}; try --port") from error


def _with_password(web: WebSettings) -> WebSettings:
    """The environment's password hash goes before the file's: secrets need not stand in files."""
    given = os.environ.get("TRATIN_PASSWORD_HASH")
    if given is None:
        return web
    try:
        operators = type(web.operators)(**{**web.operators.model_dump(), "password_hash": given})
    except ValueError as error:
        raise BadConfig("TRATIN_PASSWORD_HASH", "is no hash that `tratin password` printed") from error
    return web.model_copy(update={"operators": operators})


@main.command()
@click.password_option(help="Asked for when not given.")
def password(password: str) -> None:
    """Print the hash of a password for the operators' pages (`TRATIN_PASSWORD_HASH`)."""
    from search_web.operators.passwords import hash_password

    try:
        click.echo(hash_password(password))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def _filters(command: Callable[..., None]) -> Callable[..., None]:
    for facet in reversed(indexer.FACETS):
        option = click.option(f"--{facet}", multiple=True, help=f"Only this {facet}; may be repeated.")
        command = option(command)
    return command


@main.command()
@click.argument("text", metavar="QUERY", default="")
@click.option("--document", help="Instead: the documents of this number, and who cites the first of them.")
@click.option("--issuer", help="With --document: only that of this agency.")
@click.option("--of-year", type=int, help="With --document: only that of this year.")
@click.option("--fold/--reposts", default=True, help="Re-posts as one hit, or each for itself.")
@_filters
@click.option("--from", "published_from", type=click.DateTime(["%Y-%m-%d"]), help="Published on or after.")
@click.option("--to", "published_to", type=click.DateTime(["%Y-%m-%d"]), help="Published on or before.")
@click.option("--sort", type=click.Choice([s.value for s in indexer.Sort]), default="relevance")
@click.option("--page", type=click.IntRange(1), default=1)
@click.option("--per-page", type=click.IntRange(1, 100), default=10)
@click.option("--explain", is_flag=True, help="Say what made each score.")
@as_json
@with_session
def search(
    session: Session,
    /,
    text: str,
    published_from: dt.datetime | None,
    published_to: dt.datetime | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Search the index; accents may be typed or left out."""
    filters = {f: tuple(slug(v) for v in options.pop(f)) for f in indexer.FACETS}
    further = {name: options.pop(name) for name in ("document", "issuer", "of_year", "explain")}
    query = indexer.Query(
        text=text,
        filters={facet: values for facet, values in filters.items() if values},
        published_from=published_from.date() if published_from else None,
        published_to=published_to.date() if published_to else None,
        **options,
    )
    settings = session.settings
    with contextlib.closing(indexer.open_index(settings.indexer, settings.storage)) as opened:
        page = indexer.answer(opened, indexer.Asked(query=query, **further))
    _print_json(page) if as_json else _print(result_blocks(page))


@main.command()
@click.argument("text")
@click.option("--most", type=click.IntRange(1, 50), help="Completions at most; default from config.toml.")
@as_json
@with_session
def suggest(session: Session, text: str, most: int | None, as_json: bool) -> None:
    """What TEXT may become when it is typed on, and what was probably meant."""
    settings = session.settings
    with contextlib.closing(indexer.open_index(settings.indexer, settings.storage)) as opened:
        suggestions = opened.suggest(text, most)
    _show(suggestions, as_json, suggestion_blocks)
    if suggestions.problem:
        sys.exit(1)


# --- seeing how it stands -----------------------------------------------------------------------------------


@main.command()
@as_json
@with_session
def status(session: Session, as_json: bool) -> None:
    """What is held of each portal, what is pending, what failed or went quiet, and how the index stands."""
    from crawler.health_report import crawl_health

    settings = session.settings
    with _catalog(settings) as catalog:
        health = crawl_health(catalog, settings.crawler, settings.portals, dt.datetime.now(dt.UTC))
        state: dict[str, Any] = {
            "portals": [_dump(summary) for summary in catalog.summary()],
            "problems": [_dump(problem) for problem in catalog.problems(limit=20)],
            "files": catalog.files.summary(),
            "health": _dump(health),
            "index": _index_status(settings),
        }
    _print_json(state) if as_json else _print(status_blocks(state))
    sys.exit(1 if state["problems"] or health.alarms or state["index"]["problem"] else 0)


def _index_status(settings: Settings) -> dict[str, Any]:
    try:
        with contextlib.closing(indexer.open_index(settings.indexer, settings.storage)) as opened:
            return dict(_dump(opened.status()))
    except TraTinError as error:
        return {"problem": str(error)}


@main.command()
@as_json
@with_session
def doctor(session: Session, as_json: bool) -> None:
    """Check that this machine, the settings and the data are fit for use."""
    settings = session.settings
    checks = (
        run_check("python", _versions),
        run_check("portals", lambda: _portals_and_contact(settings)),
        *check_storage(settings.storage),
        run_check("attached files", describe_programs),
        run_check("index", lambda: _index_size(settings)),
    )
    report = {"checks": [_dump(check) for check in checks]}
    _print_json(report) if as_json else _print(report_blocks(report))
    sys.exit(0 if all(check.ok for check in checks) else 1)


def _versions() -> str:
    from importlib.metadata import version

    packages = ", ".join(f"{name} {version(name)}" for name in ("whoosh", "pyvi", "scrapy"))
    return f"Python {sys.version.split()[0]}, {packages}"


def _portals_and_contact(settings: Settings) -> str:
    contact = settings.crawler.contact or "none yet, so only loopback can be crawled"
    return f"{len(settings.portals)} portals to crawl; contact: {contact}"


def _index_size(settings: Settings) -> str:
    if not settings.storage.index_directory.exists():
        return "none yet: `tratin index` makes it"
    with contextlib.closing(indexer.open_index(settings.indexer, settings.storage)) as opened:
        return f"{opened.status().articles} articles, readable"


# --- the sample portals -------------------------------------------------------------------------------------


@main.command()
@click.option("--once", is_flag=True, help="Check that everything answers, then stop.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8600, show_default=True, help="Of the search page."
)
@click.option(
    "--samples-port",
    type=click.IntRange(0, 65500),
    default=8701,
    show_default=True,
    help="First of the sample portals' ports.",
)
@with_session
def demo(session: Session, once: bool, port: int, samples_port: int) -> None:
    """Crawl the fictional sample portals, index them, and serve the search page."""
    from corpus.samples import portals_of, serve_samples
    from search_web.serving.demo_checks import refuse_taken_port

    settings = _demo_settings(session.settings, port)
    refuse_taken_port(settings.web)
    with serve_samples(base_port=samples_port) as sites:
        settings = settings.model_copy(update={"portals": portals_of(sites)})
        with _progress() as progress:
            report = crawler.crawl(settings.crawler, settings.storage, settings.portals, progress=progress)
            if report.interrupted:
                sys.exit(1)
            _cluster(settings, progress)
            with _catalog(settings) as catalog:
                indexer.update_index(
                    settings.indexer, settings.storage, catalog, rebuild=True, progress=progress
                )
        _print(report_blocks(_dump(report)))
        _check_demo(settings) if once else _serve(settings)


def _demo_settings(settings: Settings, port: int) -> Settings:
    """The demo's data lie apart; its portals are ours, and need no patience when they fail on purpose."""
    settings = settings.beside(settings.storage.directory / "demo")
    hasty = settings.crawler.model_copy(update={"retry_delay_seconds": 1.0, "patience_seconds": 30.0})
    web = settings.web.model_copy(update={"port": port})
    return settings.model_copy(update={"crawler": hasty, "web": web})


def _check_demo(settings: Settings) -> None:
    """Asks the served pages what a visitor would; exits 1 when one does not answer as it should."""
    import threading

    from search_web.serving.demo_checks import demo_answers

    threading.Thread(target=_serve, args=(settings,), daemon=True).start()
    for url, right in demo_answers(settings.web):
        err.print(f"{'ok' if right else 'WRONG'}  {url}")
        if not right:
            sys.exit(1)


@main.command()
@click.option("--articles", type=click.IntRange(1), required=True, help="How many to write.")
@click.option(
    "--out", "path", type=click.Path(path_type=Path), required=True, help="JSON lines; .gz compresses."
)
@click.option(
    "--seed", type=int, default=0, show_default=True, help="The same seed writes the same articles."
)
def samples(articles: int, path: Path, seed: int) -> None:
    """Write a corpus of fictional articles, of any size, for benchmarks."""
    from corpus.samples import write_corpus

    with _progress() as progress:
        write_corpus(path, articles, seed=seed, progress=progress)
    err.print(f"{articles} articles in {path}")


# --- for machines -------------------------------------------------------------------------------------------


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--meta",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help="JSON with url, status, headers.",
)
def parse(file: Path, meta: Path) -> None:
    """Print the article on one saved page as JSON."""
    from crawler.evaluate import parse_file

    _print_json(parse_file(file, meta))


@main.command()
@click.argument("file", metavar="ARTICLE.json", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def understand(file: Path) -> None:
    """Print what an article says: its meeting, documents, tasks, people, each with its evidence."""
    from corpus.understanding import understand_file

    _print_json(_dump(understand_file(file)))


@main.command()
@click.argument("name")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only what stood that day.")
def unit(name: str, on: dt.datetime | None) -> None:
    """Print what a province, district or commune of that name was, and what it is today."""
    from corpus.gazetteer import look_up

    _print_json([answer.model_dump(mode="json") for answer in look_up(name, on.date() if on else None)])


@main.group("eval")
def evaluate() -> None:
    """Score this build against gold."""


@evaluate.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def pages(directory: Path, as_json: bool) -> None:
    """Score the reading of NAME.html beside NAME.meta.json and NAME.gold.json."""
    from crawler.evaluate import evaluate_pages

    _show(evaluate_pages(directory), as_json)


@evaluate.command()
@click.argument("archive", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--generic", is_flag=True, help="Read with the platform adapters switched off.")
@as_json
def capture(archive: Path, gold: Path, generic: bool, as_json: bool) -> None:
    """Score the reading of one portal's saved pages (a ZIP of HTML) against a JSONL of gold."""
    from crawler.evaluate_capture import evaluate_capture

    _show(evaluate_capture(archive, gold, generic=generic), as_json)


@evaluate.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@as_json
def understanding(directory: Path, as_json: bool) -> None:
    """Score what is read out of NAME.txt, the text of a page, against NAME.json."""
    from corpus.understanding import evaluate_understanding

    _show(evaluate_understanding(directory), as_json)


@evaluate.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--pages", "directory", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True
)
@as_json
@with_session
def queries(session: Session, file: Path, directory: Path, as_json: bool) -> None:
    """Say for each query of a TSV (query, kind, first_hit) which article of a folder of pages came first."""
    from crawler.evaluate import read_folder

    wanted = indexer.read_golden_queries(file)
    hits = indexer.first_hits(read_folder(directory), wanted, session.settings.indexer)
    report = {
        "queries": [{**_dump(hit), "right": hit.right} for hit in hits],
        "right": sum(hit.right for hit in hits),
        "asked": len(hits),
        "mrr": indexer.mean_reciprocal_rank(hits),
        "kinds": [_dump(kind) for kind in indexer.by_kind(hits)],
    }
    _print_json(report) if as_json else _print(report_blocks(report))


@evaluate.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--queries",
    type=click.Choice([typing.value for typing in indexer.Typing]),
    default=indexer.Typing.ACCENTED.value,
    show_default=True,
    help="How the questions are typed.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Which accents `half` leaves out.")
@click.option(
    "--peers/--no-peers", default=True, help="Other engines over the same questions.", show_default=True
)
@as_json
@with_session
def ir(session: Session, /, directory: Path, as_json: bool, **options: Any) -> None:
    """Rank a BEIR folder (corpus.jsonl, queries.jsonl, qrels.tsv) with the production chain, beside peers."""
    from benchmarks.quality.compare import Comparing, compare
    from benchmarks.quality.peers import PEERS

    peers = tuple(PEERS) if options["peers"] else ()
    comparing = Comparing(QUALITY_CACHE, peers=peers, seed=options["seed"])
    collection = indexer.read_collection(directory)
    with _progress() as progress:
        typing = indexer.Typing(options["queries"])
        report = compare(collection, session.settings.indexer, comparing, typing, progress)
    _show(report, as_json)


@evaluate.command()
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--seed", type=int, default=0, show_default=True, help="Which words are drawn.")
@as_json
@with_session
def short(session: Session, directory: Path, seed: int, as_json: bool) -> None:
    """Ask words of one to three syllables of a BEIR folder's own documents, with and without accents."""
    collection = indexer.read_collection(directory)
    with _progress() as progress:
        report = indexer.evaluate_short_queries(
            collection, session.settings.indexer, QUALITY_CACHE, seed=seed, progress=progress
        )
    _show(report, as_json)


# --- printing -----------------------------------------------------------------------------------------------


def _dump(report: BaseModel) -> dict[str, Any]:
    return report.model_dump(mode="json")


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _print(blocks: Iterable[Block]) -> None:
    for block in blocks:
        if isinstance(block, TextTable):
            table = Table(*block.columns, title=block.title, title_justify="left", box=None)
            for row in block.rows:
                table.add_row(*map(escape, row))
            out.print(table)
        else:
            parts = ((part.text, STYLES[part.style]) for part in block.parts)
            (err if block.aside else out).print(Text.assemble(*parts))


def _show(
    report: BaseModel,
    as_json: bool,
    blocks: Callable[[dict[str, Any]], Iterable[Block]] = report_blocks,
) -> None:
    value = _dump(report)
    _print_json(value) if as_json else _print(blocks(value))


@contextlib.contextmanager
def _progress() -> Iterator[ProgressCallback]:
    """A callback that draws one bar for each label; nothing is drawn where stderr is not a terminal."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeElapsedColumn(), console=err, disable=not err.is_terminal) as bars:
        tasks: dict[str, Any] = {}

        def report(label: str, done: int, total: int | None) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=total)
            bars.update(tasks[label], completed=done, total=total)

        yield report


def _log_to_stderr(verbose: bool) -> None:
    """Columns and colours on a terminal, plain lines with the time everywhere else."""
    plain = logging.StreamHandler()
    plain.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    handler = RichHandler(console=err, show_path=False) if err.is_terminal else plain
    logging.basicConfig(level=logging.DEBUG if verbose else logging.INFO, handlers=[handler])
    for noisy in ("scrapy", "asyncio", "twisted", "waitress", "charset_normalizer", "readability"):
        logging.getLogger(noisy).setLevel(logging.INFO if verbose else logging.WARNING)


def _catalog(settings: Settings) -> Catalog:
    """The catalog to read. Raises CatalogMissing before the first crawl."""
    return Catalog.open(settings.storage.resolved_catalog_url, read_only=True)


if __name__ == "__main__":
    main()
