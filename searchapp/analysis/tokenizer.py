"""Where does a word begin and end in a sports report?

`lexicon.spelling` finds the chunks: one word, one number ("2-1", "2024-25") or a chain of
words with hyphens. `spell` says what a chunk reads as: its pieces, each with
the folded surface form that exact search sees and the form to take index terms from.

| in the text | surface | read as |
| --- | --- | --- |
| 2–1, 3-4-3, 20.45 | 2-1, 3-4-3, 20.45 | the same |
| 1.000, 2024/25 | 1000, 2024/25 | 1000, 2024-2025 |
| K.V., e.d. | kv, ed | the same |
| 1B, U21, 45ste | 1b, u21, 45ste | 1b, u21, 45e |
| foto’s, Genk's | foto's, genk's | foto, Genk |
| N’Dri, Genk'er | n'dri, genk'er | NDri, Genker |
| zo'n, 's | zo'n, 's | the same |
| Jong-Genk | jong, genk and jonggenk | the same |
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple

from searchapp.analysis.normalize import fold
from searchapp.lexicon.spelling import APOSTROPHES, INITIALS, INVISIBLE, MAX_JOINED, NUMBER, PART

MAX_TERM = 80
"""Longer words are cut: nobody types them, and a megabyte is no index term."""

_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SEASON = re.compile(r"((?:19|20)\d\d)[-/](?:(?:19|20)?(\d\d))")
_ORDINAL = re.compile(r"([\d/]+)(?:ste|de|e)")
_FUNCTION_WORDS = frozenset(("zo'n", "z'n", "m'n", "d'r", "'ns", "'ie", "'s", "'t", "'n", "'k", "'m", "'r"))


class Piece(NamedTuple):
    """A word within a chunk.

    start, end: offsets within the chunk. position: counts words within the chunk.
    surface: what exact search sees. word: what index terms are taken from, with its case.
    """

    start: int
    end: int
    position: int
    surface: str
    word: str


_piece = partial(tuple.__new__, Piece)  # the quick way to a NamedTuple


def spell(chunk: str) -> tuple[Piece, ...]:
    """The pieces of one chunk, in reading order.

    The joined form of a chain comes right after its first word and shares its position.

    >>> [(piece.position, piece.surface) for piece in spell("Jong-Genk")]
    [(0, 'jong'), (0, 'jonggenk'), (1, 'genk')]
    """
    if chunk.isalpha() and "'" not in (surface := fold(chunk[:MAX_TERM])):
        return (_piece((0, len(chunk), 0, surface, chunk[:MAX_TERM])),)  # so are nearly all words
    if NUMBER.fullmatch(chunk):
        return (_number(chunk),)
    if INITIALS.fullmatch(chunk):
        letters = chunk.replace(".", "")
        return (Piece(0, len(chunk), 0, fold(letters), letters),)
    words = [
        _word(match.group(), match.start(), position) for position, match in enumerate(PART.finditer(chunk))
    ]
    if not 1 < len(words) <= MAX_JOINED:
        return tuple(words)
    return (words[0], _joined(chunk, words), *words[1:])


def _number(chunk: str) -> Piece:
    surface = chunk.replace("–", "-")
    if _THOUSANDS.fullmatch(surface):
        surface = surface.replace(".", "")
    word = surface
    if season := _SEASON.fullmatch(surface):
        first, second = int(season[1]), int(season[2])
        if (first + 1) % 100 == second:
            word = f"{first}-{first + 1}"
    elif ordinal := _ORDINAL.fullmatch(surface):
        word = ordinal[1]
    return Piece(0, len(chunk), 0, surface, word)


def _word(text: str, start: int, position: int) -> Piece:
    surface = fold(text[:MAX_TERM])
    return Piece(start, start + len(text), position, surface, _read(text[:MAX_TERM], surface))


def _joined(chunk: str, words: list[Piece]) -> Piece:
    surface = "".join(word.surface for word in words).replace("'", "")
    word = "".join(word.word for word in words).replace("'", "")
    return Piece(0, len(chunk), 0, surface[:MAX_TERM], word[:MAX_TERM])


def _read(text: str, surface: str) -> str:
    """The word to take index terms from: genitive and plural 's off, elision joined."""
    if surface in _FUNCTION_WORDS:
        return surface
    if surface[0].isdigit() and (ordinal := _ORDINAL.fullmatch(surface)):
        return f"{ordinal[1]}e"
    for sign in INVISIBLE:
        text = text.replace(sign, "")
    if "'" not in surface:
        return text
    for sign in APOSTROPHES:
        text = text.replace(sign, "'")
    if text.endswith(("'s", "'S")):
        text = text[:-2]
    return text.replace("'", "")
