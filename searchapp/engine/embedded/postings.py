"""What does one field of a segment hold? Its terms, and where each of them stands.

The form in which postings pass from the inverter to the codec, out of the codec to a merge, and
to the evaluator: flat arrays, never an object a posting.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Words: TypeAlias = NDArray[np.uint32]
Offsets: TypeAlias = NDArray[np.uint64]
Unsigned: TypeAlias = NDArray[np.unsignedinteger[Any]]


class FieldPostings(NamedTuple):
    """One field of one segment, or a range of its terms.

    terms: UTF-8, ascending, unique. offsets: one more than terms; the postings of term t are
    those from `offsets[t]` up to `offsets[t + 1]`. ids: documents, ascending within a term.
    frequencies: of the term in each of them, at least 1. positions: `sum(frequencies)` of them
    in the order of the postings, ascending within one; None for a field without positions.
    """

    terms: Sequence[bytes]
    offsets: Offsets
    ids: Words
    frequencies: Words
    positions: Words | None


class Postings(NamedTuple):
    """The documents that hold one term, ascending, and how often each holds it.

    The arrays are mostly views of mapped files, in the narrowest type that holds them: not to
    be written to.
    """

    ids: Words
    frequencies: Unsigned


NO_POSTINGS = Postings(np.empty(0, np.uint32), np.empty(0, np.uint8))

Chunks: TypeAlias = FieldPostings | Iterator[FieldPostings]
"""A whole field, or its terms range by range in ascending order."""
