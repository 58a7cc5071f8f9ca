"""From a stored report to the page on which it is read.

The text is shown as written. The title is lifted out of it to be the headline; what
stands above it (a date line) and below it follows in the same order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from searchapp.corrections import Correction
from searchapp.highlighting import matches
from searchapp.model import Person, Quote, Report
from searchapp.web import wording
from searchapp.web.citing import citation
from searchapp.web.evidence import Grounds
from searchapp.web.numbers import counted
from searchapp.web.pages import (
    Fact,
    Link,
    Neighbours,
    Paragraph,
    Piece,
    QuoteLine,
    Related,
    ReportPage,
    Run,
    SearchBox,
)
from searchapp.web.results import REPORTS, navigation, title_of
from searchapp.web.texts import text
from searchapp.web.urls import SearchRequest, amend_url, facet_url, portrait_url, report_url

Span = tuple[int, int]

_TITLE_WITHIN = 1000
"""Code points from the start within which the title is looked for."""
_LONG_HEADLINE = 90
_LONGEST_HEADING = 70
_SHORT_QUOTE = 80
_MOST_JUMPS = 40
"""Hits in a report that can be jumped to from its head; nobody counts further."""


def report_page(
    report: Report,
    request: SearchRequest,
    corrections: Sequence[Correction] = (),
    neighbours: Neighbours | None = None,
    related: Sequence[Related] = (),
    saved: str = "",
) -> ReportPage:
    """`/verslag/<id>`, with the request's words marked and the ways on from there.

    saved: what to say to an editor who has just corrected it.
    """
    words = matches(report.text, request.query, request.options.exact) if request.q else []
    grounds = Grounds(report, corrections)
    layout = _Layout(report.text, report.quotes, words, grounds.spans)
    title = _title_span(report)
    if title:
        above, headline = layout.paragraphs((0, title[0])), layout.runs(title)
    else:
        above, headline = [], [Run([Piece(title_of(report))], 0, [])]
    return ReportPage(
        title=title_of(report),
        box=SearchBox(REPORTS, request.q),
        navigation=navigation(),
        above=above,
        headline=headline,
        long_headline=len(report.title) > _LONG_HEADLINE,
        body=layout.paragraphs((title[1] if title else 0, len(report.text))),
        facts=list(facts(report, grounds)),
        quotes=[_quote_line(report, number, grounds) for number in range(1, len(report.quotes) + 1)],
        found=_found(request, words),
        jumps=range(1, min(len(words), _MOST_JUMPS) + 1),
        neighbours=neighbours,
        related=related,
        external=report.url if report.url and report.url.startswith(("https://", "http://")) else None,
        json_path=report_url(report.id).replace("/verslag/", "/api/v1/reports/", 1),
        amend_path=amend_url(report.id),
        saved=saved,
    )


def _title_span(report: Report) -> Span | None:
    """Where the title stands in the text; None when it isn't there or breaks off mid-word."""
    start = report.text.find(report.title, 0, _TITLE_WITHIN) if report.title else -1
    if start < 0:
        return None
    end = start + len(report.title)
    following = report.text[end : end + 1]
    return None if following.isalnum() and report.title[-1:].isalnum() else (start, end)


def _found(request: SearchRequest, words: Sequence[Span]) -> str:
    """How often the words of the query stand in the text; "" when there is no query."""
    if not request.q:
        return ""
    if not words:
        return text("report.no_hits")
    return f"{counted('hits', len(words))} {text('results.for', q=request.q)}"


