"""Reports with invented people, in any number."""

from __future__ import annotations

from pathlib import Path

from searchapp.engine import open_archive
from searchapp.engine.protocols import Archive
from searchapp.model import PartialDate, Quote, Report, SearchOptions
from searchapp.query.ast import Everything, Query, Term


def said(number: int) -> str:
    """The words of the quote of that sample, which no other sample has."""
    return f"We hebben er alles aan gedaan in duel {number}"


def sample(number: int, extra: str = "") -> Report:
    """A report with one quote; numbers give different years, clubs and words."""
    title, words = f"KRC Genk wint duel {number}", said(number)
    body = (
        f"In een spannende bekerfinale won Genk met {number}-0 {extra}. “{words}”, zei coach Wim Verzonnen."
    )
    text = f"{title}\n\n{body}"
    start = text.index(words)
    return Report(
        id=f"r{number}",
        source=f"verslagen/r{number}.txt",
        text=text,
        title=title,
        date=PartialDate(2000 + number % 20, number % 12 + 1) if number % 5 else None,
        teams=("KRC Genk", f"Club {number % 3}"),
        competition="Beker van België",
        quotes=(
            Quote(words, start, start + len(words), "Wim Verzonnen", "coach", "KRC Genk", "zei", "winst"),
        ),
        speakers=("Wim Verzonnen",),
        origin=f"/verslagen/r{number}.txt",
        content_hash=f"{number}{extra}",
    )


def filled(folder: Path, count: int, start: int = 0) -> Archive:
    """An archive in the folder to which so many reports were added in one commit."""
    archive = open_archive(folder, create=True)
    with archive.writer() as writer:
        for number in range(start, start + count):
            writer.add(sample(number))
    return archive


def ids(archive: Archive, query: Query | None = None) -> list[str]:
    """The ids that a search finds, in the order of the hits."""
    result = archive.searcher().search_reports(query or Everything(), SearchOptions(per_page=1000))
    return [hit.report.id for hit in result.hits]


def answers(archive: Archive) -> list[object]:
    """Everything visible in a few searches, for comparing two states of an archive."""
    searcher = archive.searcher()
    found: list[object] = []
    for query in (Everything(), Term("bekerfinales"), Term("gedaan"), Term("3-0")):
        for search in (searcher.search_reports, searcher.search_quotes):
            result = search(query, SearchOptions(per_page=1000))
            hits = [
                (hit.report, round(hit.relevance, 9), hit.snippet, getattr(hit, "also_in", ()))
                for hit in result.hits
            ]
            found.append((result.total, hits, dict(result.facets)))
    return found
