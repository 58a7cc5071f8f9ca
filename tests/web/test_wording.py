"""Do dates, numbers and matches read like Dutch?"""

from __future__ import annotations

import pytest

from searchapp.model import PartialDate
from searchapp.web import wording
from searchapp.web.numbers import counted


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2025-02-05", "5 februari 2025"),
        ("2025-02", "februari 2025"),
        ("2025", "2025"),
        (None, "datum onbekend"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(value: str | None, shown: str) -> None:
    """Nothing is made up, nothing left out."""
    assert wording.date(PartialDate.parse(value) if value else None) == shown


def test_numbers_agree_with_their_noun() -> None:
    """One report, many reports, thousands with a dot."""
    assert [counted("reports", n) for n in (0, 1, 12345)] == ["0 verslagen", "1 verslag", "12.345 verslagen"]


def test_sides_of_a_match_stand_side_by_side() -> None:
    """Two sides are a match; a round-up is a list that ends in a number."""
    assert wording.teams(["PSV", "AZ"]) == "PSV – AZ"
    assert wording.teams(["PSV"]) == "PSV"
    assert wording.teams(["A", "B", "C", "D", "E", "F"]) == "A, B, C, D en nog 2"


def test_months_are_written_out() -> None:
    """Also as facet values; what is no month stays as it is."""
    assert wording.facet_value("month", "2025-02") == "februari 2025"
    assert wording.facet_value("month", "onbekend") == "onbekend"
    assert wording.facet_value("team", "2025-02") == "2025-02"


@pytest.mark.parametrize(("took", "shown"), [(0.2, "1 ms"), (41.6, "42 ms"), (1234, "1,2 s")])
def test_times_are_short(took: float, shown: str) -> None:
    """Milliseconds, and from a second on seconds with a comma."""
    assert wording.duration(took) == shown
