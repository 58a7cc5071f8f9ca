"""Looking for a few words gives what analysing the whole text and picking them gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from searchapp.analysis import dutch

WORDS = [
    "finale",
    "bekerfinales",
    "oud-speler",
    "legde",
    "uit",
    ".",
    "2-1",
    "K.V.",
    "Genk's",
    "Eén",
    "doelpunten",
]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
wanted = st.sets(
    st.sampled_from(["finale", "oud-speler", "uitleggen", "doelpunt", "genk", "2-1"]), max_size=3
)


@settings(max_examples=150, deadline=None)
@given(texts, wanted)
def test_the_same_tokens_as_picked_from_all(text: str, words: set[str]) -> None:
    """Keys of words, of parts and of verbs whose particle stands apart are all found."""
    keys = frozenset(key for word in words for key in dutch.keys(word))
    picked = [token for token in dutch.analyze(text) if keys & {*token.keys, *token.parts}]
    assert dutch.spot(text, keys) == [token._replace(position=0) for token in picked]
