"""Are all texts of the interface in their one place, and all of them used?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from searchapp.fields import FACETS
from searchapp.web import numbers, texts
from searchapp.web.texts_en import ENGLISH, ENGLISH_MONTHS, ENGLISH_NAMES

WEB = Path(texts.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))


def sources() -> str:
    """All templates and modules but the tables of texts themselves."""
    modules = [path for path in WEB.glob("*.py") if path.stem not in ("texts", "texts_en")]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *modules])


def test_every_text_is_used() -> None:
    """A text that no page shows is dead; keys made of parts are looked for by their first part."""
    code = sources()
    made = ("nav.", "theme.", "sort.", "error.", "count.", "footer.help.", "report.", "time.")
    made += ("keys.", "ways.", "timeline.reports", "timeline.quotes")
    made += ("portrait.speaker", "portrait.team", "portrait.competition")
    made += ("amend.hint.", "amend.wrong.", "amend.state.", "basis.")
    made += ("amend.speaker", "amend.role", "amend.team", "amend.words")
    unused = [key for key in texts.TEXTS if f'"{key}"' not in code and not key.startswith(made)]
    assert unused == []


def test_every_text_that_is_asked_for_exists() -> None:
    """No page fails for want of a text."""
    asked = set(re.findall(r'\b(?:t|text)\("([a-z_.\-0-9]+)"[,)]', sources()))
    assert asked - texts.TEXTS.keys() == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_hold_no_words_of_their_own(template: Path) -> None:
    """What is left of a template without tags and expressions are signs and examples."""
    text = template.read_text(encoding="utf-8")
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<code>.*?</code>|<[^<>]*>", " ", text, flags=re.DOTALL)
    assert re.findall(r"[a-z]{3,}", re.sub(r"&\w+;", "", bare)) == []


def test_english_says_everything_that_dutch_says() -> None:
    """The same keys with the same values to fill in, in the same places."""
    holes = re.compile(r"\{(\w+)\}")
    dutch = {key: sorted(holes.findall(words)) for key, words in texts.TEXTS.items()}
    assert {key: sorted(holes.findall(words)) for key, words in ENGLISH.items()} == dutch
    assert len(ENGLISH_MONTHS) == len(texts.MONTHS) == 12


def test_fixed_words_have_their_english() -> None:
    """Facets and roles; only words that are English already are left out."""
    words = {facet.label for facet in FACETS} | {"speler", "voorzitter", "scheidsrechter", "andere"}
    words |= {"onbekend"}
    assert words - ENGLISH_NAMES.keys() <= {"Club", "Sport"}


def test_the_language_is_the_request_s() -> None:
    """Dates, numbers and names follow it; an unknown language is Dutch."""
    try:
        texts.speak("en")
        assert numbers.counted("quotes", 12345) == "12,345 quotes"
        assert (texts.month(3), numbers.decimal(1.25), texts.named("speler")) == ("March", "1.2", "player")
        texts.speak("tlh")
        assert numbers.counted("quotes", 12345) == "12.345 citaten"
    finally:
        texts.speak("nl")


def test_every_facet_has_words_for_readers() -> None:
    """The field table carries the Dutch labels of the panel."""
    assert all(facet.label and facet.plural for facet in FACETS)
