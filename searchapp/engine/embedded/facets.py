"""How many hits carry each value of each facet, when some values are already chosen?

Values of one facet are alternatives, so a facet is counted over the hits without its own
choice: the reader sees what choosing one more value would bring. Chosen values that must all
hold (`match_all`, for teams) are no alternatives: there the facet is counted over the hits
themselves, which is what one more value would leave.

All this takes one number a document: how many choices it fails. Hits fail none; for a chosen
facet those count, too, that fail its choice alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from searchapp.engine.embedded.facetcolumn import Mask
from searchapp.engine.embedded.listing import Counted, listed
from searchapp.engine.embedded.narrowing import chosen_sets, days_overlap
from searchapp.engine.embedded.scratch import Ids
from searchapp.engine.embedded.view import View
from searchapp.errors import UsageError
from searchapp.fields import FACET, Facet
from searchapp.model import UNKNOWN, FacetCount, Notice, SearchOptions

_ALL_OF = "team"
"""The facet that `match_all` is about."""


class Narrowing:
    """The found documents and the choices of some options."""

    def __init__(self, view: View, found: Ids, options: SearchOptions) -> None:
        """Raises UsageError for a facet that doesn't exist."""
        for name in (*options.filters, *options.excludes):
            if name not in view.kind.facets:
                raise UsageError(f"there is no facet {name!r}", name)
        self._view, self._options = view, options
        self.places = self._eligible(found)
        self._found = found if len(self.places) == len(found) else found[self.places]
        self._fits = {name: self._fit(name) for name, values in options.filters.items() if values}
        self._fails = sum((~fit).view(np.uint8) for fit in self._fits.values()) if self._fits else None
        if self._fails is not None:
            self.places = self.places[self._fails == 0]
        self.hits: Ids = found if len(self.places) == len(found) else found[self.places]

    def _eligible(self, found: Ids) -> Ids:
        """The places of those without an excluded value and within the dates."""
        options = self._options
        kept: Mask | None = None
        for name, values in options.excludes.items():
            if values:
                fit = ~self._carrying(name, values, found)
                kept = fit if kept is None else kept & fit
        if options.date_from or options.date_to:
            fit = days_overlap(self._view, options.date_from, options.date_to, found)
            kept = fit if kept is None else kept & fit
        return np.arange(len(found)) if kept is None else np.flatnonzero(kept)

    def _fit(self, name: str) -> Mask:
        every = self._options.match_all and name == _ALL_OF
        return self._carrying(name, self._options.filters[name], self._found, every)

    def _carrying(self, name: str, values: tuple[str, ...], rows: Ids, every: bool = False) -> Mask:
        sets = chosen_sets(self._view, name, values, every)
        return sets.take(self._view.columns.facets[name].column.take(rows))

    def counts(self, facets: Iterable[Facet]) -> Mapping[str, tuple[FacetCount, ...]]:
        """The values of each facet with exact counts over all hits."""
        result, over_hits = {}, Counting(self._view, self.hits)
        for facet in facets:
            alone = facet.name in self._fits and not (self._options.match_all and facet.name == _ALL_OF)
            over = Counting(self._view, self._without(facet.name)) if alone else over_hits
            selected = self._options.filters.get(facet.name, ())
            result[facet.name] = listed(facet, over.counts(facet.name), selected, self._options.facet_limit)
        return result

    def _without(self, name: str) -> Ids:
        """The documents that fit all choices but perhaps that for one facet."""
        return self._found[(self._fails == 0) | ((self._fails == 1) & ~self._fits[name])]

    def notices(self) -> tuple[str, ...]:
        """A sentence for each chosen value that no record of the archive carries."""
        return tuple(
            Notice(
                "Niets in het archief heeft bij {facet} de waarde ‘{value}’.",
                facet=Notice(FACET[name].label.lower()),
                value=value,
            )
            for name, values in self._options.filters.items()
            for value in values
            if value != UNKNOWN and not len(self._view.carrying(name, value))
        )


class Counting:
    """Counts over some documents; over their complement where that is smaller."""

    def __init__(self, view: View, rows: Ids) -> None:
        """Nothing is counted yet."""
        self._view = view
        self._inverse = len(rows) * 2 > view.count
        self._rows = _others(view, rows) if self._inverse else rows

    def counts(self, facet: str) -> Counted:
        """How many carry each value, and how many carry none."""
        column = self._view.columns.facets[facet]
        if not self._inverse:
            return Counted(column.values, *column.counts(self._rows))
        sets = self._view.set_totals(facet)
        if len(self._rows):
            sets = sets - column.set_counts(self._rows)
        return Counted(column.values, column.counts_of_sets(sets), int(sets[0]))


def _others(view: View, rows: Ids) -> Ids:
    """The live documents that aren't among these."""
    if len(rows) == view.count:
        return np.empty(0, np.intp)
    return view.scratch.others(rows, view.live if len(view.deleted) else None)
