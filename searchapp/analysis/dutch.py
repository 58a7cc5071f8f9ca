"""The chain: a text becomes tokens, each with the terms it is found by.

chunk -> pieces (`tokenizer`) -> surface (`normalize`) -> keys and parts (`terms`) -> keys of
verbs whose particle stands apart (`separable`). Index and query use the same chain; the
word-level functions serve single words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from searchapp.analysis import separable, terms
from searchapp.analysis.normalize import fold
from searchapp.analysis.terms import compound_parts, split_compound, word_terms
from searchapp.analysis.tokenizer import MAX_TERM, Piece, spell
from searchapp.lexicon.spelling import CHUNK

_CACHE_SIZE = 200_000
_PieceReading = tuple[Piece, tuple[str, ...], tuple[str, ...]]
_Reading = tuple[_PieceReading, ...]
_cache: dict[str, _Reading] = {}


class Token(NamedTuple):
    """A word of a text.

    text: as printed, `source[start:end]`. position: counts words; a hyphen word's joined
    form shares the position of its first word. surface: the folded surface form. keys: the
    index terms, main one first. parts: the keys of its compound parts.
    """

    text: str
    start: int
    end: int
    position: int
    surface: str
    keys: tuple[str, ...]
    parts: tuple[str, ...]


def analyze(text: str) -> list[Token]:
    """The tokens of a text, ordered by position.

    A verb whose particle stands elsewhere has the key of the whole verb too.
    """
    tokens: list[Token] = []
    may_be_apart: list[int] = []
    particles = separable.particles()
    known, new = _cache.get, tuple.__new__
    position = 0
    for match in CHUNK.finditer(text):
        chunk, (start, end) = match.group(), match.span()
        reading = known(chunk) or _read(chunk)
        if len(reading) == 1:
            piece, keys, parts = reading[0]
            if piece.surface in particles:
                may_be_apart.append(len(tokens))
            # tuple.__new__ is the quick way to a NamedTuple; most of the time goes here.
            tokens.append(new(Token, (chunk, start, end, position, piece.surface, keys, parts)))
            position += 1
            continue
        for piece, keys, parts in reading:
            printed = chunk[piece.start : piece.end]
            begin = start + piece.start
            place = position + piece.position
            tokens.append(Token(printed, begin, start + piece.end, place, piece.surface, keys, parts))
        position += reading[-1][0].position + 1
    for index in may_be_apart:
        if found := separable.rejoined(text, tokens, index):
            verb, key = found
            tokens[verb] = tokens[verb]._replace(keys=(*tokens[verb].keys, key))
    return tokens


def separated(text: str, tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, str]]:
    """The verbs of a text, as `analyze` read it, whose particle stands elsewhere.

    Verb and particle, and the key of the whole verb.

    >>> text = "De coach legde de wissel uit."
    >>> [(verb.text, particle.text, key) for verb, particle, key in separated(text, analyze(text))]
    [('legde', 'uit', 'uitleg')]
    """
    particles = separable.particles()
    for place, token in enumerate(tokens):
        if token.surface in particles and (found := separable.rejoined(text, tokens, place)):
            verb, key = found
            yield tokens[verb], token, key


def spot(text: str, wanted: frozenset[str]) -> list[Token]:
    """The tokens that have one of these keys, themselves or in a part; their positions are all 0.

    The same as picking them from `analyze`, several times as fast: each different word of the
    text is looked at once.
    """
    if any(key.startswith(tuple(separable.particles())) for key in wanted):
        fitting = (token for token in analyze(text) if not wanted.isdisjoint(token.keys + token.parts))
        return [token._replace(position=0) for token in fitting]
    readings: dict[str, _Reading] = {}
    for chunk in set(CHUNK.findall(text)):
        reading = _cache.get(chunk) or _read(chunk)
        for _, keys, parts in reading:
            if not (wanted.isdisjoint(keys) and wanted.isdisjoint(parts)):
                readings[chunk] = reading
    if not readings:
        return []
    return [
        Token(
            chunk[piece.start : piece.end], start + piece.start, start + piece.end, 0, piece.surface, *terms
        )
        for chunk, start in ((match[0], match.start()) for match in CHUNK.finditer(text))
        if chunk in readings
        for piece, *terms in readings[chunk]
        if not wanted.isdisjoint((*terms[0], *terms[1]))
    ]


def keys(word: str) -> tuple[str, ...]:
    """Index terms of one word, main one first; () for a text without words.

    A hyphen word has those of its joined form; of several words, all of them.

    >>> keys("oud-spelers") == keys("oudspelers")
    True
    """
    if (single := _single(word)) is not None:
        return single[1]
    tokens = _whole_words(word)
    return tuple(dict.fromkeys(key for token in tokens for key in token.keys))


def parts(word: str) -> tuple[str, ...]:
    """Keys of the parts of one compound or hyphen word; () when it has none."""
    if (single := _single(word)) is not None:
        return single[2]
    whole = _whole_words(word)
    inner = [token for token in analyze(word) if token not in whole]
    found = [key for token in whole for key in token.parts] + [key for token in inner for key in token.keys]
    return tuple(dict.fromkeys(found))


def index_terms(word: str) -> tuple[str, ...]:
    """`keys` and `parts` of one word, in that order."""
    if (single := _single(word)) is not None:
        return single[1] + single[2]
    return keys(word) + parts(word)


def components(word: str) -> tuple[str, ...]:
    """The words that a compound or hyphen word is made of, as a search for all of them needs.

    () when it is read as one.

    >>> components("wereldbekerwedstrijden")
    ('wereld', 'beker', 'wedstrijden')
    """
    pieces = [piece for token in analyze(word) for piece in spell(token.text) if "-" not in token.text]
    if len(pieces) == 1:
        return tuple(part.word for part in split_compound(pieces[0].word))
    return tuple(piece.word for piece in pieces)


def surface(word: str) -> str:
    """The folded surface form that exact search compares; "" for a text without words."""
    return " ".join(token.surface for token in _whole_words(word))


def whole_words() -> frozenset[str]:
    """The folded words of an editor's own list that are read as one."""
    return terms.whole_words()


