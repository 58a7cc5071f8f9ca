"""How are facts worded for Dutch readers? Dates, durations, matches, speakers."""

from __future__ import annotations

from collections.abc import Sequence

from searchapp.fields import FACET
from searchapp.model import UNKNOWN, PartialDate
from searchapp.web.numbers import decimal, number
from searchapp.web.texts import month, named, text

_MOST_TEAMS = 4
_FIXED = frozenset({"role", "sport", "stage"})
"""Facets whose values are words of ours, not names."""


_OUTCOMES = {"winst": "outcome.won", "gelijk": "outcome.drawn", "verlies": "outcome.lost"}
"""How the match ended for who speaks: "na een nederlaag"."""


def date(value: PartialDate | None) -> str:
    """A date as precise as it is known.

    >>> date(PartialDate(2025, 2, 5)), date(PartialDate(2025, 2)), date(PartialDate(2025))
    ('5 februari 2025', 'februari 2025', '2025')
    """
    if value is None:
        return text("date.unknown")
    parts = [str(value.day)] if value.day else []
    parts += [month(value.month)] if value.month else []
    return " ".join([*parts, str(value.year)])


def day(moment: str) -> str:
    """The day of a moment in ISO form.

    >>> day("2026-11-21T12:43:45+00:00")
    '21 november 2026'
    """
    return date(PartialDate.parse(moment[:10]))


def duration(milliseconds: float) -> str:
    """A search time: whole milliseconds, from a second on seconds with a decimal.

    >>> duration(0.3), duration(41.6), duration(1234)
    ('1 ms', '42 ms', '1,2 s')
    """
    if milliseconds < 1000:
        return text("time.ms", time=max(1, round(milliseconds)))
    return text("time.s", time=decimal(milliseconds / 1000))


def teams(names: Sequence[str]) -> str:
    """Two sides as a match, home first; more as a list that ends in a number.

    >>> teams(["KRC Genk", "Ajax"]), teams(["AZ", "PSV", "NEC", "RKC", "FC Emmen", "Almere City"])
    ('KRC Genk – Ajax', 'AZ, PSV, NEC, RKC en nog 2')
    """
    if len(names) == 2:
        return " – ".join(names)
    shown = ", ".join(names[:_MOST_TEAMS])
    rest = len(names) - _MOST_TEAMS
    return text("teams.more", teams=shown, count=number(rest)) if rest > 0 else shown


def role(value: str | None) -> str:
    """A role beside a name; "andere" only means something in a list of roles."""
    return named(value) if value and value != "andere" else ""


def facet_value(facet: str, value: str) -> str:
    """The label of a facet value: months are written out, the few fixed words translated."""
    if facet == "month" and value != UNKNOWN:
        try:
            return date(PartialDate.parse(value))
        except ValueError:
            return value
    if facet == "outcome" and value in _OUTCOMES:
        return text(_OUTCOMES[value])
    return named(value) if value == UNKNOWN or facet in _FIXED else value


def facet_label(facet: str) -> str:
    """The name of a facet."""
    return named(FACET[facet].label)
