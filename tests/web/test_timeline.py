"""Does the timeline show when the hits fall, and does each bar narrow to its period?"""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import UNKNOWN, FacetCount
from searchapp.web.timeline import HEIGHT, WIDTH, timeline
from searchapp.web.urls import SearchRequest, read_request

YEARS = st.dictionaries(st.integers(1950, 2030), st.integers(1, 10_000), max_size=40)


def facets(**counts: dict[str, int]) -> dict[str, list[FacetCount]]:
    """Facets as an engine counts them."""
    return {
        name: [FacetCount(value, count) for value, count in values.items()] for name, values in counts.items()
    }


def asked(*pairs: tuple[str, str]) -> SearchRequest:
    """A request with these parameters."""
    return read_request(pairs, strict=True)


def test_years_without_hits_are_gaps() -> None:
    """Every year from the first to the last has its place; one without hits leads nowhere."""
    shown = timeline("/zoeken", "reports", asked(), facets(year={"2021": 4, "2019": 2, UNKNOWN: 7}))
    assert shown
    assert [(slot.period, slot.path) for slot in shown.slots] == [
        ("2019", "/zoeken?from=2019&to=2019"),
        ("2020", ""),
        ("2021", "/zoeken?from=2021&to=2021"),
    ]
    assert [slot.label for slot in shown.slots][::2] == ["2019: 2 verslagen", "2021: 4 verslagen"]
    assert (shown.first, shown.last, shown.whole) == ("2019", "2021", None)


def test_a_narrowed_search_shows_months() -> None:
    """Within a year the bars are months, December next to January; the way back is there."""
    months = {"2024-12": 3, "2025-01": 1, "2025-02": 5}
    years = {"2024": 3, "2025": 6}
    shown = timeline("/citaten", "quotes", asked(("from", "2024-12")), facets(year=years, month=months))
    assert shown
    assert [slot.period for slot in shown.slots] == list(months)
    assert shown.slots[1].label == "januari 2025: 1 citaat"
    assert shown.whole
    assert shown.whole.path == "/citaten"


def test_a_bar_takes_the_place_of_other_dates() -> None:
    """A chosen year, month or range gives way; all else stays."""
    request = asked(("q", "beker"), ("team", "Ajax"), ("year", "2020"), ("year", "2021"))
    shown = timeline("/zoeken", "reports", request, facets(year={"2020": 1, "2021": 1, "2022": 1}))
    assert shown
    assert [slot.chosen for slot in shown.slots] == [True, True, False]
    assert shown.slots[2].path == "/zoeken?q=beker&team=Ajax&from=2022&to=2022"


def test_one_period_is_no_picture() -> None:
    """Nothing to choose from, nothing shown; nor when no hit is dated."""
    assert timeline("/zoeken", "reports", asked(), facets(year={"2020": 5})) is None
    assert timeline("/zoeken", "reports", asked(), facets(year={UNKNOWN: 5})) is None
    assert timeline("/zoeken", "reports", asked(), {}) is None


@given(years=YEARS, first=st.integers(1950, 2030))
def test_bars_stay_within_the_drawing(years: dict[int, int], first: int) -> None:
    """Whatever the counts, bars stand side by side inside the chart, as high as they count."""
    request = asked(("from", str(first)))
    shown = timeline("/zoeken", "reports", request, facets(year={str(y): n for y, n in years.items()}))
    if shown is None:
        assert len(years) < 2
        return
    edges = [(slot.x, slot.x + slot.width) for slot in shown.slots]
    assert edges == sorted(edges)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(edges))
    assert edges[0][0] >= 0
    assert edges[-1][1] <= WIDTH
    assert all(slot.y >= 0 and slot.y + slot.height <= HEIGHT + 0.01 for slot in shown.slots)
    assert max(slot.height for slot in shown.slots) == HEIGHT
