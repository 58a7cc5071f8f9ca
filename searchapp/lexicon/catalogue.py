"""Everything the data files know about sport, loaded once and looked up by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from searchapp.lexicon.entities import (
    City,
    Club,
    Competition,
    Entity,
    NationalTeam,
    Sport,
    SportWord,
    Stage,
    Team,
    Venue,
)
from searchapp.lexicon.gazetteer import Entry, Form, Gazetteer
from searchapp.lexicon.tables import DATA, read_table, split_list
from searchapp.lexicon.words import fold

STAGE_ORDER = (
    "kwalificatieronde",
    "eerste ronde",
    "tweede ronde",
    "zestiende finale",
    "achtste finale",
    "kwartfinale",
    "halve finale",
    "finale",
)
"""The knock-out rounds from first to last."""


class Catalogue:
    """Clubs, national sides, competitions, sports, stages and venues, and one gazetteer of them all.

    `teams` and `competitions` map canonical names to entities; two competitions may share
    a name in different sports, so competitions map to a tuple.
    """

    def __init__(self, folder: Path = DATA) -> None:
        """Read the tables in `folder`."""
        self.gazetteer = Gazetteer()
        self.teams: dict[str, Team] = {}
        self.competitions: dict[str, tuple[Competition, ...]] = {}
        self.sports: dict[str, Sport] = {}
        self.given_names = frozenset(fold(row["name"]) for row in read_table("given_names", folder))
        self.common_words = frozenset(row["word"] for row in read_table("common_words", folder))
        self._home: dict[str, list[str]] = {}
        self._load_sports(folder)
        self._load_stages(folder)
        self._load_competitions(folder)
        self._load_national_teams(folder)
        self._load_clubs(folder)
        self._load_venues(folder)
        for row in read_table("cities", folder):
            city = City(row["name"], row["country"], tuple(split_list(row["clubs"])))
            self.gazetteer.add(city.name, Entry(city, "name"))

    def canonical_team(self, name: str, sport: str | None = None) -> str | None:
        """The canonical name, when exactly one club or national side (of that sport) answers to `name`."""
        if name in self.teams:
            return name
        found = [
            entry.entity
            for entry in self.gazetteer.lookup(name)
            if entry.form in ("name", "alias") and isinstance(entry.entity, Club | NationalTeam)
        ]
        fitting = {team.name for team in found if plays(team, sport)}
        return fitting.pop() if len(fitting) == 1 else None

    def canonical_competition(
        self, name: str, sport: str | None = None, year: int | None = None
    ) -> str | None:
        """The lasting name, when exactly one competition (of that sport, in that year) answers to `name`."""
        if name in self.competitions:
            return name
        fitting = {
            entry.entity.name
            for entry in self.gazetteer.lookup(name)
            if isinstance(entry.entity, Competition)
            and (sport is None or entry.entity.sport == sport)
            and (year is None or entry.first <= year <= entry.last)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _add(self, phrases: str, entity: Entity, form: Form) -> None:
        plain = Entry(entity, form)
        for phrase in split_list(phrases):
            name, _, condition = phrase.partition("@")
            self.gazetteer.add(name, _conditional(plain, condition) if condition else plain)

    def _load_sports(self, folder: Path) -> None:
        for row in read_table("sports", folder):
            sport = Sport(row["name"], row["team sport"] == "yes", row["season"] == "split")
            self.sports[sport.name] = sport
            self.gazetteer.add(sport.name, Entry(SportWord(sport.name, 3), "word"))
            for item in split_list(row["weight words"]):
                word, _, weight = item.rpartition(":")
                self.gazetteer.add(word, Entry(SportWord(sport.name, int(weight)), "word"))

    def _load_stages(self, folder: Path) -> None:
        for row in read_table("stages", folder):
            stage = Stage(row["name"])
            self.gazetteer.add(stage.name, Entry(stage, "name"))
            self._add(row["phrases"], stage, "alias")

    def _load_competitions(self, folder: Path) -> None:
        for row in read_table("competitions", folder):
            competition = Competition(
                row["name"], row["sport"], row["area"], row["kind"], row["season"] == "split"
            )
            known = self.competitions.get(competition.name, ())
            self.competitions[competition.name] = (*known, competition)
            self.gazetteer.add(competition.name, Entry(competition, "name"))
            self._add(row["aliases"], competition, "alias")

    def _load_national_teams(self, folder: Path) -> None:
        for row in read_table("national_teams", folder):
            team = NationalTeam(row["name"], row["code"])
            self.teams[team.name] = team
            self.gazetteer.add(team.name, Entry(team, "name"))
            self._add(row["aliases"], team, "alias")
            self._add(row["nicknames"], team, "nickname")
            self._add(row["adjectives"], team, "adjective")
            self._add(row["inhabitants"], team, "inhabitant")

    def _load_clubs(self, folder: Path) -> None:
        for row in read_table("clubs", folder):
            sports = tuple(name.strip() for name in row["sports"].split(","))
            club = Club(row["name"], row["country"], sports)
            self.teams[club.name] = club
            self.gazetteer.add(club.name, Entry(club, "name"))
            self._add(row["aliases"], club, "alias")
            self._add(row["former"], club, "alias")
            self._add(row["nicknames"], club, "nickname")
            self._add(row["adjectives"], club, "adjective")
            for stadium in split_list(row["stadiums"]):
                self._home.setdefault(stadium, []).append(club.name)

    def _load_venues(self, folder: Path) -> None:
        for row in read_table("venues", folder):
            venue = Venue(row["name"], tuple(self._home.pop(row["name"], ())), row["country"])
            self.gazetteer.add(venue.name, Entry(venue, "name"))
            self._add(row["aliases"], venue, "alias")
        for name, clubs in self._home.items():
            self.gazetteer.add(name, Entry(Venue(name, tuple(clubs)), "name"))


def plays(team: Team, sport: str | None) -> bool:
    """Whether a team can appear in this sport; national sides play all, unknown sport fits all."""
    return sport is None or isinstance(team, NationalTeam) or sport in team.sports


def years(condition: str) -> tuple[int, int] | None:
    """The years of "2015-2024", "-2008", "2018-" or "2013"; None for anything else."""
    first, dash, last = condition.partition("-")
    if not (first or last) or not (first + last).isdigit():
        return None
    return (int(first or 0), int(last or 9999)) if dash else (int(first), int(first))


def _conditional(entry: Entry, condition: str) -> Entry:
    """The entry limited to the years or the sport after an `@`."""
    span = years(condition)
    if span:
        return entry._replace(first=span[0], last=span[1])
    return entry._replace(sport=condition)


def teams_of(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Those entries that name a club or a national side."""
    return (entry for entry in entries if isinstance(entry.entity, Club | NationalTeam))
