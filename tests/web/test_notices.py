"""Do notices reach English readers in English, whatever room made them?"""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import searchapp
from searchapp.fields import FACETS
from searchapp.model import Notice
from searchapp.web.notices import ENGLISH_NOTICES, ENGLISH_WORDS, told
from tests.web.test_pages import page, words

CODE = Path(searchapp.__file__).parent
HOLES = re.compile(r"\{(\w+)\}")


def templates() -> set[str]:
    """Every template that a notice is made of anywhere in the house."""
    found = set()
    for path in CODE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                first = node.args[0] if node.args else None
                if name in ("Notice", "_tell") and isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_notice_has_its_english() -> None:
    """A new notice needs its line in the table, and the table holds no others."""
    assert templates() == set(ENGLISH_NOTICES)


def test_english_fills_in_what_dutch_fills_in() -> None:
    """No value is lost on the way."""
    for dutch, english in ENGLISH_NOTICES.items():
        assert set(HOLES.findall(dutch)) == set(HOLES.findall(english))


def test_facets_have_their_english_within_a_notice() -> None:
    """Where a notice names a facet."""
    assert {facet.label.lower() for facet in FACETS} <= ENGLISH_WORDS.keys()


@pytest.mark.parametrize(
    ("query", "dutch", "english"),
    [
        ("q=(genk", "Haakje zonder partner gelezen als tekst.", "A lonely bracket was read as text."),
        (
            "q=wat+zei+Terhaag+over+de+beker+na+een+nederlaag",
            "Gelezen als vraag: citaten van ‘Terhaag’ over ‘beker’ na een nederlaag.",
            "Read as a question: quotes by ‘Terhaag’ about ‘beker’ after a defeat.",
        ),
        (
            "speaker_team=Wapse",
            "Niets in het archief heeft bij club van de spreker de waarde ‘Wapse’.",
            "Nothing in the archive has the value ‘Wapse’ for speaker’s club.",
        ),
    ],
)
def test_page_and_api_speak_the_asked_language(
    client: FlaskClient, query: str, dutch: str, english: str
) -> None:
    """Dutch unless English is asked for."""
    assert dutch in words(page(client, f"/citaten?{query}"))
    shown = words(page(client, f"/citaten?{query}&lang=en"))
    assert english in shown
    assert dutch not in shown
    assert dutch in client.get(f"/api/v1/quotes?{query}").get_json()["notices"]
    assert english in client.get(f"/api/v1/quotes?{query}&lang=en").get_json()["notices"]


def test_a_sentence_without_english_is_marked_as_dutch() -> None:
    """A screen reader then pronounces it as such; braces of the reader stay what they are."""
    (plain, odd) = told(["Zomaar een zin.", Notice("‘{word}’", word="{x}")], "en")
    assert (plain.words, plain.lang) == ("Zomaar een zin.", "nl")
    assert (odd.words, odd.lang) == ("‘{x}’", "nl")
    (same,) = told([Notice("Ook gezocht op: {words}.", words="{0}")], "en")
    assert (same.words, same.lang) == ("Also searched for: {0}.", "en")


def test_suggestions_are_counted_in_the_asked_language(client: FlaskClient) -> None:
    """The combobox of an English page."""
    dutch = client.get("/api/v1/suggest?q=terh").get_json()
    english = client.get("/api/v1/suggest?q=terh&lang=en").get_json()
    assert (dutch[2][0], english[2][0]) == ("spreker, 1 citaat", "speaker, 1 quote")
    assert client.get("/api/v1/suggest?q=terh&lang=tlh").status_code == 400
