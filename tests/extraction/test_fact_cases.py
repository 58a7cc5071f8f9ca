"""Short reports of every style and sport, each against the facts an editor would give it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from searchapp.extraction import extract
from searchapp.model import Report

CASES: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("fact_cases.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_facts_as_an_editor_gives_them(case: dict[str, Any]) -> None:
    """Sport, competition, stage, teams home first, score and the other teams named are right."""
    found = extract(Report("r", "r.txt", case["text"]))
    assert found.sport == case["sport"]
    assert (found.competition, found.stage) == (case.get("competition"), case.get("stage"))
    assert (list(found.teams), found.score) == (case.get("teams", []), case.get("score"))
    assert set(found.mentioned_teams) == set(case.get("mentioned", []))


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("Sparta won in de voorbereiding met 3-0 van SV Xanten.", "SV Xanten"),
        ("Ajax speelt donderdag tegen het Noorse Fjordby.", "Fjordby"),
        ("De loting leverde PSV-Querbach op, 2-1 in de vorige ronde.", "Querbach"),
        ("Feyenoord verloor met 1-2 van hoofdklasser Zandwijk '24.", "Zandwijk '24"),
    ],
)
def test_unknown_clubs_are_recognised_by_their_place_in_the_sentence(text: str, team: str) -> None:
    """An opponent the lexicon doesn't know is a team as printed."""
    found = extract(Report("r", "r.txt", text))
    assert team in (*found.teams, *found.mentioned_teams)


def test_scorers_and_inhabitants_are_no_clubs() -> None:
    """ "De 3-0 van Bosmans" is a goal, and "van de Leuvenaars" are people."""
    text = "KRC Genk klopte OH Leuven met 3-0. De 3-0 van Bosmans was fraai, tegen de Leuvenaars."
    found = extract(Report("r", "r.txt", text))
    assert (found.teams, found.mentioned_teams) == (("KRC Genk", "OH Leuven"), ())


def test_a_megabyte_of_nothing_but_names_and_scores_is_read_in_time() -> None:
    """Every part of the work stays linear, and names are looked up in a report's length only."""
    found = extract(Report("r", "r.txt", "Genk 2-1 " * 20_000))
    assert found.teams in (("KRC Genk",), ())
