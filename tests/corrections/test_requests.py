"""What an editor may ask for, and what is told when it can't be."""

from __future__ import annotations

import pytest

from searchapp.corrections.requests import Request, changes
from searchapp.errors import UsageError
from searchapp.model import Quote, Report

TEXT = "KRC Genk won. “Goed zo”, klonk het. Op het spandoek: Goed zo."
REPORT = Report(id="r", source="r", text=TEXT, sport="voetbal", quotes=(Quote("Goed zo", 15, 22),))


@pytest.mark.parametrize(
    ("name", "values", "stored"),
    [
        ("competition", ["Croky Cup"], "Beker van België"),
        ("competition", ["Dorpsbeker van Ons Dorp"], "Dorpsbeker van Ons Dorp"),
        ("team", ["Genk", "FC Verzonnen"], ("KRC Genk", "FC Verzonnen")),
        ("mentioned_teams", [], ()),
        ("stage", ["1/8e finale"], "achtste finale"),
        ("score", [" 2–1 "], "2-1"),
        ("date", ["2025-02"], "2025-02"),
        ("season", ["2024-2025"], "2024-2025"),
        ("sport", ["Voetbal"], "voetbal"),
        ("venue", [], None),
        ("language", [""], None),
    ],
)
def test_values_are_stored_as_the_archive_knows_them(name: str, values: list[str], stored: object) -> None:
    """Known names become canonical, others are kept, nothing is "not known"."""
    (change,) = changes(REPORT, Request({name: values}))
    assert change.value == stored


@pytest.mark.parametrize(
    ("request_", "parameter"),
    [
        (Request({"date": ["5 februari"]}), "date"),
        (Request({"date": ["2025-02-30"]}), "date"),
        (Request({"score": ["twee-een"]}), "score"),
        (Request({"score": ["٢-١"]}), "score"),
        (Request({"stage": ["voorbeschouwing"]}), "stage"),
        (Request({"season": ["2024-2026"]}), "season"),
        (Request({"language": ["Nederlands"]}), "language"),
        (Request({"kleur": ["rood"]}), "kleur"),
        (Request({"sport": ["darts", "hockey"]}), "sport"),
        (Request({"venue": ["x" * 201]}), "venue"),
        (Request({"venue": ["a\x00b"]}), "venue"),
        (Request({"venue": ["half \ud800"]}), "venue"),
        (Request(), "set"),
        (Request(quote=1), "quote"),
        (Request(quote=2, no_quote=True), "quote"),
        (Request(details={"speaker": "Jan"}), "quote"),
        (Request(quote=1, details={"role": "trainer"}), "role"),
        (Request(quote=1, no_quote=True, details={"speaker": "Jan"}), "no_quote"),
        (Request(add="staat er niet"), "add_quote"),
        (Request(add="Goed zo", occurrence=3), "add_quote"),
        (Request(add="Goed zo", quote=1), "add_quote"),
    ],
)
def test_what_cannot_be_done_names_the_parameter(request_: Request, parameter: str) -> None:
    """Each mistake is a sentence about one parameter."""
    with pytest.raises(UsageError) as caught:
        changes(REPORT, request_)
    assert caught.value.parameter == parameter
    assert str(caught.value)


def test_new_quote_comes_with_its_speaker() -> None:
    """The place of the words is a quote, and who says it is part of the same request."""
    made = changes(
        REPORT, Request(add="Goed zo", occurrence=2, details={"speaker": " Jan  Bral ", "role": ""})
    )
    assert [(change.attribute, change.value) for change in made] == [
        ("quote", True),
        ("speaker", "Jan Bral"),
        ("role", None),
    ]
    assert {change.passage.find(TEXT) for change in made if change.passage} == {TEXT.rindex("Goed zo")}
