"""In which order are the values of a facet shown, and where does the list end? The same for every engine."""

from __future__ import annotations

from collections.abc import Mapping

from searchapp.fields import Facet
from searchapp.model import UNKNOWN, FacetCount


def in_order(
    facet: Facet, counts: Mapping[str, int], selected: tuple[str, ...], limit: int
) -> tuple[FacetCount, ...]:
    """The counts in order, cut off at the limit; chosen values and "onbekend" always stay.

    By count, then by value; a facet listed by value descends, "onbekend" last.
    """
    entries = list((dict.fromkeys(selected, 0) | dict(counts)).items())
    if facet.by_value:
        entries.sort(key=lambda entry: (entry[0] != UNKNOWN, entry[0]), reverse=True)
    else:
        entries.sort(key=lambda entry: (-entry[1], entry[0]))
    return tuple(
        FacetCount(value, count, value in selected)
        for place, (value, count) in enumerate(entries)
        if place < limit or value in selected or value == UNKNOWN
    )
