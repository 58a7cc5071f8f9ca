"""What a result means for the speaker's team."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchapp.extraction.outcome import outcome
from searchapp.model import Report


@given(st.integers(0, 9), st.integers(0, 9))
def test_one_sides_win_is_the_others_loss(home: int, away: int) -> None:
    """The two outcomes of a match mirror each other."""
    report = Report("r", "r.txt", "", teams=("KRC Genk", "KAA Gent"), score=f"{home}-{away}")
    mirror = {"winst": "verlies", "verlies": "winst", "gelijk": "gelijk"}
    own = outcome(report, "KRC Genk")
    assert own is not None
    assert outcome(report, "KAA Gent") == mirror[own]


def test_no_outcome_without_result_or_for_others() -> None:
    """Previews, other clubs and unknown speakers have none."""
    assert outcome(Report("r", "r.txt", "", teams=("KRC Genk", "KAA Gent")), "KRC Genk") is None
    played = Report("r", "r.txt", "", teams=("KRC Genk", "KAA Gent"), score="1-0")
    assert outcome(played, "Club Brugge") is None
    assert outcome(played, None) is None
