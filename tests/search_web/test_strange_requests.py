"""Whatever stands in a URL, the answer is a page or a refusal, never a failure."""

from urllib.parse import quote

from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

NAMES = ("q", "tinh", "co-quan", "loai", "chu-de", "nam", "tu", "den", "xep", "trang", "lang", "q[0]")
VALUES = st.one_of(
    st.binary(max_size=30).map(lambda octets: "".join(f"%{octet:02X}" for octet in octets)),
    st.text(max_size=40).map(lambda text: quote(text, errors="replace")),
    st.sampled_from(
        ["%00", "%C3%28", "%zz", "x" * 10_000, "9" * 5_000, "999999999999", "-1", "1e9", "%C2%B2", "%D9%A3"]
    ),
    st.sampled_from(["31/2/2019", "1/1/0001", "32/13/99999", "0000", "%22", "(((", "a*", "~", "kien-giang"]),
)
PARAMETERS = st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=6)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)  # 2 s; 700 of them over HTTP found nothing either
@given(st.sampled_from(["/", "/tim", "/tim", "/kho-tin", "/tro-giup", "/tin/%00"]), PARAMETERS)
def test_no_url_makes_the_site_fail(
    client: FlaskClient, path: str, parameters: list[tuple[str, str]]
) -> None:
    url = f"{path}?{'&'.join(f'{name}={value}' for name, value in parameters)}"
    for answer in (client.get(url), client.head(url)):
        assert answer.status_code in (200, 400, 404)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
