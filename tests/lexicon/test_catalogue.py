"""The lexicon as loaded: canonical names, ambiguity, budget."""

from __future__ import annotations

import time

import pytest

from searchapp.lexicon import Catalogue, lexicon
from searchapp.lexicon.catalogue import STAGE_ORDER, years


@pytest.mark.parametrize(
    ("printed", "sport", "canonical"),
    [
        ("Genk", "voetbal", "KRC Genk"),
        ("AA Gent", "voetbal", "KAA Gent"),
        ("KRC Genk", None, "KRC Genk"),
        ("Geen Club Zo Heet", "voetbal", None),
    ],
)
def test_clubs_have_one_name(printed: str, sport: str | None, canonical: str | None) -> None:
    """An alias leads to the canonical name; an unknown name to nothing."""
    assert lexicon().canonical_team(printed, sport) == canonical


@pytest.mark.parametrize(
    ("printed", "year", "canonical"),
    [
        ("Croky Cup", 2018, "Beker van België"),
        ("Keuken Kampioen Divisie", 2020, "Eerste Divisie"),
        ("Jupiler League", 2012, "Eerste Divisie"),
        ("Jupiler League", 2004, "Jupiler Pro League"),
    ],
)
def test_sponsor_names_are_names_of_their_years(printed: str, year: int, canonical: str) -> None:
    """A sponsor's name leads to the competition that bore it in that year."""
    assert lexicon().canonical_competition(printed, "voetbal", year) == canonical


def test_the_lexicon_knows_sports_and_stages() -> None:
    """The twelve named sports exist, and every knock-out round is a stage."""
    named = {"voetbal", "wielrennen", "tennis", "basketbal", "volleybal", "hockey", "handbal", "korfbal"}
    assert named | {"atletiek", "schaatsen", "darts", "motorsport"} <= set(lexicon().sports)
    assert all(lexicon().gazetteer.lookup(stage) for stage in STAGE_ORDER)


def test_years_of_a_name() -> None:
    """Open and closed spans and single years are read; anything else is no span."""
    assert years("2015-2024") == (2015, 2024)
    assert years("-2008") == (0, 2008)
    assert years("2018-") == (2018, 9999)
    assert years("2013") == (2013, 2013)
    assert years("basketbal") is None


def test_loading_is_quick() -> None:
    """Loading takes a fraction of a second of processor time."""
    start = time.process_time()
    Catalogue()
    assert time.process_time() - start < 1.0
