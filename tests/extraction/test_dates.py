"""The date of a report: only what it says, with its precision."""

from __future__ import annotations

import pytest

from searchapp.extraction import extract
from searchapp.model import Report


def date_of(text: str) -> str | None:
    """The extracted date in ISO form."""
    date = extract(Report("r", "r.txt", text)).date
    return str(date) if date else None


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (" date 2025-02 Club Brugge won met 2-1.", "2025-02"),
        ("date 2019 Genk won.", "2019"),
        ("Datum: 05-02-2025 22:46\n\nGenk won met 2-1.", "2025-02-05"),
        ("2012-11-03\n\nGenk won met 2-1.", "2012-11-03"),
        ("GENK, 5 februari 2025 - Genk won met 2-1.", "2025-02-05"),
        ("Genk wint\n\nDoor Jan Maes | 5/2/2025 om 22u46\n\nGenk won met 2-1.", "2025-02-05"),
        ("Genk won woensdag 5 februari 2025 met 2-1 van Gent.", "2025-02-05"),
        ("Genk won.\n\nGepubliceerd op 5 februari 2025", "2025-02-05"),
        ("Februari 2025\n\nWoensdag 5 februari won Genk met 2-1.", "2025-02-05"),
    ],
)
def test_dates_are_read_with_their_precision(text: str, date: str) -> None:
    """Marks, stamps, datelines and full dates count; day precedes month."""
    assert date_of(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "Genk won woensdag met 2-1.",
        "De eerste finalist van de Croky Cup 2018 is bekend.",
        "Genk wint\n\nGenk won.\n\nGoed.\n\nMooi.\n\nZo.\n\nHij ligt vast tot 30 juni 2027.",
        "Genk won in 2009 de beker.",
        "Genk won op 31 februari 2020.",
        "",
    ],
)
def test_no_date_is_made_up(text: str) -> None:
    """Weekdays, competition years, contracts and impossible days are no dates."""
    assert date_of(text) is None


def test_season_follows_from_date_and_sport() -> None:
    """Football plays from July to June, cycling by the calendar; a bare year splits no season."""
    football = "Genk won met 2-1 van Gent. De doelman pakte een strafschop."
    assert extract(Report("r", "r.txt", f"2025-02-05\n\n{football}")).season == "2024-2025"
    assert extract(Report("r", "r.txt", f"2025-08-05\n\n{football}")).season == "2025-2026"
    assert extract(Report("r", "r.txt", f"2025\n\n{football}")).season is None
    race = "De renner won de sprint van het peloton in Gent-Wevelgem."
    assert extract(Report("r", "r.txt", f"2025-03-30\n\n{race}")).season == "2025"
