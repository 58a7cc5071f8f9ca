"""Which documents carry a facet value or lie in a range of dates? Columns are asked, not postings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.facetcolumn import Mask
from searchapp.engine.embedded.scratch import Ids
from searchapp.engine.embedded.view import View
from searchapp.model import UNKNOWN, PartialDate
from searchapp.query.ast import FacetMatch


def meant_sets(view: View, match: FacetMatch) -> Mask:
    """Of every set of values of the facet, whether it holds a value that is meant."""

    def make() -> Mask:
        column = view.columns.facets[match.facet]
        sets = column.sets_with(view.kind.words.meant(match, column.values))
        sets[0] = match.text.lower() == UNKNOWN
        return sets

    return view.cache.get(("meant", match), make)


def chosen_sets(view: View, facet: str, values: Sequence[str], every: bool = False) -> Mask:
    """Of every set of values, whether it holds one of these, or every one of them.

    "onbekend" stands for the empty set.
    """
    column = view.columns.facets[facet]
    masks = []
    for value in values:
        number = column.values.find(value)
        sets = column.sets_with([] if number is None else [number])
        if value == UNKNOWN:
            sets[0] = True
        masks.append(sets)
    chosen: Mask = np.logical_and.reduce(masks) if every else np.logical_or.reduce(masks)
    return chosen


def days_overlap(view: View, first: PartialDate | None, last: PartialDate | None, rows: Ids | None) -> Mask:
    """Of some documents, or of all, whether the (partial) date overlaps the range; never without a date."""
    firsts, lasts = (_column(view, name, rows) for name in ("first_day", "last_day"))
    mask: Mask = firsts > 0
    if first:
        mask &= lasts >= first.first_day.toordinal()
    if last:
        mask &= firsts <= last.last_day.toordinal()
    return mask


def _column(view: View, name: str, rows: Ids | None) -> NDArray[np.uint32]:
    column: NDArray[np.uint32] = view.columns.numbers[name]
    return column if rows is None else column.take(rows)
