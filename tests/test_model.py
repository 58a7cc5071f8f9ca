"""Partial dates and the field table."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.fields import FACETS
from searchapp.model import PartialDate, Quote, Report

partial_dates = st.one_of(
    st.builds(PartialDate, st.integers(1, 9999)),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.dates().map(lambda day: PartialDate(day.year, day.month, day.day)),
)


@given(partial_dates)
def test_a_partial_date_reads_as_it_is_written(date: PartialDate) -> None:
    """Writing and reading keeps the precision."""
    assert PartialDate.parse(str(date)) == date


@given(partial_dates)
def test_a_partial_date_spans_its_days(date: PartialDate) -> None:
    """First and last day lie within the written year, month and day."""
    assert str(date.first_day).startswith(str(date))
    assert str(date.last_day).startswith(str(date))
    if date.last_day < datetime.date.max:
        assert not str(date.last_day + datetime.timedelta(1)).startswith(str(date))


@pytest.mark.parametrize(
    "text",
    ["", "25", "2025-2", "2025-02-30", "2025-13", "2025-00", "2025-02-00", "2025-02-05T20", "٢٠٢٥", "0000"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """A date that can't be is an error, never a guess."""
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_facets_take_their_values_from_report_and_quote() -> None:
    """A quote carries its own speaker and role, and the facts of its report."""
    quotes = (Quote("Ja", 0, 2, speaker="Wim Terhaag", role="coach"), Quote("Nee", 3, 6))
    report = Report("a", "a.txt", "Ja Nee", teams=("KRC Genk", "PSV"), quotes=quotes, date=PartialDate(2025))
    of_report = {facet.name: facet.of_report(report) for facet in FACETS}
    of_quote = {facet.name: facet.of_quote(report, quotes[1]) for facet in FACETS}
    assert of_report["role"] == ("coach",)
    assert of_report["year"] == ("2025",)
    assert of_report["month"] == ()
    assert of_quote["team"] == ("KRC Genk", "PSV")
    assert of_quote["speaker"] == of_quote["role"] == ()
