"""Postings made by sorting numbers, and by shifting arrays, are those of a plain construction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engine.embedded.blocks import Document, block_of
from searchapp.engine.embedded.inversion import invert
from searchapp.engine.embedded.merging import merged, renumbered
from searchapp.engine.embedded.postings import FieldPostings

Plain = dict[bytes, list[tuple[int, list[int]]]]
"""For each term the documents that hold it, ascending, with the places where it stands."""

texts = st.lists(st.sampled_from(["de", "bal", "één", "a", "zon", "x" * 40, "9"]), max_size=8)
documents = st.lists(texts, min_size=1, max_size=7)
places = st.sampled_from([0, 1, 5, 70_000, 2**31])


def document(words: Sequence[str], start: int = 0) -> Document:
    """A document with these words in a field with positions and in one without."""
    positions = [start + place for place in range(len(words))]
    return Document({"exact": list(words), "keys": list(words)}, {"exact": positions}, {"exact": len(words)})


def inverted(found: Sequence[Document], at: int = 0) -> dict[str, FieldPostings]:
    """The postings of documents that come in two blocks, the second from `at` on."""
    parts = [part for part in (found[:at], found[at:]) if part]
    return dict(invert([block_of(part, ("exact", "keys"), ("exact",)) for part in parts]).fields)


def plain(texts: Sequence[Sequence[str]], start: int = 0) -> Plain:
    """The oracle: one dictionary, one word at a time."""
    found: dict[bytes, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for number, words in enumerate(texts):
        for place, word in enumerate(words):
            found[word.encode()][number].append(start + place)
    return {term: sorted(found[term].items()) for term in sorted(found)}


def unpacked(postings: FieldPostings) -> Plain:
    """The same as Python objects; a field without positions gives places that count from 0."""
    result: Plain = {}
    positions = iter(postings.positions.tolist() if postings.positions is not None else ())
    for number, term in enumerate(postings.terms):
        start, end = (int(bound) for bound in postings.offsets[number : number + 2])
        rows = zip(postings.ids[start:end].tolist(), postings.frequencies[start:end].tolist(), strict=True)
        result[term] = [
            (row, [next(positions) if postings.positions is not None else 0 for _ in range(frequency)])
            for row, frequency in rows
        ]
    return result


def without_places(found: Plain) -> Plain:
    """All places 0, as a field without positions has them."""
    return {term: [(row, [0] * len(at)) for row, at in rows] for term, rows in found.items()}


@given(documents, st.integers(0, 7), places)
def test_inversion_is_the_plain_construction(texts: list[list[str]], at: int, start: int) -> None:
    """Terms, documents, frequencies and positions, for any division into blocks and large positions."""
    fields = inverted([document(words, start) for words in texts], at)
    expected = plain(texts, start)
    assert unpacked(fields["exact"]) == expected
    assert unpacked(fields["keys"]) == without_places(expected)
    assert list(fields["exact"].terms) == sorted(expected)


@given(documents, st.data())
def test_some_documents_of_a_block(texts: list[list[str]], data: st.DataObject) -> None:
    """What is taken of a block is what a block of those documents would be."""
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
    block = block_of([document(words) for words in texts], ("exact", "keys"), ("exact",)).take(kept)
    assert unpacked(invert([block]).fields["exact"]) == plain(
        [words for words, stays in zip(texts, kept, strict=True) if stays]
    )
    assert block.size == np.count_nonzero(kept)


def ranges(postings: FieldPostings, terms: int) -> Iterator[FieldPostings]:
    """A field in pieces of so many terms."""
    offsets = postings.offsets.astype(np.int64)
    ends = np.concatenate([[0], np.cumsum(postings.frequencies)]).astype(np.int64)
    for first in range(0, len(postings.terms), terms):
        bounds = offsets[first : first + terms + 1]
        start, end = bounds[0], bounds[-1]
        yield FieldPostings(
            postings.terms[first : first + terms],
            (bounds - start).astype(np.uint64),
            postings.ids[start:end],
            postings.frequencies[start:end],
            None if postings.positions is None else postings.positions[ends[start] : ends[end]],
        )


@given(st.lists(documents, min_size=1, max_size=4), st.integers(1, 5), st.data())
def test_merging_is_inverting_what_is_left(
    segments: list[list[list[str]]], terms: int, data: st.DataObject
) -> None:
    """Segments merged are the documents that aren't deleted, inverted as one."""
    kept = [
        np.array(data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))))
        for texts in segments
    ]
    fields = [inverted([document(words) for words in texts]) for texts in segments]
    left = [
        words
        for texts, stays in zip(segments, kept, strict=True)
        for words, stay in zip(texts, stays, strict=True)
        if stay
    ]
    for name, expected in (("exact", plain(left)), ("keys", without_places(plain(left)))):
        sources = [ranges(each[name], terms) for each in fields]
        found: Plain = {}
        for part in merged(sources, renumbered(kept)):
            found |= unpacked(part)
        assert found == expected
        assert list(found) == sorted(expected)
