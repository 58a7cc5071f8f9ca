"""Names a source gives, turned to the lexicon's canonical ones where it knows them."""

from __future__ import annotations

from dataclasses import replace

from searchapp.lexicon import lexicon
from searchapp.model import Report


def canonicalized(report: Report) -> Report:
    """The report with its given teams and competition under their canonical names."""
    if report.given.isdisjoint(("teams", "mentioned_teams", "competition")):
        return report
    known, year = lexicon(), report.date.year if report.date else None
    competition = report.competition
    if competition:
        competition = known.canonical_competition(competition, report.sport, year) or competition
    return replace(
        report,
        teams=tuple(known.canonical_team(name, report.sport) or name for name in report.teams),
        mentioned_teams=tuple(
            known.canonical_team(name, report.sport) or name for name in report.mentioned_teams
        ),
        competition=competition,
    )
