"""Do scores and dates stay on one line, with the text as it is?"""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from searchapp.web.unbroken import unbroken
from tests.web.test_pages import page


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Genk won met 2-1 van AZ", ["2-1"]),
        ("op 5 februari 2025, in maart 2024", ["5 februari 2025", "maart 2024"]),
        ("on 5 February 2025", ["5 February 2025"]),
        ("seizoen 2024-2025 (3–0)", ["2024-2025", "3–0"]),
        ("2024-08-31", ["2024-08-31"]),
        ("tel 012345-1 of 1-123456", []),
    ],
)
def test_what_stays_together(text: str, whole: list[str]) -> None:
    """Scores, seasons and dates, as printed in Dutch and English."""
    assert re.findall(r'<span class="nobr">([^<]*)</span>', unbroken(text)) == whole


@given(st.text("0123456789-–<>&\"' mei", max_size=60))
def test_the_text_stays_the_same_and_safe(text: str) -> None:
    """Without the added elements it reads as before; marks that were made safe stay."""
    shown = unbroken(text)
    bare = re.sub(r"</?span[^>]*>", "", shown)
    assert html.unescape(bare) == text
    assert not re.search(r"<(?!span class=\"nobr\">|/span>)", shown)
    assert unbroken(Markup("<mark>x</mark>")) == "<mark>x</mark>"


def test_pages_keep_scores_together(client: FlaskClient) -> None:
    """In a title, a quote's citation and the text of a report."""
    assert '<span class="nobr">2-1</span>' in page(client, "/verslag/genk-brugge")
    assert 'Club Brugge <span class="nobr">2-1</span>, Beker' in page(client, "/citaten?q=bekerfinale")
