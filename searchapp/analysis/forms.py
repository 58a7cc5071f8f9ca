"""In which forms may a word stand in a text? The likely ones, by the rules of spelling.

For words side by side, which are sought as surface forms: "vrije trap" finds "vrije trappen".
A form counts when the chain gives it the same main key and, of a word that is listed, when it
is listed too.
"""

from __future__ import annotations

from functools import lru_cache

from searchapp.analysis import dutch
from searchapp.lexicon.vocabulary import vocabulary

_ENDINGS = ("", "s", "'s", "en", "n", "e", "es", "er", "je", "jes", "tje", "tjes")
_VOICED = {"f": "v", "s": "z"}
_VOWELS = tuple("aeiou")


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """The folded surface forms of one word, itself first.

    >>> forms("trap")
    ('trap', 'trapje', 'trapjes', 'trappen')
    """
    surface, wanted = dutch.surface(word), dutch.keys(word)[:1]
    if not surface.isalpha():
        return (surface,)
    likely = dict.fromkeys(stem + ending for stem in _stems(surface) for ending in _ENDINGS)
    found = [form for form in likely if form != surface and dutch.keys(form)[:1] == wanted]
    known = vocabulary().entries
    return (surface, *(form for form in found if surface not in known or form in known))


def _stems(surface: str) -> tuple[str, ...]:
    """What endings follow: the word, its last letter doubled, voiced or dropped, its long vowel single."""
    last, vowel, before = surface[-1:], surface[-2:-1], surface[-3:-2]
    stems = [surface, surface[:-1]]
    if vowel in _VOWELS and last not in _VOWELS:
        shorter = surface[:-2] + last
        stems.append(shorter if before == vowel else surface + last)
        stems.append((shorter if before == vowel else surface)[:-1] + _VOICED.get(last, last))
    return tuple(dict.fromkeys(stem for stem in stems if len(stem) > 1))
