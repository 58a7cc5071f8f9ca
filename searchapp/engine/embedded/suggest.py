"""What may somebody be typing? Names first, then competitions, then words, all from the archive itself.

What is typed is completed; where next to nothing begins with it, what looks or sounds like it
is proposed as well. Everything is looked up in sorted arrays that are made once for each
generation, when the first letter is typed.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np

from searchapp.analysis import dutch
from searchapp.analysis.normalize import fold
from searchapp.engine.embedded.facetcolumn import Mask
from searchapp.engine.embedded.names import Name, Names, key, names_of
from searchapp.engine.embedded.spelling import MOST_EDITS, Near
from searchapp.engine.embedded.view import View
from searchapp.engine.embedded.words import Words
from searchapp.model import Suggestion
from searchapp.query.ast import And, Query, Term
from searchapp.query.parser import parse

LONGEST_TYPED = 200
"""Characters; nobody needs a suggestion for more."""
_FEW = 3
"""With fewer completions than this, names and words that look alike are proposed too."""
_SHORTEST_BEGINNING = 2
_SHORTEST_HALF = 3
"""Letters of the last typed word; a shorter one may just have been begun."""
_PATIENCE = 0.1
"""Seconds that somebody who types may wait for the tables."""
MOST_EDITS_JOINED = 1
"""Between the sounds of several typed words written as one and of a word of the archive."""
_Ranked = tuple[tuple[int, int, int, int], Suggestion]


class _Tables(NamedTuple):
    """What is looked up, and how long it took to make."""

    people_and_clubs: Names
    competitions: Names
    words: Words
    seconds: float


class Suggester:
    """Suggestions from one generation; safe to share between threads."""

    def __init__(self, reports: View, quotes: View) -> None:
        """Nothing is read before it is needed."""
        self.reports, self._quotes = reports, quotes
        self._lock = threading.Lock()
        self._made: _Tables | None = None
        self._earlier: _Tables | None = None
        self._making: threading.Thread | None = None

    def follow(self, earlier: Suggester) -> None:
        """Take over from the suggester of an earlier generation.

        In a large archive its tables serve until those of this generation are made, so that
        nobody who types has to wait for them: for seconds, names are those before the commit.
        """
        with earlier._lock:
            self._earlier = earlier._made or earlier._earlier

    def tables(self) -> _Tables:
        """Speakers and clubs, competitions, words."""
        with self._lock:
            if self._made is None and self._earlier and self._earlier.seconds > _PATIENCE:
                if self._making is None:
                    self._making = threading.Thread(target=self._make, name="suggestions", daemon=True)
                    self._making.start()
                return self._earlier
            if self._made is None:
                self._made = self._tables()
            return self._made

    def _make(self) -> None:
        made = self._tables()
        with self._lock:
            self._made, self._earlier = made, None

    def _tables(self) -> _Tables:
        started = time.perf_counter()
        people_and_clubs = Names([*_speakers(self._quotes), *_clubs(self.reports)])
        competitions = Names(_of_facet(self.reports, "competition"))
        words = Words(self.reports.dictionary(self.reports.kind.exact), self.reports.count)
        return _Tables(people_and_clubs, competitions, words, time.perf_counter() - started)

    def suggest(self, typed: str, limit: int) -> tuple[Suggestion, ...]:
        """At most `limit` suggestions, the likeliest first."""
        typed = " ".join(typed[:LONGEST_TYPED].split())
        phrase = key(typed)
        if not phrase or limit < 1:
            return ()
        found = self._completions(typed, phrase, limit)
        if len(found) < _FEW:
            found += self._alike(typed, phrase, limit, most=1 if found else MOST_EDITS)
        return tuple(dict.fromkeys(found))[:limit]

    def _completions(self, typed: str, phrase: str, limit: int) -> list[Suggestion]:
        tables = self.tables()
        groups = [
            [_named(name) for name in tables.people_and_clubs.starting(phrase, limit)],
            [_named(name) for name in tables.competitions.starting(phrase, limit)],
            list(islice(self._word_completions(typed, limit), limit)),
        ]
        return shared_out(groups, limit)

    def _word_completions(self, typed: str, limit: int) -> Iterator[Suggestion]:
        """The last word completed, after the words before it; no two forms of one word."""
        *before, last = plain_words(parse(typed).query) or ("",)
        beginning = fold(last)
        if len(beginning) >= _SHORTEST_BEGINNING:
            proposed = self.tables().words.starting(beginning, 2 * limit)
            yield from (suggestion for _, suggestion in self._after(before, proposed, set(before)))

    def _alike(self, typed: str, phrase: str, limit: int, most: int) -> list[Suggestion]:
        """Names and words whose sounds are at most so many edits from what was typed.

        Names that sound as if they began so come right after those that sound just so.
        """
        tables = self.tables()
        ranked = list(self._near_words(typed))
        for group, names in enumerate((tables.people_and_clubs, tables.competitions)):
            for near, name, _ in names.near(phrase):
                ranked.append((_rank(near, group, name.records), _named(name)))
        ranked = sorted((each for each in ranked if each[0][0] <= most), key=lambda each: each[0])
        same_sound = sum(rank[0] == 0 for rank, _ in ranked)
        near_ones = [suggestion for _, suggestion in ranked]
        sounding = [_named(name) for name in tables.people_and_clubs.sounding(phrase, limit)]
        return near_ones[:same_sound] + sounding + near_ones[same_sound:]

    def _near_words(self, typed: str) -> Iterator[_Ranked]:
        """What was typed, written as one word, and the last word after those before it, corrected."""
        words = plain_words(parse(typed).query) or ()
        readings = {words[:-1]: words[-1]} if words else {}
        if len(words) > 1 and len(words[-1]) >= _SHORTEST_HALF:
            readings[()] = "".join(words)
        for before, word in readings.items():
            most = MOST_EDITS if len(words) == len(before) + 1 else MOST_EDITS_JOINED
            alike = self.tables().words.near(fold(word))
            near = {each.word: each for each in alike if each.near.sound <= most}
            for found, suggestion in self._after(before, list(near), {word}):
                distance, documents = near[found].near, near[found].documents
                # Each word that is kept as it was typed may be wrong, too.
                yield _rank(distance._replace(sound=distance.sound + len(before)), 2, documents), suggestion

    def _after(
        self, before: Sequence[str], proposed: Sequence[str], known: Iterable[str]
    ) -> Iterator[tuple[str, Suggestion]]:
        """The proposed words, each after those before it, where any report holds them all.

        Of several forms of one word only the first is proposed, and none of the known words.
        """
        seen = {_main_key(word) for word in known}
        held = self.reports.live
        for word in before:
            held = held & _holding(self.reports, word)
        for word in proposed:
            if _main_key(word) not in seen:
                seen.add(_main_key(word))
                count = int(np.count_nonzero(held & _holding(self.reports, word)))
                if count:
                    yield word, Suggestion(" ".join([*before, word]), count)


def shared_out(groups: Sequence[list[Suggestion]], limit: int) -> list[Suggestion]:
    """The groups one after the other; each later one is sure of a fifth of the places, if it fills them.

    >>> many = [Suggestion(letter, 1) for letter in "abcdef"]
    >>> "".join(each.label for each in shared_out([many, many[:1], many[3:]], 5))
    'abcad'
    """
    sure = limit // 5
    chosen: list[Suggestion] = []
    for number, group in enumerate(groups):
        reserved = sum(min(len(later), sure) for later in groups[number + 1 :])
        chosen += group[: max(limit - len(chosen) - reserved, 0)]
    return chosen


def plain_words(query: Query) -> tuple[str, ...] | None:
    """The words of a query that is nothing but words; None for any other."""
    children = query.children if isinstance(query, And) else (query,)
    terms = [child.text for child in children if isinstance(child, Term) and not child.title_only]
    return tuple(terms) if len(terms) == len(children) else None


def _holding(view: View, word: str) -> Mask:
    """The documents that hold a word in any form, deleted ones included."""
    mask = np.zeros(view.size, np.bool_)
    for name in view.kind.keys:
        for term in dutch.keys(word):
            mask[view.documents(name, term)] = True
    return mask


def _main_key(word: str) -> str:
    return next(iter(dutch.keys(word)), "")


def _rank(near: Near, group: int, count: int) -> tuple[int, int, int, int]:
    return near.sound, near.letters, group, -count


def _named(name: Name) -> Suggestion:
    return Suggestion(name.label, name.records, name.facet)


def _of_facet(view: View, facet: str) -> list[Name]:
    return names_of(facet, view.facet_totals(facet))


def _speakers(quotes: View) -> list[Name]:
    return _of_facet(quotes, "speaker")


def _clubs(reports: View) -> list[Name]:
    """The clubs that play in reports, and those that are only mentioned."""
    playing = _of_facet(reports, "team")
    labels = {name.label for name in playing}
    return playing + [name for name in _of_facet(reports, "mentioned_team") if name.label not in labels]