def leave_whole(words: frozenset[str]) -> None:
    """Read these folded words as one from now on, in the whole process: an editor's own list.

    Index terms change with it, and so does the fingerprint. One archive is served at a time.
    """
    if words is not terms.whole_words() and words != terms.whole_words():
        terms.leave_whole(words)
        _cache.clear()


def part_spans(token: Token) -> list[tuple[int, int, str]]:
    """Where the compound parts of a token stand in its text: start, end, key."""
    word = spell(token.text)[0].word
    places: list[int] = []
    rest = iter(enumerate(token.text))
    for letter in word:
        place = next((index for index, printed in rest if printed == letter), None)
        if place is None:
            return []
        places += [place] * len(fold(letter))
    places.append(places[-1] + 1 if places else 0)
    return [
        (token.start + places[start], token.start + places[end - 1] + 1, key)
        for start, end, key in compound_parts(word)
        if end < len(places)
    ]


def _single(word: str) -> _PieceReading | None:
    """The reading of a text that is one plain word; None for any other text."""
    reading = _cache.get(word)
    if reading is None and (word.isalpha() or CHUNK.fullmatch(word)):
        reading = _read(word)
    return reading[0] if reading and len(reading) == 1 else None


def _whole_words(text: str) -> list[Token]:
    """The tokens of a text, a chain of words with hyphens counting as its joined form only."""
    whole: list[Token] = []
    for token in analyze(text):
        if whole and token.start < whole[-1].end:
            if token.end <= whole[-1].end:
                continue
            whole.pop()
        whole.append(token)
    return whole


def _read(chunk: str) -> _Reading:
    reading = tuple([(piece, *word_terms(piece.word)) for piece in spell(chunk)])
    if len(chunk) <= MAX_TERM:
        if len(_cache) >= _CACHE_SIZE:
            _cache.clear()
        _cache[chunk] = reading
    return reading
