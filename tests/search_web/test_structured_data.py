"""JSON-LD of article pages: what search engines read is what the page shows, and nothing in it is markup."""

import json
import re
from typing import Any

from flask.testing import FlaskClient


def nodes(client: FlaskClient, article_id: str) -> list[dict[str, Any]]:
    page = client.get(f"/tin/{article_id}").get_data(as_text=True)
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(blocks) == 1
    assert "<" not in blocks[0], "nothing can end the block early"
    data = json.loads(blocks[0])
    assert data["@context"] == "https://schema.org"
    graph: list[dict[str, Any]] = data["@graph"]
    return graph


def test_a_meeting_is_an_article_about_an_event(client: FlaskClient, site) -> None:
    article, event = nodes(client, site.id_of("meeting"))
    assert article["@type"] == "NewsArticle"
    assert article["headline"] == site.articles["meeting"].title
    assert article["datePublished"] == "2019-07-12T15:40:00+07:00"
    assert article["isBasedOn"] == site.articles["meeting"].url
    assert article["publisher"]["name"] == "UBND huyện Hòn Đất"
    assert article["about"] == [{"@id": event["@id"]}]
    assert [law["legislationIdentifier"] for law in article["mentions"]] == ["58/KH-UBND", "417/SNN-TL"]
    assert (event["@type"], event["startDate"]) == ("Event", "2019-07-12")
    assert event["location"] == {"@type": "Place", "name": "Hội trường UBND huyện"}
    assert event["contributor"][0]["jobTitle"] == "Phó Chủ tịch UBND huyện"


def test_what_is_not_known_is_not_said(client: FlaskClient, site) -> None:
    (article,) = nodes(client, site.id_of("bare"))
    assert not {"datePublished", "dateModified", "publisher", "about", "mentions"} & article.keys()


def test_a_document_is_no_news_and_its_date_no_more_precise_than_known(client: FlaskClient, site) -> None:
    (document,) = nodes(client, site.id_of("document"))
    assert (document["@type"], document["datePublished"]) == ("DigitalDocument", "2024-03")


def test_markup_of_a_portal_stays_text(client: FlaskClient, site) -> None:
    article, *_ = nodes(client, site.id_of("hostile"))
    assert article["headline"] == site.articles["hostile"].title
