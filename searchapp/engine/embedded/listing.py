"""Which values of a facet are shown, and in which order? The first of many, without sorting all."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from searchapp.engine.embedded.facetcolumn import Counts
from searchapp.engine.embedded.scratch import Ids
from searchapp.engine.embedded.strings import Strings
from searchapp.engine.facetorder import in_order
from searchapp.fields import Facet
from searchapp.model import UNKNOWN, FacetCount


class Counted(NamedTuple):
    """How many hits carry each of the values (ascending), and how many carry none."""

    values: Strings
    counts: Counts
    unknown: int


def listed(facet: Facet, counted: Counted, selected: tuple[str, ...], limit: int) -> tuple[FacetCount, ...]:
    """The counts as `in_order` lists them."""
    numbers = leading(counted.counts, max(limit, 0) + 1, facet.by_value)
    counts = dict(zip(counted.values.chosen(numbers), counted.counts[numbers].tolist(), strict=True))
    for value in selected:
        number = counted.values.find(value)
        counts.setdefault(value, 0 if number is None else int(counted.counts[number]))
    if counted.unknown or UNKNOWN in selected:
        counts[UNKNOWN] = counts.get(UNKNOWN, 0) + counted.unknown
    return in_order(facet, counts, selected, limit)


def leading(counts: Counts, wanted: int, by_value: bool = False) -> Ids:
    """The numbers of the first `wanted` values that anybody carries, ascending.

    By count, then by number; or, by value, those with the highest numbers.
    """
    filled = np.flatnonzero(counts)
    if by_value:
        return filled[max(len(filled) - wanted, 0) :]
    if len(filled) <= wanted:
        return filled
    held = counts.take(filled)
    least = np.partition(held, len(held) - wanted)[len(held) - wanted]
    more, ties = filled[held > least], filled[held == least]
    return np.sort(np.concatenate([more, ties[: wanted - len(more)]]))
