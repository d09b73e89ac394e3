"""Our settings in Scrapy's words. Whatever Scrapy would bring along by default is named here, or off."""

from typing import Any

from crawler.middlewares import ORDER
from crawler.settings import CrawlerSettings


def scrapy_settings(settings: CrawlerSettings) -> dict[str, Any]:
    """Scrapy's settings for ours. Everything that Scrapy would bring along by default is named or off."""
    return {
        "USER_AGENT": settings.user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "vi,en;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        },
        "SCHEDULER": "crawler.frontier.CatalogScheduler",
        "DOWNLOADER_MIDDLEWARES_BASE": ORDER,
        "SPIDER_MIDDLEWARES_BASE": {},
        "EXTENSIONS_BASE": {},
        "TELNETCONSOLE_ENABLED": False,
        "COOKIES_ENABLED": True,
        "REDIRECT_MAX_TIMES": settings.max_redirects,
        "CONCURRENT_REQUESTS": settings.hosts_at_once,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "CONCURRENT_ITEMS": 1,  # our callbacks yield nothing; Scrapy makes as many tasks for each response
        "DOWNLOAD_DELAY": settings.delay_seconds,
        "DOWNLOAD_DELAY_JITTER": settings.delay_jitter,
        "DOWNLOAD_TIMEOUT": settings.timeout_seconds,
        "DOWNLOAD_MAXSIZE": settings.max_body_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_HANDLERS": {"http": "crawler.tls.PatientHandler", "https": "crawler.tls.JudgingHandler"},
        "DOWNLOAD_FAIL_ON_DATALOSS": False,  # CaptureMiddleware judges what a wrong Content-Length cut off
        "STATS_DUMP": False,
        "LOG_ENABLED": False,
        "LOG_INSTALL_ROOT_HANDLER": False,
    }


def use_bundled_public_suffixes() -> None:
    """Judges domains of cookies by the list inside tldextract, which else asks the network for a new one."""
    from scrapy.downloadermiddlewares import cookies
    from tldextract import TLDExtract

    cookies._split_domain = TLDExtract(cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True)
