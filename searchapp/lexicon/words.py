"""Split text into words and fold them, the same way for the lexicon and for reports.

Separators are dropped, so "Sint-Truiden" and "Sint Truiden" are the same two words;
"K.V." is one word with the key "kv".
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from itertools import accumulate
from typing import NamedTuple

from searchapp.lexicon.remembered import Remembered

_TAIL = r"(?:[\u0300-\u036f]\w*|['’`´]\w+)"
# Most words have no tail; the empty alternative is quicker than a group that may be missing.
_WORD = re.compile(rf"((?:[A-Z]\.){{2,}}|\w+(?:[\u0300-\u036f]\w*{_TAIL}*|['’`´]\w+{_TAIL}*|))")
_APOSTROPHES = str.maketrans("’`´", "'''")
_UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})


class Word(NamedTuple):
    """A word as printed, its offsets and its folded key."""

    text: str
    start: int
    end: int
    key: str


_word = partial(tuple.__new__, Word)
"""What `Word(...)` does, without the checks of its arguments: every report has hundreds."""


def fold(word: str) -> str:
    """Case, accents and dots folded: "München" and "MUNCHEN" give "munchen".

    >>> fold("Škoda’s"), fold("K.V.")
    ("skoda's", 'kv')
    """
    return _folded[word]


def _fold(word: str) -> str:
    folded = word.casefold()
    if not folded.isascii():
        folded = unicodedata.normalize("NFKD", folded.translate(_APOSTROPHES).translate(_UNDECOMPOSED))
        folded = "".join(char for char in folded if not unicodedata.combining(char))
    elif "`" in folded:
        folded = folded.translate(_APOSTROPHES)
    return folded.replace(".", "")


_folded = Remembered(_fold)


def split_words(text: str) -> list[Word]:
    """The words of a text in order, with offsets in code points."""
    # What stands between words and the words, by turns: their lengths give all offsets.
    parts = _WORD.split(text)
    offsets = list(accumulate(map(len, parts)))
    printed = parts[1::2]
    return list(
        map(_word, zip(printed, offsets[::2], offsets[1::2], map(_folded.__getitem__, printed), strict=False))
    )


def word_texts(text: str) -> list[str]:
    """The words of a text as printed."""
    return _WORD.findall(text)


def word_set(*lines: str) -> frozenset[str]:
    """The words of some lines, as a set; for tables of words within code."""
    return frozenset(word for line in lines for word in line.split())
