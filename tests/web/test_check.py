"""Does the citaatcheck find what was meant, show each difference, and keep silent about it?"""

from __future__ import annotations

import logging
import re

import pytest
from flask.testing import FlaskClient

from tests.web.newsroom import TERHAAG
from tests.web.test_pages import links, page, words

REMEMBERED = "We hebben de finale verdiend, na de rust was er maar één ploeg"


def test_the_empty_page_explains_itself(client: FlaskClient) -> None:
    """A labelled field; nothing is claimed before anything is asked."""
    shown = page(client, "/citaatcheck")
    assert '<label for="text">' in shown
    assert "in de buurt" not in words(shown)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_remembered_sentence_finds_its_quote(client: FlaskClient, method: str) -> None:
    """Who said it, when and where; the sentence stays in the field."""
    data = {"query_string" if method == "GET" else "data": {"text": REMEMBERED}}
    shown = client.open("/citaatcheck", method=method, **data).text
    read = words(shown)
    assert "Wim Terhaag coach, KRC Genk" in read
    assert "5 februari 2025" in read
    assert "KRC Genk – Club Brugge 2-1" in read
    assert REMEMBERED in read
    assert "/verslag/genk-brugge#citaat-1" in links(shown)


def test_each_difference_is_marked_and_said(client: FlaskClient) -> None:
    """Not by colour alone: as insertions and deletions, with words for who can't see them."""
    shown = page(client, f"/citaatcheck?text={REMEMBERED}")
    block = re.search(r"<blockquote>(.*?)</blockquote>", shown, re.DOTALL)
    assert block
    assert re.search(r"<del><span[^>]*>Niet in het verslag: </span>finale</del>", block[1])
    assert re.search(r"<ins><span[^>]*>Wel in het verslag: </span>bekerfinale</ins>", block[1])
    without = re.sub(r"<del>.*?</del>|<span.*?</span>", "", block[1])
    assert words(without) == f"“{TERHAAG}”"


def test_word_for_word_is_said_to_be_so(client: FlaskClient) -> None:
    """100%, and no marks."""
    shown = page(client, f"/citaatcheck?text={TERHAAG}")
    assert "Woordelijk hetzelfde 100% gelijk" in words(shown)
    assert "<del>" not in shown


def test_nothing_near_is_said_honestly(client: FlaskClient) -> None:
    """No quote is offered that has nothing to do with it."""
    shown = page(client, "/citaatcheck?text=Het+regende+pijpenstelen+in+Kerkrade")
    assert "Niets in het archief komt in de buurt" in words(shown)
    assert "<blockquote" not in shown


def test_too_long_a_text_gets_a_friendly_answer(client: FlaskClient) -> None:
    """The page explains; the API refuses."""
    long = "woord " * 500
    assert "te lang" in words(client.post("/citaatcheck", data={"text": long}).text)
    assert client.post("/api/v1/check", json={"text": long}).status_code == 400


@pytest.mark.parametrize(
    "sent",
    [
        {"query_string": {"text": REMEMBERED}},
        {"method": "POST", "data": {"text": REMEMBERED}},
        {"method": "POST", "json": {"text": REMEMBERED}},
    ],
    ids=["address", "form", "json"],
)
def test_the_api_gives_quote_similarity_and_steps(client: FlaskClient, sent: dict[str, object]) -> None:
    """The steps lead from the typed words to the quote as printed."""
    answer = client.open("/api/v1/check", **sent).get_json()
    assert answer["text"] == REMEMBERED
    match = answer["matches"][0]
    assert match["quote"]["text"] == TERHAAG
    assert 0.6 < match["similarity"] < 1
    assert ["replace", "finale ", "bekerfinale "] in match["diff"]
    printed = "".join(step[-1] for step in match["diff"] if step[0] != "delete")
    assert printed == TERHAAG


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"query_string": {"text": " "}},
        {"query_string": {"text": "a", "q": "b"}},
        {"method": "POST", "json": ["text"]},
        {"method": "POST", "json": {"text": 1}},
        {"method": "POST", "data": "{", "content_type": "application/json"},
    ],
)
def test_the_api_names_what_is_wrong(client: FlaskClient, sent: dict[str, object]) -> None:
    """400 with the parameter at fault, never a 500."""
    answer = client.open("/api/v1/check", **sent)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["parameter"] in ("text", "q")


def test_what_is_checked_is_not_logged(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    """An unpublished sentence stays between the editor and the archive."""
    with caplog.at_level(logging.DEBUG):
        client.post("/citaatcheck", data={"text": "zeer geheim"})
        client.get("/api/v1/check?text=zeer+geheim")
    assert "geheim" not in caplog.text
