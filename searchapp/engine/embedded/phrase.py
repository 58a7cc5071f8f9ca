"""Where do words stand side by side? Positions laid out on one line, and marks on it.

Of the documents that hold all the words, each gets a stretch of a line of flags that is as long
as its last position. The places of the first word are marked; a place of the second word counts
when the one before it is marked, and so on. That takes one pass over the positions of each
word, where merging sorted keys takes a sort. A few thousand documents at a time stay in the
processor's cache.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from searchapp.engine.embedded.facetcolumn import Mask
from searchapp.engine.embedded.postings import Unsigned
from searchapp.engine.embedded.scratch import Ids, Scratch, Valued
from searchapp.engine.embedded.stored import StoredField
from searchapp.engine.embedded.view import View

_DOCUMENTS = 1 << 14
"""Documents on a line."""


class _Standing(NamedTuple):
    """A term in some documents: its positions, and for each document where there and how many."""

    positions: Unsigned
    starts: Ids
    counts: Ids


def occurrences(view: View, name: str, words: Sequence[Sequence[str]], within: Ids | None = None) -> Valued:
    """The live documents where the words follow each other, and how often; only some if so wished.

    `words`: for each position of the phrase the terms that may stand there.
    """
    lists = [[listed for term in terms for listed in view.listed(name, term)] for terms in words]
    ids, counts = [np.empty(0, np.intp)], [np.empty(0, np.intp)]
    fields = {each.base: each.field for each in lists[0]}
    for base in sorted(fields):
        numbers = [[each.number for each in listed if each.base == base] for listed in lists]
        if all(numbers):
            found = _in_segment(view, fields[base], numbers, None if within is None else within - base)
            ids.append(found.ids + base)
            counts.append(found.values)
    return _live(view, Valued(np.concatenate(ids), np.concatenate(counts)))


def _live(view: View, found: Valued) -> Valued:
    if not len(view.deleted):
        return found
    live = view.live.take(found.ids)
    return Valued(found.ids[live], found.values[live])


def _in_segment(view: View, field: StoredField, words: Sequence[Sequence[int]], within: Ids | None) -> Valued:
    """The same in one segment, by the numbers of the terms."""
    scratch = view.scratch
    holding = [scratch.union([field.documents(number) for number in numbers]) for numbers in words]
    holding.sort(key=len)
    if within is not None:
        holding.insert(0, within[np.searchsorted(within, 0) :])
    documents = reduce(lambda ids, others: ids[scratch.inside(ids, others)], holding)
    if not len(documents):
        return Valued(documents, documents)
    words_there = [[_standing(scratch, field, number, documents) for number in each] for each in words]
    counts = np.concatenate(
        [
            _count(view.line, [[_cut(each, first) for each in word] for word in words_there])
            for first in range(0, len(documents), _DOCUMENTS)
        ]
    )
    kept = np.flatnonzero(counts)
    return Valued(documents[kept], counts[kept])


def _cut(word: _Standing, first: int) -> _Standing:
    """The same in those of the documents that come on one line."""
    part = slice(first, first + _DOCUMENTS)
    return word._replace(starts=word.starts[part], counts=word.counts[part])


def _standing(scratch: Scratch, field: StoredField, number: int, documents: Ids) -> _Standing:
    """A term in these documents; a document that doesn't hold it has none."""
    ids, frequencies = field.postings(number)
    positions = field.positions(number)
    starts = np.cumsum(frequencies, dtype=np.intp) - frequencies
    if len(ids) == len(documents):
        return _Standing(positions, starts, frequencies.astype(np.intp))
    chosen = scratch.inside(ids, documents)
    starts, counts = starts.take(chosen), frequencies.take(chosen).astype(np.intp)
    if len(chosen) == len(documents):
        return _Standing(positions, starts, counts)
    # One of several terms for this place, which not all documents hold.
    held = scratch.inside(documents, ids)
    everywhere = np.zeros((2, len(documents)), np.intp)
    everywhere[0, held], everywhere[1, held] = starts, counts
    return _Standing(positions, *everywhere)


def _runs(starts: Ids, counts: Ids) -> Ids:
    """The numbers from each start on, as many as its count; every count is at least 1.

    One cumulative sum: three times as fast as `np.repeat`.

    >>> _runs(np.array([5, 20]), np.array([3, 2])).tolist()
    [5, 6, 7, 20, 21]
    """
    if not len(counts):
        return np.empty(0, np.intp)
    steps = np.ones(int(counts.sum()), np.intp)
    steps[0] = starts[0]
    steps[np.cumsum(counts)[:-1]] = starts[1:] - starts[:-1] - counts[:-1] + 1
    return np.cumsum(steps, out=steps)


def _spread(numbers: Ids, counts: Ids) -> Ids:
    """Each number as many times as its count; every count is at least 1.

    >>> _spread(np.array([5, 20]), np.array([3, 2])).tolist()
    [5, 5, 5, 20, 20]
    """
    steps = np.zeros(int(counts.sum()), np.intp)
    if len(steps):
        steps[0] = numbers[0]
        steps[np.cumsum(counts)[:-1]] = numbers[1:] - numbers[:-1]
    return np.cumsum(steps, out=steps)


def _count(take_line: Callable[[int], Mask], words: Sequence[Sequence[_Standing]]) -> Ids:
    """How often the words follow each other in each document."""
    longest = np.zeros(len(words[0][0].counts), np.intp)
    for positions, starts, counts in (each for word in words for each in word):
        last = positions.take(np.maximum(starts + counts - 1, 0)).astype(np.intp)
        longest = np.maximum(longest, np.where(counts > 0, last + 2, 0))
    ends = np.cumsum(longest)
    # One place before the first stretch, so that every place has one before it.
    begins = ends - longest + 1
    line = take_line(int(ends[-1]) + 1)
    marked = np.empty(0, np.intp)
    for number, word in enumerate(words):
        places = [_places(each, begins) for each in word]
        together = places[0] if len(places) == 1 else np.unique(np.concatenate(places))
        if number:
            together = together[line.take(together - 1)]
            line[marked] = False
        line[together] = True
        marked = together
    line[marked] = False
    return np.bincount(np.searchsorted(begins, marked, "right") - 1, minlength=len(begins))


def _places(word: _Standing, begins: Ids) -> Ids:
    """The places of a term on the line, ascending."""
    positions, starts, counts = word
    if not counts.all():
        held = np.flatnonzero(counts)
        begins, starts, counts = begins[held], starts[held], counts[held]
    places = _spread(begins, counts)
    places += positions.take(_runs(starts, counts))
    return places
