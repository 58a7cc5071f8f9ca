"""THE field table: every facet and text field, with its names, labels and values.

The Whoosh schema, the facet columns, the query prefixes, the HTTP parameters, the
facet panel and the options of the command line are all derived from these tables.
Add a field here and it exists everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from searchapp.model import PartialDate, Quote, Report

Values = tuple[str, ...]


def _one(value: str | None) -> Values:
    return (value,) if value else ()


def _unique(values: list[str | None]) -> Values:
    return tuple(dict.fromkeys(value for value in values if value))


def _year(date: PartialDate | None) -> Values:
    return (f"{date.year:04d}",) if date else ()


def _month(date: PartialDate | None) -> Values:
    return (f"{date.year:04d}-{date.month:02d}",) if date and date.month else ()


@dataclass(frozen=True, slots=True)
class Facet:
    """A field that results can be narrowed by.

    name: the HTTP parameter, the JSON key and (with `_` as `-`) the command line option.
    label, plural: Dutch, for readers. prefix: the query language's prefix, or None.
    of_report, of_quote: the values one record carries; () is counted as "onbekend".
    on_reports: whether report searches count it (all facets count on quotes).
    by_value: list the values in descending order (years) instead of by count.
    """

    name: str
    label: str
    plural: str
    of_report: Callable[[Report], Values]
    of_quote: Callable[[Report, Quote], Values]
    prefix: str | None = None
    on_reports: bool = True
    by_value: bool = False


def _report_wide(
    name: str,
    label: str,
    plural: str,
    values: Callable[[Report], Values],
    prefix: str | None = None,
    by_value: bool = False,
) -> Facet:
    """A facet whose quotes carry the values of their report."""
    return Facet(
        name,
        label,
        plural,
        of_report=values,
        of_quote=lambda report, quote: values(report),
        prefix=prefix,
        by_value=by_value,
    )


FACETS: tuple[Facet, ...] = (
    _report_wide("competition", "Competitie", "Competities", lambda r: _one(r.competition), "competitie"),
    _report_wide("team", "Club", "Clubs", lambda r: r.teams, "club"),
    Facet(
        "speaker",
        "Spreker",
        "Sprekers",
        of_report=lambda r: r.speakers,
        of_quote=lambda r, q: _one(q.speaker),
        prefix="spreker",
    ),
    Facet(
        "speaker_team",
        "Club van de spreker",
        "Clubs van de sprekers",
        of_report=lambda r: _unique([q.team for q in r.quotes]),
        of_quote=lambda r, q: _one(q.team),
    ),
    Facet(
        "role",
        "Rol",
        "Rollen",
        of_report=lambda r: _unique([q.role for q in r.quotes]),
        of_quote=lambda r, q: _one(q.role),
        prefix="rol",
    ),
    _report_wide("sport", "Sport", "Sporten", lambda r: _one(r.sport), "sport"),
    _report_wide("season", "Seizoen", "Seizoenen", lambda r: _one(r.season), "seizoen", by_value=True),
    _report_wide("stage", "Fase", "Fases", lambda r: _one(r.stage)),
    _report_wide("mentioned_team", "Ook vermeld", "Ook vermeld", lambda r: r.mentioned_teams),
    _report_wide("year", "Jaar", "Jaren", lambda r: _year(r.date), by_value=True),
    _report_wide("month", "Maand", "Maanden", lambda r: _month(r.date), by_value=True),
    Facet(
        "outcome",
        "Uitslag voor de spreker",
        "Uitslagen",
        of_report=lambda r: _unique([q.outcome for q in r.quotes]),
        of_quote=lambda r, q: _one(q.outcome),
        on_reports=False,
    ),
)

FACET: dict[str, Facet] = {facet.name: facet for facet in FACETS}
FACET_BY_PREFIX: dict[str, Facet] = {facet.prefix: facet for facet in FACETS if facet.prefix}
DATE_PREFIX = "datum"
TITLE_PREFIX = "titel"


@dataclass(frozen=True, slots=True)
class TextField:
    """A searchable text field of reports: `weight` multiplies its BM25F share."""

    name: str
    weight: float


TEXT_FIELDS: tuple[TextField, ...] = (
    TextField("title", 3.0),
    TextField("lead", 1.5),
    TextField("body", 1.0),
)
