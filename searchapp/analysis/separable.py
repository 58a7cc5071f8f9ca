"""Which verb does a text use when its particle stands elsewhere?

"De coach legde de wissel uit" uses uitleggen, and so does "uit te leggen". The verb's token
gets the key of the whole verb beside its own, so that "uitleggen" finds it. The rule is
careful: the particle ends its clause, no punctuation lies between, and the list knows the
verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Protocol

from searchapp.lexicon.vocabulary import Use, vocabulary
from searchapp.lexicon.wordlists import word_list

_REACH = 12
"""How many words lie between verb and particle, at most."""
_GOES_ON = word_list("after_particles")
"""Words that may follow a particle at the end of its clause."""
_BEFORE_NOUNS = word_list("before_nouns")


class Word(Protocol):
    """What the rule looks at in a token."""

    @property
    def start(self) -> int:
        """Offset of its first letter."""

    @property
    def end(self) -> int:
        """Offset behind its last letter."""

    @property
    def surface(self) -> str:
        """The folded surface form."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Its index terms."""


@cache
def particles() -> frozenset[str]:
    """The words that may stand apart from their verb."""
    return word_list("particles")


def rejoined(text: str, tokens: Sequence[Word], index: int) -> tuple[int, str] | None:
    """Where the verb of the particle at `index` stands, and the key of the whole verb."""
    last = index + 1 == len(tokens)
    if not last and text[tokens[index].end] == " " and tokens[index + 1].surface not in _GOES_ON:
        return None
    if _before_infinitive(text, tokens, index):
        return _whole(tokens, index, index + 2)
    if not _ends_clause(text, tokens, index):
        return None
    doubtful = None
    for place in range(index - 1, max(-1, index - _REACH - 2), -1):
        between = text[tokens[place].end : tokens[place + 1].start]
        if between and not between.isspace():
            break
        if found := _whole(tokens, index, place):
            if not _may_be_noun(tokens, place):
                return found
            doubtful = doubtful or (found if not _follows_article(tokens, place) else None)
    return doubtful


def _may_be_noun(tokens: Sequence[Word], index: int) -> bool:
    """Whether the form has other readings than that of a verb."""
    entry = vocabulary().entries.get(tokens[index].surface)
    return entry is not None and bool(entry.use & Use.NOMINAL)


def _follows_article(tokens: Sequence[Word], index: int) -> bool:
    return index > 0 and tokens[index - 1].surface in _BEFORE_NOUNS


def _before_infinitive(text: str, tokens: Sequence[Word], index: int) -> bool:
    """Whether the particle is followed by "te" and a verb."""
    if index + 2 >= len(tokens) or tokens[index + 1].surface != "te":
        return False
    return text[tokens[index].end : tokens[index + 2].start].split() == ["te"]


def _ends_clause(text: str, tokens: Sequence[Word], index: int) -> bool:
    if index + 1 == len(tokens):
        return True
    following = tokens[index + 1]
    between = text[tokens[index].end : following.start]
    return (bool(between) and not between.isspace() and between != "-") or following.surface in _GOES_ON


def _whole(tokens: Sequence[Word], particle: int, verb: int) -> tuple[int, str] | None:
    """The verb's place and the key of particle and verb together, when the list knows it."""
    words = vocabulary()
    entry = words.entries.get(tokens[verb].surface)
    if entry and entry.use & (Use.VERBAL | Use.INFINITIVE):
        for key in tokens[verb].keys:
            whole = tokens[particle].surface + key
            if whole in words.separable:
                return verb, whole
    return None
