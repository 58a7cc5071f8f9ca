"""Patterns with stars."""

from __future__ import annotations

from fnmatch import fnmatchcase

from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.query.wildcards import fits


@settings(deadline=None)
@given(st.text(alphabet="ab*", max_size=8), st.text(alphabet="ab", max_size=10))
def test_stars_stand_for_any_letters(pattern: str, surface: str) -> None:
    """The result is that of shell patterns."""
    assert fits(pattern, surface) == fnmatchcase(surface, pattern)
