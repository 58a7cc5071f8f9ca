"""In which order do the hits come? One page of the order, without sorting everything.

relevance: score, then newest, then id. -date and date: undated last either way, then score,
newest, id. A partial date stands at its first day; of two that begin together the one that
ends later is the newer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.scratch import Floats, Ids
from searchapp.engine.embedded.view import View

_SPAN = 1 << 22
"""More than the ordinal of any day."""
_DIGITS = 9
"""Scores that agree so far are equal."""
_BLOCK = 512

Key = Callable[[Ids], "NDArray[np.int64] | Floats"]
"""Of the hits at some places a number each, the smaller the sooner."""


def page(view: View, hits: Ids, scores: Floats | None, sort: str, bounds: tuple[int, int]) -> Ids:
    """The places in `hits` of those at the places `bounds[0]` up to `bounds[1]` of the order.

    `scores`: of the hits; None: all are 0.
    """
    places = np.arange(len(hits)) if scores is None or sort != "relevance" else _best(scores, bounds[1])

    def days(chosen: Ids) -> NDArray[np.int64]:
        documents = hits.take(chosen)
        first, last = (
            view.columns.numbers[name].take(documents).astype(np.int64) for name in ("first_day", "last_day")
        )
        return first * _SPAN + last

    def newest(chosen: Ids) -> NDArray[np.int64]:
        return -days(chosen)

    def oldest(chosen: Ids) -> NDArray[np.int64]:
        dates = days(chosen)
        return np.where(dates > 0, dates, np.iinfo(np.int64).max)

    keys: list[Key] = [newest]
    if scores is not None:
        keys.insert(0, lambda chosen: -np.round(scores.take(chosen), _DIGITS))
    if sort != "relevance":
        keys.insert(0, newest if sort == "-date" else oldest)
    return first(view, hits, places, keys, bounds[1])[bounds[0] :]


def _best(scores: Floats, wanted: int) -> Ids:
    """Places that hold the best `wanted`, and all that tie with the last of them; mostly few more.

    The best of each block of scores give a bound that is nearly as sharp as a full selection.
    """
    if not 0 < wanted < len(scores):
        return np.arange(len(scores))
    blocks = len(scores) // _BLOCK
    tops = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1) if blocks >= 4 * wanted else scores
    least = np.partition(tops, len(tops) - wanted)[len(tops) - wanted]
    return np.flatnonzero(scores >= least - 10.0**-_DIGITS)


def first(view: View, documents: Ids, places: Ids, keys: Sequence[Key], wanted: int) -> Ids:
    """Of the documents at some places the first `wanted` by these keys, then by id; as places.

    Key after key only those are looked at that tie with the last wanted one.
    """
    chosen, rest, room = [], places, wanted
    for key in keys:
        if not 0 < room < len(rest):
            break
        numbers = key(rest)
        least = np.partition(numbers, room - 1)[room - 1]
        chosen.append(rest[numbers < least])
        rest = rest[numbers == least]
        room -= len(chosen[-1])
    if room < len(rest):
        rest = rest[_by_id(view, documents.take(rest))[: max(room, 0)]]
    found = np.concatenate([*chosen, rest])
    ranks = np.empty(len(found), np.intp)
    ranks[_by_id(view, documents.take(found))] = np.arange(len(found))
    return found[np.lexsort([ranks, *(key(found) for key in reversed(keys))])]


def _by_id(view: View, documents: Ids) -> Ids:
    """The places of documents in the order of their ids (and numbers of quotes)."""
    ids = [view.columns.ids.encoded(document) for document in documents.tolist()]
    numbers = view.columns.numbers["number"].take(documents).tolist()
    return np.array(sorted(range(len(ids)), key=lambda place: (ids[place], numbers[place])), np.intp)
