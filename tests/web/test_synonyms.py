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