class _Layout:
    """Cuts one text at paragraphs, quotes, matches and evidence."""

    def __init__(
        self, printed: str, quotes: Sequence[Quote], words: Sequence[Span], evidence: Sequence[Span]
    ) -> None:
        self._text, self._words = printed, words
        self._word_starts = [start for start, _ in words]
        self._anchors: dict[int, list[int]] = {}
        self._quotes: list[tuple[int, int, int]] = []
        for start, end, number in sorted((q.start, q.end, n) for n, q in enumerate(quotes, 1)):
            begin = start + len(printed[start:end]) - len(printed[start:end].lstrip())
            self._anchors.setdefault(begin, []).append(number)
            # Of quotes that overlap the first is shown; the others keep their anchors.
            if not self._quotes or begin >= self._quotes[-1][1]:
                self._quotes.append((begin, end, number))
        self._quote_starts = [start for start, _, _ in self._quotes]
        self._run_edges = sorted(self._anchors.keys() | {end for _, end, _ in self._quotes})
        self._evidence = {start: number for number, (start, _) in enumerate(evidence, 1)}
        self._edges = sorted({edge for span in (*words, *evidence) for edge in span}.union(self._run_edges))

    def paragraphs(self, span: Span) -> list[Paragraph]:
        """What stands between blank lines within the span."""
        spans = list(_paragraph_spans(self._text, span))
        found = []
        for index, (start, end) in enumerate(spans):
            alone = _reads_as_heading(self._text[start:end]) and index + 1 < len(spans)
            found.append(Paragraph(self.runs((start, end)), heading=alone))
        return found

    def runs(self, span: Span) -> list[Run]:
        """A span's text in pieces, grouped by quote; a quote that begins starts a new run."""
        first, last = bisect_right(self._edges, span[0]), bisect_right(self._edges, span[1] - 1)
        borders = [span[0], *self._edges[first:last], span[1]]
        cuts = [cut for cut in pairwise(borders) if cut[0] < cut[1]]
        found = []
        for _, group in groupby(cuts, key=lambda cut: bisect_right(self._run_edges, cut[0])):
            run = list(group)
            begin = run[0][0]
            pieces = [self._piece(*cut) for cut in run]
            found.append(Run(pieces, self._quote_at(begin), self._anchors.get(begin, [])))
        return found

    def _quote_at(self, offset: int) -> int:
        index = bisect_right(self._quote_starts, offset) - 1
        return self._quotes[index][2] if index >= 0 and offset < self._quotes[index][1] else 0

    def _piece(self, start: int, end: int) -> Piece:
        index = bisect_right(self._word_starts, start)
        marked = bool(index) and start < self._words[index - 1][1]
        # A match that a quote cuts in two is one hit, and begins once.
        begins = marked and start == self._word_starts[index - 1]
        hit = index if begins else 0
        return Piece(self._text[start:end], marked, hit, evidence=self._evidence.get(start, 0))


def _paragraph_spans(printed: str, span: Span) -> Iterator[Span]:
    """Runs of lines that aren't blank, without white space around them; in linear time."""
    start = last = -1
    offset = span[0]
    for line in printed[span[0] : span[1]].splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            begin = offset + line.index(stripped[0])
            start = begin if start < 0 else start
            last = begin + len(stripped)
        elif start >= 0:
            yield start, last
            start = -1
        offset += len(line)
    if start >= 0:
        yield start, last


def _reads_as_heading(paragraph: str) -> bool:
    """A short line without a full stop; only its looks depend on this."""
    return len(paragraph) <= _LONGEST_HEADING and "\n" not in paragraph and paragraph[-1].isalnum()


def _quote_line(report: Report, number: int, grounds: Grounds) -> QuoteLine:
    quote = report.quotes[number - 1]
    words = " ".join(quote.text.split())
    if len(words) > _SHORT_QUOTE:
        words = words[:_SHORT_QUOTE].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
    speaker = quote.speaker or text("quote.speaker.unknown")
    return QuoteLine(
        number,
        words,
        speaker,
        citation(report, number),
        grounds.of_quote(number),
        amend_url(report.id, number),
    )


def facts(report: Report, grounds: Grounds) -> Iterator[Fact]:
    """What is known, most important first; each value leads to the others like it."""
    yield Fact(text("report.date"), [_date_link(report)], grounds.of_fact("date"))
    for name, values in (
        ("team", report.teams),
        ("score", (report.score,)),
        ("competition", (report.competition,)),
        ("stage", (report.stage,)),
        ("season", (report.season,)),
        ("sport", (report.sport,)),
        ("venue", (report.venue,)),
        ("mentioned_team", report.mentioned_teams),
    ):
        known = [value for value in values if value]
        basis = grounds.of_fact(f"{name}s" if "team" in name else name)
        if known and name in ("score", "venue"):
            yield Fact(text(f"report.{name}"), [Link(value, "") for value in known], basis)
        elif known:
            label = text("report.teams") if name == "team" else wording.facet_label(name)
            yield Fact(label, [Link(value, _fact_url(name, value)) for value in known], basis)
    if report.people:
        yield Fact(text("report.people"), [_person(person, report) for person in report.people])
    if report.source:
        yield Fact(text("report.source"), [Link(report.source, "")])


def _fact_url(facet: str, value: str) -> str:
    """Clubs and competitions have pages of their own; other values lead to a search."""
    if facet in ("team", "competition"):
        return portrait_url(facet, value)
    return facet_url(REPORTS, facet, value)


def _date_link(report: Report) -> Link:
    if report.date is None:
        return Link(wording.date(None), "")
    facet = "month" if report.date.month else "year"
    value = str(report.date)[:7] if report.date.month else str(report.date)
    return Link(wording.date(report.date), facet_url(REPORTS, facet, value))


def _person(person: Person, report: Report) -> Link:
    """A person with role and side; who is quoted has a page of their own."""
    more = ", ".join(part for part in (wording.role(person.role), person.team) if part)
    label = f"{person.name} ({more})" if more else person.name
    return Link(label, portrait_url("speaker", person.name) if person.name in report.speakers else "")
