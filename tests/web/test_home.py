"""Is the picture of the archive true?"""

from __future__ import annotations

from searchapp.model import FacetCount
from searchapp.web.home import CHART_HEIGHT, CHART_WIDTH, bars


def test_bars_stand_for_years() -> None:
    """In order of time, as high as their share, years without reports left open."""
    counts = [
        FacetCount(*pair) for pair in (("2024", 4), ("2019", 2), ("onbekend", 9), ("2023", 1), ("2020", 4))
    ]
    drawn = bars(counts)
    assert [bar.year for bar in drawn] == ["2019", "2020", "2023", "2024"]
    assert [bar.height / CHART_HEIGHT for bar in drawn] == [0.5, 1, 0.25, 1]
    assert all(bar.y + bar.height == CHART_HEIGHT for bar in drawn)
    assert drawn[2].x - drawn[1].x > 2 * (drawn[1].x - drawn[0].x)
    assert drawn[-1].x + drawn[-1].width <= CHART_WIDTH
    assert drawn[0].label == "2019: 2 verslagen"


def test_a_few_years_make_no_picture() -> None:
    """Two bars side by side would say less than the line above them."""
    assert bars([FacetCount("2024", 4), FacetCount("2019", 2)]) == []
