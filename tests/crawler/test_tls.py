"""Portals over TLS: pages are read whatever the certificate, and what it is worth is kept."""

import contextlib
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from corpus.catalog import Catalog

if TYPE_CHECKING:
    CrawlProcess = LoopbackSite = Any


def self_signed(directory: Path, address: str) -> ssl.SSLContext:
    """A server's context with a certificate of its own for this address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "vinhan.example.vn")])
    begin = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = directory / "server.pem"
    encoding = serialization.Encoding.PEM
    plain = serialization.NoEncryption()
    file.write_bytes(
        key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain) + made.public_bytes(encoding)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@contextlib.contextmanager
def serving_over_tls(site: "LoopbackSite", context: ssl.SSLContext) -> Iterator[int]:
    """The port of a TLS server with one article."""
    path = site.article(1)
    site.list_page("/", [path])
    pages = site.pages

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served = pages.get(self.path)
            self.send_response(served.status if served else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(served.body if served else b"<h1>404</h1>")

        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.fixture(params=["127.0.0.1", "127.0.0.9"])
def secure_port(
    request: pytest.FixtureRequest, site: "LoopbackSite", tmp_path: Path
) -> Iterator[tuple[int, str]]:
    """A TLS server's port, and the address its certificate is for."""
    with serving_over_tls(site, self_signed(tmp_path, request.param)) as port:
        yield port, request.param


def test_a_portal_is_read_over_tls_and_its_certificate_is_judged(
    secure_port: tuple[int, str], site: "LoopbackSite", crawled: "CrawlProcess"
) -> None:
    port, certified = secure_port
    portal = site.portal(start_urls=[f"https://127.0.0.1:{port}/"])
    result = crawled(portal, old_tls_hosts=["127.0.0.1"] if certified == "127.0.0.9" else [])
    assert result.report["portals"][0]["articles_new"] == 1, result.log
    with Catalog.open(crawled.catalog_url, read_only=True) as catalog:
        (host,) = catalog.hosts()
    assert host.tls is not None
    assert host.tls.startswith("not-verified: ")
    assert "self-signed certificate" in host.tls
    assert ("another host" in host.tls) is (certified != "127.0.0.1")
    assert result.log.count(host.tls) == 1, "told once"


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1 is deprecated")
def test_tls_of_1999_is_spoken_with_listed_hosts_only(
    site: "LoopbackSite", crawled: "CrawlProcess", tmp_path: Path
) -> None:
    old = self_signed(tmp_path, "127.0.0.1")
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1
    with serving_over_tls(site, old) as port:
        portal = site.portal(start_urls=[f"https://127.0.0.1:{port}/"])
        refused = crawled(portal, patience_seconds=0)
        assert refused.report["portals"][0]["articles_new"] == 0
        assert "connection-broken" in refused.log
        listed = crawled(portal, old_tls_hosts=["127.0.0.1"])
        assert listed.report["portals"][0]["articles_new"] == 1, listed.log
