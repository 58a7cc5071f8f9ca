"""By which terms is one word found? Keys of the whole word and of its compound parts.

1. A word of the list has the keys that the list gives, at most two.
2. A capitalised word that the list doesn't know is a name, its own key, but for long compounds.
3. An unknown compound or separable verb has the key of its last part: oktoberdips > oktoberdip.
4. A given name, place or club that is also a word (Maarten, Leiden, Bergen) is whole when it is
   capitalised, and in small letters stands for both.
5. Any other unknown word is inflected as the listed word at its end (hertackelde as tackelde), else has
   its Snowball stem; and it has itself, so that a name typed in small
   letters finds the name.
"""

from __future__ import annotations

import threading
from functools import cache

from snowballstemmer.dutch_stemmer import DutchStemmer  # never the factory: it may hand out another one

from searchapp.analysis.compounds import Part, Splitter, exceptions
from searchapp.analysis.normalize import fold
from searchapp.lexicon.tables import read_table, split_list
from searchapp.lexicon.vocabulary import BEGINNING, Use, Vocabulary, vocabulary

Terms = tuple[tuple[str, ...], tuple[str, ...]]

LONG = 14
"""Names of one word are shorter than this, as a rule; the compiled list leaves out longer
words that their parts explain."""

_MIN_BEGINNING, _MIN_ENDING = 3, 4
"""Shorter words at the end of another are there by chance."""

_local = threading.local()
_own_whole_words: frozenset[str] = frozenset()


def word_terms(word: str) -> Terms:
    """Keys and parts of one word with its case, folded.

    >>> word_terms("kansen"), word_terms("bekerfinales"), word_terms("Vanaken")
    ((('kans',), ()), (('bekerfinale',), ('beker', 'finale')), (('vanaken',), ()))
    """
    folded = fold(word)
    if not folded.isalpha():
        return (folded,), ()
    capital = word[0].isupper()
    words = vocabulary()
    name = folded in _names() and words.keys(folded) not in ((), (folded,))
    if name and capital:
        return (folded,), ()
    keys, parts = terms_of(folded, capital, words, _splitter())
    return (_unique(*keys, folded) if name else keys), parts


def terms_of(folded: str, capital: bool, words: Vocabulary, splitter: Splitter) -> Terms:
    """The same for a folded word, with any vocabulary and its splitter."""
    split = splitter.split(folded, capital)
    entry = words.entries.groups[folded[:BEGINNING]].get(folded)
    if entry and not (split and entry.use & Use.UNREAD):
        keys = entry.keys(folded)
    elif entry:
        keys = (_compound_key(words, folded, split),)
    elif capital and not (split and len(folded) >= LONG):
        return _unique(folded, _compound_key(words, folded, split)), ()
    else:
        likely = _compound_key(words, folded, split) or _separable_key(words, folded)
        likely = likely or _key_by_ending(words, folded) or _stem(folded)
        keys = _unique(likely, folded)
    if not split:
        return keys, ()
    if len(split) > 2:
        split = (*split, *splitter.joined(folded, split))
    return keys, _part_keys(words, split)


def split_compound(word: str) -> tuple[Part, ...]:
    """The smallest parts of one word; () when it is read as one."""
    return _splitter().split(fold(word), word[:1].isupper())


def compound_parts(word: str) -> list[tuple[int, int, str]]:
    """The parts of one word, and runs of them that are words: offsets in the folded word, key.

    >>> compound_parts("bekerfinales")
    [(0, 5, 'beker'), (5, 12, 'finale')]
    """
    split = split_compound(word)
    parts = (*split, *_splitter().joined(fold(word), split))
    return [(part.start, part.end, key) for part in parts for key in _part_keys(vocabulary(), (part,))]


@cache
def _names() -> frozenset[str]:
    """Names of one word, folded."""
    printed = {row["name"] for table in ("given_names", "cities") for row in read_table(table)}
    for club in read_table("clubs"):
        printed.update((club["name"], *split_list(club["aliases"])))
    return frozenset(fold(name) for name in printed if name[:1].isupper() and name.isalpha())


def _unique(*keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key))


def _part_keys(words: Vocabulary, parts: tuple[Part, ...]) -> tuple[str, ...]:
    groups = words.entries.groups
    found: list[str] = []
    for _, _, word in parts:
        entry = groups[word[:BEGINNING]].get(word)
        found += entry.keys(word) if entry else (word,)
    return tuple(dict.fromkeys(found))


def _compound_key(words: Vocabulary, folded: str, split: tuple[Part, ...]) -> str:
    """The compound with its head in its base form; "" when it is no compound of a noun."""
    if not split:
        return ""
    start, _, head = split[-1]
    entry = words.entries.get(head)
    if not entry or not entry.use & Use.NOMINAL:
        return folded
    possible = [folded[:start] + key for key in entry.keys(head)]
    return folded if folded in possible else possible[0]


def _separable_key(words: Vocabulary, folded: str) -> str:
    """The key of an unknown verb that begins with a particle; "" for any other word."""
    for particle in _particles_of(folded):
        rest = folded[len(particle) :]
        entry = words.entries.get(rest)
        if entry and entry.use & (Use.VERBAL | Use.INFINITIVE):
            return particle + entry.keys(rest)[0]
    return ""


def _key_by_ending(words: Vocabulary, folded: str) -> str:
    """The key of an unknown word that is inflected as the longest listed word at its end; "" for none."""
    for start in range(_MIN_BEGINNING, len(folded) - _MIN_ENDING + 1):
        ending = folded[start:]
        if entry := words.entries.groups[ending[:BEGINNING]].get(ending):
            return folded[:start] + entry.keys(ending)[0]
    return ""


def _particles_of(folded: str) -> list[str]:
    particles = exceptions()["particles"]
    return [
        folded[:length] for length in range(min(11, len(folded) - 3), 1, -1) if folded[:length] in particles
    ]


def whole_words() -> frozenset[str]:
    """The words of an editor that are never split, beside those of the project's list."""
    return _own_whole_words


def leave_whole(words: frozenset[str]) -> None:
    """Split none of these folded words from now on, in the whole process."""
    global _own_whole_words
    _own_whole_words = words
    _splitter.cache_clear()


@cache
def _splitter() -> Splitter:
    lists = exceptions()
    lists["no_split"] |= _own_whole_words
    return Splitter(vocabulary(), lists, stored=not _own_whole_words)


def _stem(folded: str) -> str:
    """The Snowball stem, by a stemmer of this thread's own: it keeps state while it works.

    "" when it is so short that it would be another word.
    """
    stemmer = getattr(_local, "stemmer", None)
    if stemmer is None:
        stemmer = _local.stemmer = DutchStemmer()
    stem = fold(stemmer.stemWord(folded))
    return stem if len(stem) > 3 else ""
