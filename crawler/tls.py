"""TLS towards portals: certificates are judged and the result kept, but no page is refused for them.

Portals often send an incomplete chain or let a certificate run out, and we only read public pages. Ciphers
and versions that are no longer safe are offered to the hosts that the settings list, and to no other.
"""

from collections.abc import Callable, Collection
from typing import Any

from OpenSSL import SSL
from scrapy.core.downloader.contextfactory import _ScrapyClientContextFactory
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.core.downloader.tls import _ScrapyClientTLSOptions26
from scrapy.crawler import Crawler
from service_identity import VerificationError
from service_identity.exceptions import CertificateError
from service_identity.hazmat import DNS_ID, IPAddress_ID, verify_service_identity
from service_identity.pyopenssl import extract_patterns
from twisted.internet.ssl import CertificateOptions, TLSVersion

VERIFIED = "verified"
OLD_CIPHERS = "DEFAULT:@SECLEVEL=0"
Tell = Callable[[str, str], None]
"""Called with a host name and what its certificate is."""


def _old_options() -> Any:
    """Options of a connection that speaks TLS 1.0 if it must."""
    return CertificateOptions(fixBrokenPeers=True, insecurelyLowerMinimumTo=TLSVersion.TLSv1_0)


class JudgingTLSOptions(_ScrapyClientTLSOptions26):
    """One connection's options: every certificate is accepted, and judged."""

    def __init__(self, create: Any, hostname: str, tell: Tell) -> None:
        super().__init__(create, hostname)
        self._name, self._tell = hostname, tell

    def clientConnectionForTLS(self, tlsProtocol: Any) -> SSL.Connection:  # noqa: N802, N803 - Twisted's name
        """A connection that accepts the certificate and says what it thinks of it."""
        connection = super().clientConnectionForTLS(tlsProtocol)
        connection.set_verify(SSL.VERIFY_PEER, self._judge_with(set()))
        return connection

    def _judge_with(self, faults: set[str]) -> Callable[..., bool]:
        def judge(connection: SSL.Connection, certificate: Any, error: int, depth: int, ok: int) -> bool:
            if error:
                faults.add(_verify_error(error))
            if depth == 0:
                faults.update(_wrong_name(certificate, self._name, is_name=self._hostnameIsDnsName))
                self._tell(self._name, f"not-verified: {', '.join(sorted(faults))}" if faults else VERIFIED)
            return True

        return judge


class JudgingContextFactory(_ScrapyClientContextFactory):
    """Scrapy's, with a trust store to judge by and old ciphers for the hosts that need them."""

    tell: Tell
    old_hosts: Collection[str] = ()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "JudgingContextFactory":
        from crawler.engine import run_of

        factory: JudgingContextFactory = super().from_crawler(crawler, *args, **kwargs)
        run = run_of(crawler)
        factory.tell, factory.old_hosts = run.judged_certificate, frozenset(run.settings.old_tls_hosts)
        return factory

    def creatorForNetloc(self, hostname: bytes, port: int) -> Any:  # noqa: N802 - Twisted's name
        """The options of a connection to this host."""
        name = hostname.decode("ascii")
        old = name in self.old_hosts
        options = _old_options() if old else self._get_cert_options()
        context = options.getContext()
        if old:
            context.set_cipher_list(
                OLD_CIPHERS.encode()
            )  # Twisted drops the security level from its own list
        context.set_default_verify_paths()
        return JudgingTLSOptions(options._makeTLSConnection, name, self.tell)


class PatientHandler(HTTP11DownloadHandler):
    """Scrapy's, but it never asks again by itself when a connection breaks: that would be without delay."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool.retryAutomatically = False


class JudgingHandler(PatientHandler):
    """The same for https, with our judgement of certificates."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._contextFactory = JudgingContextFactory.from_crawler(crawler)  # type: ignore[assignment]


def _verify_error(number: int) -> str:
    """OpenSSL's word for the fault, such as `certificate has expired`."""
    library, ffi = SSL._lib, SSL._ffi  # type: ignore[attr-defined]  # there is no public name
    return str(ffi.string(library.X509_verify_cert_error_string(number)).decode("ascii", "replace"))


def _wrong_name(certificate: Any, name: str, *, is_name: bool) -> set[str]:
    try:
        service = DNS_ID(name) if is_name else IPAddress_ID(name)
        verify_service_identity(extract_patterns(certificate), [service], [])
    except (CertificateError, VerificationError, ValueError):
        return {"certificate is for another host"}
    return set()
