"""The benchmarks' quick splitting of texts gives what one word at a time gives."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.engines.building import Pieces, terms
from searchapp.engine.embedded.inversion import invert

texts = st.lists(
    st.text("aB é€…“_0.,-’\u0130ß\u00a0\n\ud800", max_size=30) | st.text(max_size=20), min_size=1, max_size=5
)


def keys(word: str) -> tuple[str, ...]:
    """A chain that cuts words short."""
    return (word[:3].encode("utf-8", "replace").decode(),)


@given(texts, texts)
def test_pieces_are_words(first: list[str], second: list[str]) -> None:
    """Terms, their documents and positions, for pieces that were met before, too."""
    pieces = Pieces(keys)
    pieces.numbers(first)
    occurrences = pieces.occurrences(*pieces.numbers(second))
    inverted = invert([pieces.block({"body": occurrences})])
    postings = inverted.fields["body"]
    found: list[list[tuple[int, str]]] = [[] for _ in second]
    at = 0
    for number, term in enumerate(postings.terms):
        for place in range(int(postings.offsets[number]), int(postings.offsets[number + 1])):
            for _ in range(int(postings.frequencies[place])):
                assert postings.positions is not None
                found[int(postings.ids[place])].append((int(postings.positions[at]), term.decode()))
                at += 1
    expected = [terms(text, keys) for text in second]
    assert [[term for _, term in sorted(each)] for each in found] == expected
    assert inverted.lengths["body"].tolist() == [len(each) for each in expected]
    assert np.array_equal(occurrences.counts, inverted.lengths["body"])
