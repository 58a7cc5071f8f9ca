"""Synonyms are shown to the editor, who can switch them off."""

from __future__ import annotations

import re
from html import unescape

from flask.testing import FlaskClient


def test_one_click_leaves_only_the_typed_words(client: FlaskClient) -> None:
    """The page says what else was searched and links to the same search without it."""
    page = client.get("/zoeken?q=keeper").get_data(as_text=True)
    assert "Ook gezocht op:" in page
    link = re.search(r'<a href="([^"]+)"[^>]*>Zoek alleen mijn eigen woorden', page)
    assert link
    plain = client.get(unescape(link[1])).get_data(as_text=True)
    assert "Ook gezocht op:" not in plain
    assert "zonder synoniemen" in plain


def test_hits_of_a_synonym_are_marked_in_the_report(client: FlaskClient) -> None:
    """Who searched "wedstrijd" sees what else led to the report."""
    page = client.get("/verslag/genk-brugge?q=trainer").get_data(as_text=True)
    assert "<mark" in page
    plain = client.get("/verslag/genk-brugge?q=trainer&synonyms=0").get_data(as_text=True)
    assert "<mark" not in plain


def test_precisely_the_typed_words_are_one_click_away(client: FlaskClient) -> None:
    """The switch finds the surface form alone and can be taken back as a chip."""
    page = client.get("/zoeken?q=bekerfinales").get_data(as_text=True)
    link = re.search(r'<a class="link exactly" href="([^"]+)"', page)
    assert link
    exact = client.get(unescape(link[1])).get_data(as_text=True)
    assert "precies deze woorden" in exact
    assert "<mark>" not in exact
