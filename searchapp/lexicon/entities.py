"""What the lexicon knows: clubs, national sides, competitions, sports, stages, venues."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Club:
    """A club by its usual Dutch newspaper name; `country` is ISO 3166, EN SC WA NI for Britain."""

    name: str
    country: str
    sports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NationalTeam:
    """A national side by the Dutch name of its country; any sport."""

    name: str
    country: str


@dataclass(frozen=True, slots=True)
class Competition:
    """A competition by its lasting Dutch name.

    `area` is a country code, EU or INT; `kind` is league, cup, continental, national,
    tour, tournament or series; `split_season` tells July-June from calendar years.
    """

    name: str
    sport: str
    area: str
    kind: str
    split_season: bool


@dataclass(frozen=True, slots=True)
class Sport:
    """A sport; `team_sport` is False where persons compete, not sides."""

    name: str
    team_sport: bool
    split_season: bool


@dataclass(frozen=True, slots=True)
class SportWord:
    """A word that speaks for a sport, with weight 1 to 3."""

    sport: str
    weight: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A round or phase of a competition."""

    name: str


@dataclass(frozen=True, slots=True)
class Venue:
    """A stadium, hall or course; `clubs` are the canonical names of those at home there."""

    name: str
    clubs: tuple[str, ...] = ()
    country: str = ""


@dataclass(frozen=True, slots=True)
class City:
    """A city where matches are played, with clubs at home there; `country` as for clubs."""

    name: str
    country: str
    clubs: tuple[str, ...] = ()


Team = Club | NationalTeam
Entity = Club | NationalTeam | Competition | Sport | SportWord | Stage | Venue | City
