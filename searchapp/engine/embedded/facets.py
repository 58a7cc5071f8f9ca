"""How many hits carry each value of each facet, when some values are already chosen?

Values of one facet are alternatives, so a facet is counted over the hits without its own
choice: the reader sees what choosing one more value would bring. Chosen values that must all
hold (`match_all`, for teams) are no alternatives: there the facet is counted over the hits
themselves, which is what one more value would leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import numpy as np

from searchapp.engine.embedded.columns import Columns, Mask
from searchapp.errors import UsageError
from searchapp.fields import FACET, Facet
from searchapp.model import UNKNOWN, FacetCount, Notice, SearchOptions

_ALL_OF = "team"
"""The facet that `match_all` is about."""


class Narrowing:
    """The choices of some options as masks over all documents."""

    def __init__(self, columns: Columns, live: Mask, options: SearchOptions) -> None:
        """Raises UsageError for a facet that doesn't exist."""
        for name in (*options.filters, *options.excludes):
            if name not in FACET:
                raise UsageError(f"there is no facet {name!r}", name)
        self._columns, self._live, self._options = columns, live, options
        self._chosen = {name: self._choice(name) for name, values in options.filters.items() if values}

    def _choice(self, name: str) -> Mask:
        masks = self._carrying(name, self._options.filters[name])
        every = self._options.match_all and name == _ALL_OF
        return reduce(np.logical_and if every else np.logical_or, masks)

    def _carrying(self, name: str, values: Iterable[str]) -> list[Mask]:
        column = self._columns.facets[name]
        return [column.carrying(value, self._columns.size) for value in values]

    def hits(self, found: Mask, without: str | None = None) -> Mask:
        """The found documents that fit all choices, or all but those for one facet."""
        masks = [mask for name, mask in self._chosen.items() if name != without]
        return reduce(np.logical_and, masks, found)

    def excluded(self, found: Mask) -> Mask:
        """The found documents without those that carry an excluded value."""
        banned = (
            mask for name, values in self._options.excludes.items() for mask in self._carrying(name, values)
        )
        return reduce(lambda kept, mask: kept & ~mask, banned, found)

    def counts(self, found: Mask, facets: Iterable[Facet]) -> Mapping[str, tuple[FacetCount, ...]]:
        """The values of each facet with exact counts over all hits."""
        result = {}
        hits = self.hits(found)
        for facet in facets:
            alone = facet.name in self._chosen and not (self._options.match_all and facet.name == _ALL_OF)
            over = self.hits(found, without=facet.name) if alone else hits
            counts = self._columns.facets[facet.name].counts(over)
            result[facet.name] = listed(
                facet, counts, self._options.filters.get(facet.name, ()), self._options.facet_limit
            )
        return result

    def notices(self) -> tuple[str, ...]:
        """A sentence for each chosen value that no record of the archive carries."""
        return tuple(
            Notice(
                "Niets in het archief heeft bij {facet} de waarde ‘{value}’.",
                facet=Notice(FACET[name].label.lower()),
                value=value,
            )
            for name, values in self._options.filters.items()
            for value, mask in zip(values, self._carrying(name, values), strict=True)
            if value != UNKNOWN and not (mask & self._live).any()
        )


def listed(
    facet: Facet, counts: Mapping[str, int], selected: tuple[str, ...], limit: int
) -> tuple[FacetCount, ...]:
    """The counts in order, cut off at the limit; chosen values and "onbekend" always stay.

    By count, then by value; a facet listed by value descends, "onbekend" last.
    """
    entries = [(value, counts.get(value, 0)) for value in dict.fromkeys([*counts, *selected])]
    if facet.by_value:
        entries.sort(key=lambda entry: (entry[0] != UNKNOWN, entry[0]), reverse=True)
    else:
        entries.sort(key=lambda entry: (-entry[1], entry[0]))
    room = max(limit, 0)
    kept = []
    for value, count in entries:
        if room > 0 or value in selected or value == UNKNOWN:
            kept.append(FacetCount(value, count, value in selected))
        room -= 1
    return tuple(kept)
