"""In which order do the hits come? One page of the order, without sorting everything.

relevance: score, then newest, then id. -date and date: undated last either way, then score,
newest, id. A partial date stands at its first day; of two that begin together the one that
ends later is the newer.
"""

from __future__ import annotations

import numpy as np

from searchapp.engine.embedded.columns import Ints, Mask
from searchapp.engine.embedded.evaluate import Floats
from searchapp.engine.embedded.view import View

_SPAN = 1 << 22
"""More than the ordinal of any day."""


def page(view: View, hits: Mask, scores: Floats, sort: str, bounds: tuple[int, int]) -> Ints:
    """The documents at the places `bounds[0]` up to `bounds[1]` of the order."""
    documents = np.flatnonzero(hits)
    dates = view.columns.numbers["first_day"][documents] * _SPAN + view.columns.numbers["last_day"][documents]
    first = _primary(dates, scores[documents], sort)
    kept = _contenders(first, bounds[1])
    documents, dates, first = documents[kept], dates[kept], first[kept]
    order = np.lexsort((view.id_ranks[documents], -dates, -scores[documents], -first))
    return documents[order[bounds[0] : bounds[1]]]


def _primary(dates: Ints, scores: Floats, sort: str) -> Floats | Ints:
    """What counts first, higher values first."""
    if sort == "-date":
        return dates
    if sort == "date":
        return np.where(dates > 0, -dates, np.iinfo(np.int64).min + 1)
    return scores


def _contenders(first: Floats | Ints, wanted: int) -> Mask | slice:
    """Those that can be among the first `wanted`, ties with the last of them included."""
    if not 0 < wanted < len(first):
        return slice(None)
    threshold = np.partition(first, len(first) - wanted)[len(first) - wanted]
    kept: Mask = first >= threshold
    return kept
