"""Which quotes are one quote, printed in several places? Pure functions over keys and speakers.

Quotes of at least five words are the same when their words are, whatever their case and
punctuation, unless two different people are named for them. Fewer words ("Ik ben blij") are
the same only from the mouth of the same named person. The first use is the earliest by date
(undated last), then by id, then by place; within one report a use that names its speaker comes
before one that doesn't, so that a caption never hides who said it.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

from searchapp.analysis import dutch
from searchapp.analysis.normalize import fold
from searchapp.model import Quote, Report

_ENOUGH_WORDS = 5
_KEY_BYTES = 16
_UNDATED = 1 << 40


class Use(NamedTuple):
    """One place where some words are quoted. Days are ordinals, None without a date."""

    revision: int
    number: int
    speaker: str | None
    report_id: str
    first_day: int | None
    last_day: int | None

    @property
    def place(self) -> tuple[int, int]:
        """What tells it from all others in the store."""
        return self.revision, self.number

    @property
    def _order(self) -> tuple[int, int, str, bool, int]:
        first, last = self.first_day or _UNDATED, self.last_day or _UNDATED
        return first, last, self.report_id, not self.speaker, self.number


def quote_keys(report: Report) -> tuple[bytes, ...]:
    """For each quote of the report a key that it shares with its repetitions."""
    return tuple(_key(report.id, number, quote) for number, quote in enumerate(report.quotes, 1))


def _key(report_id: str, number: int, quote: Quote) -> bytes:
    surfaces: dict[int, str] = {}
    for token in dutch.analyze(quote.text):
        surfaces.setdefault(token.position, token.surface)
    words = tuple(surfaces.values())
    if len(words) >= _ENOUGH_WORDS:
        return _hash(*words)
    speaker = fold(quote.speaker or "")
    # Few words that nobody is named for are never the same: their key is their place.
    return _hash("", speaker, *words) if speaker and words else _hash("", "", report_id, str(number))


def _hash(*words: str) -> bytes:
    return blake2b("\0".join(words).encode(), digest_size=_KEY_BYTES).digest()


def grouped(uses: Iterable[Use]) -> list[list[Use]]:
    """Uses of one key as the quotes that they are, each with its first use in front.

    In their order, each use joins the first quote that names nobody else for it.
    """
    groups: list[list[Use]] = []
    named: list[set[str]] = []
    known: dict[str, int] = {}
    for use in sorted(uses, key=lambda use: use._order):
        speaker = fold(use.speaker or "")
        if speaker not in known:
            known[speaker] = next(
                (n for n, names in enumerate(named) if all(_may_be(speaker, name) for name in names)),
                len(groups),
            )
        number = known[speaker]
        if number == len(groups):
            groups.append([])
            named.append(set())
        groups[number].append(use)
        named[number].add(speaker)
    return groups


def _may_be(one: str, other: str) -> bool:
    """Whether two folded names can mean one person: the same, one unknown, one the other's surname."""
    short, long = sorted((one.split(), other.split()), key=len)
    return not short or long[-len(short) :] == short
