"""A query and options go in, one page of hits with counts comes out; nothing here writes."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from searchapp import highlighting
from searchapp.analysis import dutch
from searchapp.engine.embedded import durable, manifest, ranking, resemblance, segments, typical
from searchapp.engine.embedded.catchup import KINDS
from searchapp.engine.embedded.correct import Correction, has_alternatives
from searchapp.engine.embedded.facets import Narrowing
from searchapp.engine.embedded.finding import expand, find
from searchapp.engine.embedded.manifest import Manifest
from searchapp.engine.embedded.schema import QUOTES, REPORTS, headline, lead
from searchapp.engine.embedded.store import Store
from searchapp.engine.embedded.suggest import Suggester
from searchapp.engine.embedded.thesaurus import EditedThesaurus
from searchapp.engine.embedded.view import View
from searchapp.errors import UsageError
from searchapp.fields import FACETS
from searchapp.model import (
    FacetCount,
    HitT,
    Overview,
    QuoteHit,
    QuoteMatch,
    Report,
    ReportHit,
    SearchOptions,
    SearchResult,
    Snippet,
    Suggestion,
)
from searchapp.query.ast import Everything, Query

_LARGE = 32 << 20
"""Bytes."""
SORTS = ("relevance", "-date", "date")
_LONGEST_READ = 100_000
"""Characters of a report that are read to see how a word is written."""


class _Answer(NamedTuple):
    """A result before its hits are loaded: `page` holds documents and scores in order.

    answered: whether the query without its filters finds anything.
    """

    query: Query
    answered: bool
    total: int
    page: list[tuple[int, float]]
    facets: Mapping[str, tuple[FacetCount, ...]]
    notices: tuple[str, ...]
    also_searched: tuple[str, ...]

    def result(self, hits: tuple[HitT, ...], suggestion: str | None, took_ms: float) -> SearchResult[HitT]:
        """The result with its hits."""
        return SearchResult(
            self.total, hits, self.facets, self.notices, suggestion, took_ms, self.also_searched
        )


class EmbeddedSearcher:
    """Answers from one generation; see `searchapp.engine.protocols.Searcher`."""

    def __init__(self, archive: Path, store: Store, opened: Manifest, verified: set[str] | None) -> None:
        """Verify the files against the manifest and open them; ArchiveDamaged if that fails.

        `verified` names files that were found whole before; those found whole now are added. None:
        everything is read, large files too.
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
        self._thesaurus = EditedThesaurus(archive)
        self._suggester = Suggester(self._views[REPORTS], self._views[QUOTES])

    @property
    def generation(self) -> int:
        """Grows with every commit."""
        return self._manifest.generation

    def search_reports(self, query: Query, options: SearchOptions) -> SearchResult[ReportHit]:
        """Reports ranked, with exact total and facet counts."""
        started = time.perf_counter()
        answer = _answer(self._views[REPORTS], query, options, self._thesaurus)
        hits = self._report_hits(answer, options)
        better = self._better_query(self._views[REPORTS], query, options, answer)
        took = (time.perf_counter() - started) * 1000
        return answer.result(hits, better, took)

    def search_quotes(self, query: Query, options: SearchOptions) -> SearchResult[QuoteHit]:
        """Quotes ranked, with exact total and facet counts."""
        started = time.perf_counter()
        answer = _answer(self._views[QUOTES], query, options, self._thesaurus)
        hits = self._quote_hits(answer, options)
        better = self._better_query(self._views[QUOTES], query, options, answer)
        took = (time.perf_counter() - started) * 1000
        return answer.result(hits, better, took)

    def report(self, report_id: str) -> Report | None:
        """The report as it stood at this generation, or None."""
        return self._store.by_id(report_id, self._manifest.revision)

    def overview(self) -> Overview:
        """What the archive holds."""
        reports, quotes = self._views[REPORTS], self._views[QUOTES]
        years = reports.facet_totals("year")
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

    def suggest(self, typed: str, limit: int = 10) -> tuple[Suggestion, ...]:
        """Names and words that begin with the typed text, or else look or sound like it."""
        return self._suggester.suggest(typed, limit)

    def follow(self, earlier: EmbeddedSearcher) -> None:
        """Take over what the searcher of an earlier generation has made and is costly to make.

        Not after a report was taken out: nothing of it may be suggested any more.
        """
        if not self._store.took_out(earlier._manifest.revision, self._manifest.revision):
            self._suggester.follow(earlier._suggester)

    def check(self, text: str, limit: int) -> tuple[QuoteMatch, ...]:
        """The quotes that come near a sentence as remembered, the nearest first."""
        found = resemblance.nearest(self._views[QUOTES], text, limit, self._located)
        hits = (
            replace(each.hit, also_in=self._also_in(each.hit.report.id, each.hit.number)) for each in found
        )
        return tuple(replace(each, hit=hit) for each, hit in zip(found, hits, strict=True))

    def expanded(self, query: Query, options: SearchOptions) -> Query:
        """The tree with the synonyms that a search tries: what to mark in a text."""
        return expand(query, options, self._thesaurus).query

    def typical_words(self, facet: str, value: str, limit: int) -> tuple[str, ...]:
        """Words that quotes with this facet value hold far more often than all others."""
        return typical.typical_words(self._views[QUOTES], facet, value, limit, self._quoted)

    def _better_query(self, view: View, query: Query, options: SearchOptions, answer: _Answer) -> str | None:
        """The query with its unknown words corrected, when an unknown word is what's wrong with it."""
        if answer.answered and not has_alternatives(query):
            return None
        return Correction(self._suggester, view, self._written, options.exact).better_query(query)

    def _written(self, view: View, word: str) -> str:
        """A folded word as a report mostly writes it."""
        holding = np.concatenate([view.documents(name, word) for name in view.kind.exact])
        newest = holding[-1:].tolist()
        report = self._load(view, newest[0]) if newest else None
        tokens = dutch.analyze(report.text[:_LONGEST_READ]) if report else []
        forms = Counter(token.text for token in tokens if token.surface == word)
        return max(forms, key=lambda form: (forms[form], form), default=word)

    def list_problems(self) -> list[str]:
        """Lines of the editors' synonyms that can't be read, a sentence each."""
        return self._thesaurus.problems()

    def revisions(self) -> list[int]:
        """The store's revisions of the reports in the index, ascending."""
        view = self._views[REPORTS]
        return sorted(view.columns.numbers["revision"][view.everything].tolist())

    def places(self) -> list[tuple[int, int]]:
        """Revision and number of the quotes in the index, ascending."""
        view = self._views[QUOTES]
        columns = (view.columns.numbers[name][view.everything].tolist() for name in ("revision", "number"))
        return sorted(zip(*columns, strict=True))

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
                also_in = self._also_in(report.id, number)
                hits.append(QuoteHit(report, number, quote, snippet, score, also_in))
        return tuple(hits)

    def _also_in(self, report_id: str, number: int) -> tuple[tuple[str, int], ...]:
        return self._store.shown.elsewhere(report_id, number, self._manifest.revision)

    def _located(self, document: int) -> tuple[Report, int] | None:
        """The report and the number of a document of the view of quotes."""
        view = self._views[QUOTES]
        report, number = self._load(view, document), int(view.columns.numbers["number"][document])
        return (report, number) if report and number <= len(report.quotes) else None

    def _quoted(self, document: int) -> str | None:
        located = self._located(document)
        return located[0].quotes[located[1] - 1].text if located else None

    def _load(self, view: View, document: int) -> Report | None:
        """The report of a document; None only if it was removed two generations ago."""
        revision = int(view.columns.numbers["revision"][document])
        return self._store.by_revision(revision) or self._store.by_id(
            view.columns.ids[document], self._store.revision
        )


