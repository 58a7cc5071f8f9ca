"""Role nouns: compounds, abbreviations, former holders."""

from __future__ import annotations

import pytest

from searchapp.extraction.roles import role_of


@pytest.mark.parametrize(
    ("noun", "role"),
    [
        ("trainer", "coach"),
        ("T1", "coach"),
        ("ploegleider", "coach"),
        ("assistent-coach", "coach"),
        ("keeperstrainer", "coach"),
        ("oud-bondscoach", "andere"),
        ("ex-trainer", "andere"),
        ("spits", "speler"),
        ("pitcher", "speler"),
        ("dartser", "speler"),
        ("clubvoorzitter", "voorzitter"),
        ("preses", "voorzitter"),
        ("ref", "scheidsrechter"),
        ("sportief directeur", "andere"),
        ("woordvoerster", "andere"),
    ],
)
def test_nouns_give_roles(noun: str, role: str) -> None:
    """A role noun gives its role, former holders are "andere"."""
    found = role_of(noun)
    assert found is not None
    assert found.role == role


@pytest.mark.parametrize("noun", ["bal", "landskampioen", "wedstrijd", "Stefan", "Aarts", ""])
def test_other_nouns_give_none(noun: str) -> None:
    """A noun that means no person gives no role."""
    assert role_of(noun) is None
