"""In which league do two clubs usually meet? For reports that don't name it."""

from __future__ import annotations

from functools import cache

from searchapp.lexicon.catalogue import years
from searchapp.lexicon.tables import read_table, split_list

ALWAYS = (0, 9999)


@cache
def _memberships() -> dict[str, list[tuple[str, int, int]]]:
    """For each club its leagues, with the first and the last year."""
    found: dict[str, list[tuple[str, int, int]]] = {}
    for row in read_table("leagues"):
        for item in split_list(row["clubs"]):
            club, _, condition = item.partition("@")
            first, last = years(condition) or ALWAYS
            found.setdefault(club, []).append((row["league"], first, last))
    return found


def common_leagues(clubs: tuple[str, ...], year: int | None) -> frozenset[str]:
    """The leagues in which all these clubs play in a year; where it isn't known today's, else any year's."""
    if not clubs:
        return frozenset()
    if year is not None:
        return frozenset.intersection(*(_leagues(club, year, year) for club in clubs))
    return common_leagues(clubs, ALWAYS[1]) or frozenset.intersection(
        *(_leagues(club, *ALWAYS) for club in clubs)
    )


def _leagues(club: str, begin: int, end: int) -> frozenset[str]:
    known = _memberships().get(club, ())
    return frozenset(league for league, first, last in known if first <= end and begin <= last)