def verify(folder: Path, opened: Manifest, verified: set[str] | None) -> None:
    """Compare files with the manifest's sizes and checksums, once each.

    Of large flat files just the size: they are mapped and not parsed, opening them checks their
    directory, and whoever scrubs the archive reads the rest. Gigabytes would take seconds.
    `verified` names files that were found whole before; None: read everything.

    Raises FileNotFoundError for a missing file (it may just have been replaced by a newer
    generation) and ArchiveDamaged for a changed one.
    """
    for name, expected in opened.files.items():
        mark = f"{folder.name}/{name}"
        large = expected.size > _LARGE and Path(name).suffix in segments.FLAT
        if verified is not None and (large or mark in verified):
            if (folder / name).stat().st_size != expected.size:
                raise manifest.damaged(f"{folder / name} has changed")
            continue
        if durable.fingerprint(folder / name) != expected:
            raise manifest.damaged(f"{folder / name} has changed")
        if verified is not None:
            verified.add(mark)


def _answer(view: View, query: Query, options: SearchOptions, thesaurus: EditedThesaurus) -> _Answer:
    """Match, narrow, count and order; UsageError for a facet or an order that doesn't exist."""
    sort = options.sort or ("-date" if isinstance(query, Everything) else "relevance")
    if sort not in SORTS:
        raise UsageError(f"there is no order {sort!r}", "sort")
    found = find(view, query, options, thesaurus)
    matches = found.matches
    narrowing = Narrowing(view, matches.ids, options)
    scores = None if matches.scores is None else matches.scores[narrowing.places]
    per_page = max(options.per_page, 0)
    start = (max(options.page, 1) - 1) * per_page
    places = ranking.page(view, narrowing.hits, scores, sort, (start, start + per_page))
    documents = narrowing.hits[places].tolist()
    relevance = np.zeros(len(places)) if scores is None else scores[places]
    facets = [facet for facet in FACETS if facet.on_reports or view.kind is QUOTES]
    return _Answer(
        found.query,
        bool(len(matches.ids)),
        len(narrowing.hits),
        list(zip(documents, relevance.tolist(), strict=True)),
        narrowing.counts(facets),
        (*found.notices, *narrowing.notices()),
        found.also_searched,
    )


def _lead_start(report: Report) -> int:
    return lead(report.text, headline(report)[1])[0]


def _snippet(
    text: str, query: Query, exact: bool, start: int = 0, length: int = highlighting.SNIPPET_LENGTH
) -> Snippet:
    return highlighting.snippet(text, highlighting.matches(text, query, exact), length=length, start=start)
