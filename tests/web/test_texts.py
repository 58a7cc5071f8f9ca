"""Are all texts of the interface in their one place, and all of them used?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from searchapp.fields import FACETS
from searchapp.web import texts

WEB = Path(texts.__file__).parent
TEMPLATES = sorted((WEB / "templates").glob("*.html"))


def sources() -> str:
    """All templates and modules but the table of texts itself."""
    modules = [path for path in WEB.glob("*.py") if path.name != "texts.py"]
    return "\n".join(path.read_text(encoding="utf-8") for path in [*TEMPLATES, *modules])


def test_every_text_is_used() -> None:
    """A text that no page shows is dead; keys made of parts are looked for by their first part."""
    code = sources()
    made = ("nav.", "sort.", "error.", "count.", "footer.help.", "report.", "time.")
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


def test_every_facet_has_words_for_readers() -> None:
    """The field table carries the Dutch labels of the panel."""
    assert all(facet.label and facet.plural for facet in FACETS)
