"""Words that look or sound alike."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchapp.engine.embedded.keys import LONGEST, pack
from searchapp.engine.embedded.spelling import MOST_EDITS, Speller, sounds, tolerance

words = st.text(st.sampled_from("abcdehikorsuyzé0"), min_size=1, max_size=14)


def sound(word: str) -> bytes:
    """The sound of one word."""
    return bytes(sounds(pack([word]))[0])


def edits(first: bytes, second: bytes) -> int:
    """Optimal string alignment by the book: add, leave out, replace, swap neighbours."""
    rows = [list(range(len(second) + 1))]
    for i, a in enumerate(first, 1):
        row = [i]
        for j, b in enumerate(second, 1):
            least = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == second[j - 2] and first[i - 2] == b:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("vanhaesebrouk", "vanhaezebrouck"),
        ("hrosovski", "hrosovsky"),
        ("de bruine", "de bruyne"),
        ("kuipers", "cuypers"),
        ("matijs", "matthijs"),
        ("filippe", "philippe"),
        ("janssens", "jansens"),
    ],
)
def test_dutch_ears_hear_no_difference(typed: str, meant: str) -> None:
    """Spellings that are pronounced alike have one sound."""
    assert sound(typed.replace(" ", "")) == sound(meant.replace(" ", ""))


@given(st.lists(words, max_size=10))
def test_many_sounds_at_once_are_those_of_each(several: list[str]) -> None:
    """No word's sound depends on its neighbours."""
    assert sounds(pack(several)).tolist() == [sound(word) for word in several]


@given(st.lists(words, max_size=30), words)
@example(["aab"], "aba")
@example([], "iets")
def test_the_near_ones_are_those_of_measuring_every_word(held: list[str], typed: str) -> None:
    """Narrowing the candidates loses none, and the order is by sound, then by letters."""
    heard, key = sound(typed), typed.encode()[:LONGEST]
    expected = sorted(
        (edits(heard, sound(word)), edits(key, word.encode()[:LONGEST]), row)
        for row, word in enumerate(held)
        if edits(heard, sound(word)) <= tolerance(len(heard))
    )
    assert [tuple(near) for near in Speller(pack(held)).near(typed.encode())] == expected


def test_long_words_are_compared_by_their_beginning() -> None:
    """Longer than a key is no error, and what is cut off makes no difference."""
    long = "x" * LONGEST
    assert Speller(pack([long])).near(long.encode() * 20)[0].row == 0
    assert tolerance(LONGEST) == MOST_EDITS


def test_short_words_are_not_guessed() -> None:
    """Of one or two letters anything could be meant."""
    assert Speller(pack(["az", "ajax"])).near(b"ez") == []


def test_keys_are_left_as_they_are() -> None:
    """The array that was handed in doesn't change."""
    keys = pack(["zulte", "ajax"])
    Speller(keys)
    assert np.array_equal(keys, pack(["zulte", "ajax"]))
