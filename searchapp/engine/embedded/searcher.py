"""A query and options go in, one page of hits with counts comes out; nothing here writes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np

from searchapp import highlighting
from searchapp.engine.embedded import compile as compiling
from searchapp.engine.embedded import durable, manifest, ranking
from searchapp.engine.embedded.catchup import KINDS
from searchapp.engine.embedded.evaluate import Evaluation, Matches, overlap
from searchapp.engine.embedded.facets import Narrowing
from searchapp.engine.embedded.manifest import Manifest
from searchapp.engine.embedded.schema import QUOTES, REPORTS, headline, lead
from searchapp.engine.embedded.store import Store
from searchapp.engine.embedded.view import View
from searchapp.errors import UsageError
from searchapp.fields import FACETS
from searchapp.model import (
    FacetCount,
    Overview,
    QuoteHit,
    Report,
    ReportHit,
    SearchOptions,
    SearchResult,
    Snippet,
)
from searchapp.query.ast import Everything, Query

SORTS = ("relevance", "-date", "date")


class _Found(NamedTuple):
    """The query as it was answered in the end, what it matches, and what the reader should know."""

    query: Query
    matches: Matches
    notices: tuple[str, ...]


class _Answer(NamedTuple):
    """A result before its hits are loaded: `page` holds documents and scores in order."""

    query: Query
    total: int
    page: list[tuple[int, float]]
    facets: Mapping[str, tuple[FacetCount, ...]]
    notices: tuple[str, ...]


class EmbeddedSearcher:
    """Answers from one generation; see `searchapp.engine.protocols.Searcher`."""

    def __init__(self, archive: Path, store: Store, opened: Manifest, verified: set[str]) -> None:
        """Verify the files against the manifest and open them; ArchiveDamaged if that fails.

        `verified` names files that were found whole before; those found whole now are added.
        """
        self._store, self._manifest = store, opened
        folder = archive / opened.folder
        verify(folder, opened, verified)
        try:
            self._views = {kind: View(folder / kind.name, kind, opened.tocs[kind.name]) for kind in KINDS}
        except FileNotFoundError:
            raise
        except Exception as error:
            # Whatever Whoosh or NumPy make of foreign bytes, the answer is the same.
            raise manifest.damaged(f"{folder} can't be opened ({type(error).__name__}: {error})") from error

    @property
    def generation(self) -> int:
        """Grows with every commit."""
        return self._manifest.generation

    def search_reports(self, query: Query, options: SearchOptions) -> SearchResult[ReportHit]:
        """Reports ranked, with exact total and facet counts."""
        started = time.perf_counter()
        answer = _answer(self._views[REPORTS], query, options)
        hits = self._report_hits(answer, options)
        took = (time.perf_counter() - started) * 1000
        return SearchResult(answer.total, hits, answer.facets, answer.notices, took_ms=took)

    def search_quotes(self, query: Query, options: SearchOptions) -> SearchResult[QuoteHit]:
        """Quotes ranked, with exact total and facet counts."""
        started = time.perf_counter()
        answer = _answer(self._views[QUOTES], query, options)
        hits = self._quote_hits(answer, options)
        took = (time.perf_counter() - started) * 1000
        return SearchResult(answer.total, hits, answer.facets, answer.notices, took_ms=took)

    def report(self, report_id: str) -> Report | None:
        """The report as it stood at this generation, or None."""
        return self._store.by_id(report_id, self._manifest.revision)

    def overview(self) -> Overview:
        """What the archive holds."""
        reports, quotes = self._views[REPORTS], self._views[QUOTES]
        years = reports.columns.facets["year"].counts(reports.live)
        known = sorted(int(year) for year in years if year.isdigit())
        return Overview(
            reports=reports.count,
            quotes=quotes.count,
            first_year=known[0] if known else None,
            last_year=known[-1] if known else None,
            undated=reports.count - sum(years[f"{year:04d}"] for year in known),
            generation=self.generation,
            size_bytes=self._store.size + sum(file.size for file in self._manifest.files.values()),
        )

    def revisions(self) -> list[int]:
        """The store's revisions of the reports in the index, ascending."""
        view = self._views[REPORTS]
        return sorted(view.columns.numbers["revision"][view.live].tolist())

    def _report_hits(self, answer: _Answer, options: SearchOptions) -> tuple[ReportHit, ...]:
        hits = []
        for document, score in answer.page:
            report = self._load(self._views[REPORTS], document)
            if report:
                snippet = _snippet(report.text, answer.query, options.exact, start=_lead_start(report))
                hits.append(ReportHit(report, snippet, score))
        return tuple(hits)

    def _quote_hits(self, answer: _Answer, options: SearchOptions) -> tuple[QuoteHit, ...]:
        hits = []
        view = self._views[QUOTES]
        for document, score in answer.page:
            report, number = self._load(view, document), int(view.columns.numbers["number"][document])
            if report and number <= len(report.quotes):
                quote = report.quotes[number - 1]
                snippet = _snippet(quote.text, answer.query, options.exact, length=len(quote.text))
                hits.append(QuoteHit(report, number, quote, snippet, score))
        return tuple(hits)

    def _load(self, view: View, document: int) -> Report | None:
        """The report of a document; None only if it was removed two generations ago."""
        revision = int(view.columns.numbers["revision"][document])
        return self._store.by_revision(revision) or self._store.by_id(
            view.columns.ids[document], self._store.revision
        )


