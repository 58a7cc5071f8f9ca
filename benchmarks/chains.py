"""The Dutch chain without one of its parts, and Snowball alone, to see what each part is worth.

The product has no switches for this: what is left out is replaced from outside, for the whole
process and for good. So measure one chain a process, and before anything was analysed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from snowballstemmer.dutch_stemmer import DutchStemmer

from searchapp.analysis import dutch, separable, terms
from searchapp.analysis.compounds import Splitter, exceptions
from searchapp.analysis.normalize import fold
from searchapp.analysis.terms import Terms
from searchapp.analysis.tokenizer import Piece, spell
from searchapp.lexicon.vocabulary import vocabulary

_WORD_TERMS, _SPLIT = terms.word_terms, terms.split_compound
_STEMMER = DutchStemmer()


@dataclass(frozen=True, slots=True)
class Chain:
    """What to change before the first word is analysed, and what to switch off in a search."""

    name: str
    change: Callable[[], None] = lambda: None
    synonyms: bool = True
    did_you_mean: bool = True


def _replace(module: ModuleType, name: str, value: object) -> None:
    """Raises AttributeError when the product has no such name any more."""
    getattr(module, name)
    setattr(module, name, value)


def _read_words_by(word_terms: Callable[[str], Terms]) -> None:
    _replace(dutch, "word_terms", word_terms)


def _without_lemmas() -> None:
    """Every word is its own key."""
    _read_words_by(lambda word: ((fold(word),), tuple(part.word for part in _SPLIT(word))))


def _stems_for_lemmas() -> None:
    """Snowball's stem in the place of the keys, of words and of parts."""
    _read_words_by(lambda word: ((_stem(fold(word)),), tuple(_stem(part.word) for part in _SPLIT(word))))


def _stem(word: str) -> str:
    stem: str = _STEMMER.stemWord(word)
    return stem


def _one_key() -> None:
    """Only the likeliest reading of a word."""
    _read_words_by(lambda word: (_WORD_TERMS(word)[0][:1], _WORD_TERMS(word)[1]))


def _without_parts() -> None:
    """No parts in the index, and no compound tried as its parts."""
    _read_words_by(lambda word: (_WORD_TERMS(word)[0], ()))
    _replace(dutch, "split_compound", lambda word: ())


def _without_no_split() -> None:
    """Compounds that are read as one word are split like any other."""
    splitter = cache(lambda: Splitter(vocabulary(), exceptions() | {"no_split": frozenset()}))
    _replace(terms, "_splitter", splitter)


def _without_separable() -> None:
    """A particle that stands apart is a word of its own and no more."""
    _replace(separable, "particles", frozenset)


def _without_names() -> None:
    """A capital means nothing: names are stemmed and split like other words."""
    _replace(terms, "_names", frozenset)
    _read_words_by(lambda word: _WORD_TERMS(word.lower()))


def _without_folding() -> None:
    """An accent makes another word: surface forms and keys keep it."""
    _read_words_by(_accented_terms)
    _keep_accents_in_surfaces()


def _keep_accents_in_surfaces() -> None:
    _replace(dutch, "spell", lambda chunk: tuple(_accented_pieces(chunk)))


def _accented_pieces(chunk: str) -> Iterator[Piece]:
    for piece in spell(chunk):
        printed = _lower(chunk[piece.start : piece.end])
        yield piece._replace(surface=printed) if fold(printed) == piece.surface else piece


def _accented_terms(word: str) -> Terms:
    """The terms of the folded word, with the accents that its letters had."""
    letters = [(letter, folded) for letter in _lower(word) for folded in fold(letter)]
    keys, parts = _WORD_TERMS(word)

    def accented(key: str) -> str:
        same = 0
        while same < min(len(key), len(letters)) and letters[same][1] == key[same]:
            same += 1
        return "".join(letter for letter, _ in letters[:same]) + key[same:]

    return tuple(map(accented, keys)), parts


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", text).lower().replace("’", "'")


def _snowball() -> None:
    """Lower case and Snowball's stem, accents kept: what a stock Dutch analyser does."""
    _only_stems(lambda word: _stem(_lower(word)))
    _keep_accents_in_surfaces()


def _snowball_folded() -> None:
    """The same with accents folded."""
    _only_stems(lambda word: fold(_stem(_lower(word))))


def _only_stems(stem: Callable[[str], str]) -> None:
    _read_words_by(lambda word: ((stem(word),), ()))
    _without_separable()
    _replace(dutch, "split_compound", lambda word: ())


CHAINS = (
    Chain("this chain"),
    Chain("Snowball alone", _snowball, synonyms=False, did_you_mean=False),
    Chain("Snowball and folding of accents", _snowball_folded, synonyms=False, did_you_mean=False),
    Chain("without lemma keys: every form its own key", _without_lemmas),
    Chain("without lemma keys: Snowball stems instead", _stems_for_lemmas),
    Chain("without further keys: one key a word", _one_key),
    Chain("without compound parts", _without_parts),
    Chain("without the no-split list", _without_no_split),
    Chain("without synonyms", synonyms=False),
    Chain("without separable verbs", _without_separable),
    Chain("without folding of accents", _without_folding),
    Chain("without the rule for names", _without_names),
    Chain("without did-you-mean", did_you_mean=False),
)
