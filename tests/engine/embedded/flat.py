"""Postings for tests: made the slow way, and put into a Whoosh index of one or more segments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Segment
from whoosh.index import TOC

from searchapp.engine.embedded import codec
from searchapp.engine.embedded.postings import FieldPostings
from searchapp.engine.embedded.schema import QUOTES, whoosh_schema
from searchapp.engine.embedded.storage import SafeStorage

DOCUMENTS = 8
Held = dict[str, dict[int, list[int]]]
"""Term -> document -> positions."""
terms = st.one_of(st.text("abé字", min_size=1, max_size=4), st.integers(0, 400).map("woord{}".format))
held_fields = st.dictionaries(
    terms,
    st.dictionaries(
        st.integers(0, DOCUMENTS - 1),
        st.sets(st.one_of(st.integers(0, 9), st.integers(65_500, 70_000)), min_size=1, max_size=4).map(
            sorted
        ),
        min_size=1,
    ),
    max_size=12,
)


def flat(held: Held, positional: bool) -> FieldPostings:
    """The same as arrays, made the slow way."""
    keys = sorted(held, key=str.encode)
    lists = [(document, held[key][document]) for key in keys for document in sorted(held[key])]
    return FieldPostings(
        [key.encode() for key in keys],
        np.cumsum([0, *(len(held[key]) for key in keys)]).astype(np.uint64),
        np.array([document for document, _ in lists], np.uint32),
        np.array([len(positions) for _, positions in lists], np.uint32),
        np.array([p for _, positions in lists for p in positions], np.uint32) if positional else None,
    )


def ranges(field: FieldPostings, cut: int) -> Iterator[FieldPostings]:
    """The field in two pieces."""
    cut = min(cut, len(field.terms))
    at = int(field.offsets[cut])
    place = int(field.frequencies[:at].sum())
    ids, frequencies, positions = field.ids, field.frequencies, field.positions
    yield FieldPostings(
        field.terms[:cut],
        field.offsets[: cut + 1],
        ids[:at],
        frequencies[:at],
        None if positions is None else positions[:place],
    )
    yield FieldPostings(
        field.terms[cut:],
        field.offsets[cut:] - field.offsets[cut],
        ids[at:],
        frequencies[at:],
        None if positions is None else positions[place:],
    )


def written(folder: Path, fields: dict[str, FieldPostings | Iterator[FieldPostings]]) -> W3Segment:
    """A Whoosh index of one segment with these fields."""
    storage = SafeStorage(str(folder))
    schema = whoosh_schema(QUOTES)
    TOC.create(storage, schema, "MAIN")
    segment = codec.FlatCodec().new_segment(storage, "MAIN")
    lengths = {name: np.arange(DOCUMENTS, dtype=np.uint32) for name in fields}
    codec.write_segment(storage, segment, DOCUMENTS, fields, lengths)
    TOC(schema, [segment], 1).write(storage, "MAIN")
    return segment
