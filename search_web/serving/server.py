"""Serves the app over HTTP with waitress, its pages made by workers. Owns the socket and nothing else."""

import waitress
from flask import Flask

from search_web.serving.workers import Workers, settle
from search_web.settings import WebSettings


def serve(app: Flask, settings: WebSettings) -> None:
    """Answers requests until the process is told to stop. Raises OSError when the port is taken."""
    workers: Workers = app.config["WORKERS"]
    workers.start()
    settle()
    try:
        waitress.serve(
            app,
            host=settings.host,
            port=settings.port,
            threads=settings.threads,
            channel_timeout=settings.channel_timeout_seconds,
            connection_limit=settings.connection_limit,
            ident=None,
            clear_untrusted_proxy_headers=False,  # before ProxyFix could read those of `trusted_proxies`
        )
    finally:
        workers.stop()
