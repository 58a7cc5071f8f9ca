"""Documents say which terms they hold; which documents hold a term? One sort of whole numbers tells.

Each occurrence becomes one number, (term, document, position) from the highest bits to the lowest,
with terms numbered in their order. Sorted, the numbers are the postings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.engine.embedded.blocks import Block, Occurrences
from searchapp.engine.embedded.postings import FieldPostings, Words

_Keys = NDArray[np.uint64]
_KEY_BITS = 64


class Inverted(NamedTuple):
    """Documents as postings. lengths: words of each document, by field."""

    size: int
    fields: Mapping[str, FieldPostings]
    lengths: Mapping[str, Words]


def invert(blocks: Sequence[Block]) -> Inverted:
    """The documents of all blocks, numbered from block to block; at least one block."""
    terms, ranks = _ranked([block.terms for block in blocks])
    starts = np.cumsum([0, *(block.size for block in blocks)])
    fields, lengths = {}, {}
    for name in blocks[0].fields:
        joined = _join([block.fields[name] for block in blocks], ranks)
        fields[name] = _postings(terms, joined)
        lengths[name] = np.concatenate([block.lengths[name] for block in blocks])
    return Inverted(int(starts[-1]), fields, lengths)


def _ranked(lists: Sequence[Sequence[bytes]]) -> tuple[Sequence[bytes], list[Words]]:
    """All terms in their order, and for each list the places of its terms there."""
    terms = sorted(set().union(*lists))
    places = dict(zip(terms, range(len(terms)), strict=True))
    return terms, [np.fromiter(map(places.__getitem__, each), np.uint32, len(each)) for each in lists]


def _join(parts: Sequence[Occurrences], ranks: Sequence[Words]) -> Occurrences:
    """The occurrences of all parts, their terms by rank."""
    positions = [part.positions for part in parts if part.positions is not None]
    return Occurrences(
        np.concatenate([part.counts for part in parts]),
        np.concatenate([rank[part.terms] for part, rank in zip(parts, ranks, strict=True)]),
        np.concatenate(positions) if positions else None,
    )


def _postings(all_terms: Sequence[bytes], occurrences: Occurrences) -> FieldPostings:
    counts, ranks, positions = occurrences
    used = np.bincount(ranks, minlength=len(all_terms)) > 0
    documents = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    columns = [(np.cumsum(used, dtype=np.uint32) - np.uint32(1))[ranks], documents]
    if positions is not None:
        columns.append(positions)
    del ranks, documents
    terms, ids, *places = _sorted(columns)
    first = np.ones(len(terms), np.bool_)
    np.logical_or(terms[1:] != terms[:-1], ids[1:] != ids[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    found = [all_terms[rank] for rank in np.flatnonzero(used).tolist()]
    return FieldPostings(
        found,
        np.append(np.uint64(0), np.cumsum(np.bincount(terms[starts], minlength=len(found)), dtype=np.uint64)),
        ids[starts],
        np.diff(np.append(starts, len(terms))).astype(np.uint32),
        places[0] if places else None,
    )


def _sorted(columns: Sequence[Words]) -> list[Words]:
    """The rows of some columns of one length, by the first column, then by the second, and so on."""
    widths = [int(column.max(initial=0)).bit_length() for column in columns]
    if sum(widths) > _KEY_BITS:
        order = np.lexsort(columns[::-1])
        return [column[order] for column in columns]
    shifts = [sum(widths[number + 1 :]) for number in range(len(widths))]
    keys: _Keys = np.zeros(len(columns[0]), np.uint64)
    for column, shift in zip(columns, shifts, strict=True):
        keys |= column.astype(np.uint64) << np.uint64(shift)
    keys.sort()
    ends = [_KEY_BITS, *shifts]
    return [_bits(keys, low, high) for high, low in pairwise(ends)]


def _bits(keys: _Keys, low: int, high: int) -> Words:
    """The bits of each key from `low` up to `high`; the number fits into 32."""
    mask = np.uint64((1 << min(high - low, 32)) - 1)
    return ((keys >> np.uint64(low)) & mask).astype(np.uint32)