def verify(folder: Path, opened: Manifest, verified: set[str]) -> None:
    """Compare files with the manifest's sizes and checksums, once each.

    Raises FileNotFoundError for a missing file (it may just have been replaced by a newer
    generation) and ArchiveDamaged for a changed one.
    """
    for name, expected in opened.files.items():
        mark = f"{folder.name}/{name}"
        if mark in verified:
            if (folder / name).stat().st_size != expected.size:
                raise manifest.damaged(f"{folder / name} has changed")
            continue
        if durable.fingerprint(folder / name) != expected:
            raise manifest.damaged(f"{folder / name} has changed")
        verified.add(mark)


def _answer(view: View, query: Query, options: SearchOptions) -> _Answer:
    """Match, narrow, count and order; UsageError for a facet or an order that doesn't exist."""
    sort = options.sort or ("-date" if isinstance(query, Everything) else "relevance")
    if sort not in SORTS:
        raise UsageError(f"there is no order {sort!r}", "sort")
    narrowing = Narrowing(view.columns, view.live, options)
    found = _find(view, query, options)
    mask = narrowing.excluded(found.matches.mask)
    if options.date_from or options.date_to:
        mask = mask & overlap(view, options.date_from, options.date_to)
    hits, scores = narrowing.hits(mask), found.matches.scores
    per_page = max(options.per_page, 0)
    start = (max(options.page, 1) - 1) * per_page
    documents = ranking.page(view, hits, scores, sort, (start, start + per_page))
    facets = [facet for facet in FACETS if facet.on_reports or view.kind is QUOTES]
    return _Answer(
        found.query,
        int(np.count_nonzero(hits)),
        list(zip(documents.tolist(), scores[documents].tolist(), strict=True)),
        narrowing.counts(mask, facets),
        (*found.notices, *narrowing.notices()),
    )


def _find(view: View, query: Query, options: SearchOptions) -> _Found:
    """What the query matches; when that's nothing at all, its compounds are tried as their parts."""
    found = _evaluate(view, query, options)
    if not found.matches.mask.any() and not options.exact:
        wider, notices = compiling.split_compounds(query)
        if notices:
            second = _evaluate(view, wider, options)
            if second.matches.mask.any():
                return second._replace(notices=(*notices, *second.notices))
    return found


def _evaluate(view: View, query: Query, options: SearchOptions) -> _Found:
    evaluation = Evaluation(view)
    matches = evaluation.run(compiling.prepare(query, options.exact))
    return _Found(query, matches, tuple(evaluation.notices))


def _lead_start(report: Report) -> int:
    return lead(report.text, headline(report)[1])[0]


def _snippet(
    text: str, query: Query, exact: bool, start: int = 0, length: int = highlighting.SNIPPET_LENGTH
) -> Snippet:
    return highlighting.snippet(text, highlighting.matches(text, query, exact), length=length, start=start)
