"""Which URLs may be asked for at all."""

import pytest

from corpus.portal import Portal
from crawler.guard import host_of, is_public, private_names, refusal

PORTAL = Portal(
    key="vinh-an",
    agency="UBND huyện Vĩnh An",
    level="district",
    start_urls=("https://vinhan.example.vn/",),
    hosts=("www.vinhan.example.vn", "93.184.216.34", "10.0.0.7"),
)
LOOPBACK = Portal(
    key="mau",
    agency="Mẫu",
    level="district",
    start_urls=("http://127.0.0.1:8101/",),
    allow_private_addresses=True,
)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://vinhan.example.vn/tin-tuc/1.html", None),
        ("http://VINHAN.example.vn:80/tin-tuc/1.html", None),
        ("https://vinhan.example.vn:443/a", None),
        ("https://www.vinhan.example.vn/a", None),
        ("https://93.184.216.34/a", None),
        ("https://vinhan.example.vn:8443/a", "off-portal"),
        ("https://evil.example/https://vinhan.example.vn/", "off-portal"),
        ("https://vinhan.example.vn.evil.example/", "off-portal"),
        ("https://vinhan.example.vn@evil.example/", "credentials-in-url"),
        ("https://user:secret@vinhan.example.vn/", "credentials-in-url"),
        ("https://10.0.0.7/a", "private-address"),
        ("ftp://vinhan.example.vn/a", "bad-scheme"),
        ("file:///etc/passwd", "bad-scheme"),
        ("javascript:alert(1)", "bad-scheme"),
        ("https:///a", "bad-url"),
        ("https://[::1/a", "bad-url"),
        ("https://vinhan.example.vn:99999/a", "bad-url"),
        ("https://vinhan.example.vn/" + "a" * 2000, "url-too-long"),
    ],
)
def test_only_the_portals_own_public_pages_are_asked_for(url: str, reason: str | None) -> None:
    assert refusal(url, PORTAL) == reason


def test_a_portal_that_owns_some_paths_leaves_the_others_alone() -> None:
    unit = PORTAL.model_copy(update={"paths": ("/donvi/vinhan/",)})
    assert refusal("https://vinhan.example.vn/DonVi/VinhAn/tin.aspx", unit) is None
    assert refusal("https://vinhan.example.vn/donvi/khac/tin.aspx", unit) == "off-portal"
    assert refusal("https://vinhan.example.vn/robots.txt", unit, whole_host=True) is None


def test_loopback_is_for_portals_that_say_so() -> None:
    assert refusal("http://127.0.0.1:8101/a", LOOPBACK) is None
    closed = LOOPBACK.model_copy(update={"allow_private_addresses": False})
    assert refusal("http://127.0.0.1:8101/a", closed) == "private-address"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2606:2800:220:1::1", True),
    ],
)
def test_private_addresses_of_every_kind_are_known(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_a_name_may_be_private_only_if_every_portal_there_allows_it() -> None:
    open_one = LOOPBACK.model_copy(update={"start_urls": ("http://localhost:8101/",)})
    closed = open_one.model_copy(update={"key": "khac", "allow_private_addresses": False})
    assert private_names([open_one]) == {"localhost"}
    assert private_names([open_one, closed]) == frozenset()


def test_host_of_drops_the_default_port_and_case() -> None:
    assert host_of("HTTP://VinhAn.example.vn:80/a") == "vinhan.example.vn"
    assert host_of("http://127.0.0.1:8101/a") == "127.0.0.1:8101"
