"""The engine that can't be wrong, because it's too simple: it looks at every record for every query."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from searchapp.analysis import dutch
from searchapp.analysis.dutch import Token
from searchapp.analysis.forms import forms
from searchapp.analysis.normalize import fold
from searchapp.fields import FACETS
from searchapp.lexicon.tables import DATA
from searchapp.lexicon.wordlists import read_lines
from searchapp.model import (
    UNKNOWN,
    FacetCount,
    PartialDate,
    Quote,
    QuoteHit,
    Report,
    ReportHit,
    SearchOptions,
    SearchResult,
    Snippet,
)
from searchapp.query.ast import And, DateRange, FacetMatch, Not, Or, Phrase, Query, Synonyms, Term, Wildcard
from searchapp.query.synonyms import Thesaurus
from searchapp.query.wildcards import fits

K1, B = 1.2, 0.75
WEIGHTS = {
    "title": 3.0,
    "lead": 1.5,
    "body": 1.0,
    "text": 1.0,
    "parts": 0.25,
    "title_exact": 3.0,
    "body_exact": 1.0,
}
WEIGHTS["text_exact"] = 1.0
SYNONYM_WEIGHT = 0.5
THESAURUS = Thesaurus(read_lines(DATA / "synonyms.txt"), dutch.keys)


@dataclass(frozen=True)
class Record:
    """A report or one of its quotes, with the tokens of each field."""

    report: Report
    number: int
    fields: dict[str, list[Token]]

    @property
    def quote(self) -> Quote:
        """The quote that this record is."""
        return self.report.quotes[self.number - 1]

    def values(self, name: str) -> Sequence[str]:
        """The facet's values, or the one that stands for none."""
        facet = next(facet for facet in FACETS if facet.name == name)
        of = facet.of_quote(self.report, self.quote) if self.number else facet.of_report(self.report)
        return of or (UNKNOWN,)


def report_record(report: Report) -> Record:
    """A report whose text is a title and a body, or paragraphs without a title."""
    title, blank, body = report.text.partition("\n\n")
    if not blank or title != report.title:
        title, body = "", report.text
    lead, _, rest = body.partition("\n\n")
    fields = {"title": dutch.analyze(title), "lead": dutch.analyze(lead), "body": dutch.analyze(rest)}
    return Record(
        report, 0, fields | {"title_exact": dutch.analyze(title), "body_exact": dutch.analyze(body)}
    )


def quote_records(report: Report) -> list[Record]:
    """The quotes of a report."""
    tokens = [dutch.analyze(quote.text) for quote in report.quotes]
    return [Record(report, n, {"text": found, "text_exact": found}) for n, found in enumerate(tokens, 1)]


def repeated(quotes: list[Record]) -> list[list[Record]]:
    """The records of each quote, its first use in front: everything compared with everything."""
    groups: list[list[Record]] = []
    for record in sorted(quotes, key=first_use):
        for group in groups:
            if all(same_quote(record, other) for other in group):
                group.append(record)
                break
        else:
            groups.append([record])
    return groups


def first_use(record: Record) -> tuple[object, ...]:
    """By date, undated last, then by id; in one report, those with a speaker come first."""
    date = record.report.date
    days = (0, date.first_day, date.last_day) if date else (1,)
    return days, record.report.id, record.quote.speaker is None, record.number


def same_quote(one: Record, other: Record) -> bool:
    """The same words, and speakers that can be one; few words need the same named speaker."""
    words, theirs = (
        {token.position: token.surface for token in reversed(r.fields["text"])} for r in (one, other)
    )
    if words != theirs or not words:
        return False
    speaker, their_speaker = (fold(r.quote.speaker or "") for r in (one, other))
    if len(words) < 5:
        return speaker == their_speaker != ""
    return (
        not speaker
        or not their_speaker
        or f" {speaker}".endswith(f" {their_speaker}")
        or (f" {their_speaker}".endswith(f" {speaker}"))
    )


class Oracle:
    """Implements the protocol Searcher over a list of reports; snippets stay empty."""

    generation = 1

    def __init__(self, reports: Iterable[Report]) -> None:
        reports = list(reports)
        self.reports = [report_record(report) for report in reports]
        repeats = repeated([record for report in reports for record in quote_records(report)])
        self.quotes = [first for first, *_ in repeats]
        self.also_in = {id(first): tuple((r.report.id, r.number) for r in rest) for first, *rest in repeats}

    def search_reports(self, query: Query, options: SearchOptions) -> SearchResult[ReportHit]:
        """By looking at all reports."""
        total, page, facets = self._search(self.reports, query, options, on_reports=True)
        return SearchResult(total, tuple(ReportHit(r.report, Snippet(), s) for s, r in page), facets)

    def search_quotes(self, query: Query, options: SearchOptions) -> SearchResult[QuoteHit]:
        """By looking at all quotes."""
        total, page, facets = self._search(self.quotes, query, options, on_reports=False)
        hits = tuple(
            QuoteHit(r.report, r.number, r.quote, Snippet(), s, self.also_in[id(r)]) for s, r in page
        )
        return SearchResult(total, hits, facets)

    def _search(self, records: list[Record], query: Query, options: SearchOptions, on_reports: bool):
        if options.exact:
            query = surfaces(query)
        elif options.synonyms:
            query, _ = THESAURUS.expand(query)
        found = [record for record in records if matches(query, record) and dated(record, options)]
        found = [
            record
            for record in found
            if not any(set(values) & set(record.values(name)) for name, values in options.excludes.items())
        ]
        hits = [record for record in found if narrowed(record, options)]
        scored = [(score(query, record, records), record) for record in hits]
        sort = options.sort or "relevance"
        scored.sort(key=lambda item: order(item, sort))
        start = (options.page - 1) * options.per_page
        facets = {f.name: count(found, f, options) for f in FACETS if f.on_reports or not on_reports}
        return len(hits), scored[start : start + options.per_page], facets


def surfaces(query: Query) -> Query:
    """Words as surface forms."""
    if isinstance(query, Term):
        return Phrase(query.text, query.title_only)
    if isinstance(query, Not):
        return Not(surfaces(query.child))
    return type(query)(tuple(map(surfaces, query.children))) if isinstance(query, (And, Or)) else query


def frequency(leaf: Term | Phrase | Wildcard, name: str, record: Record) -> int:
    """How often the leaf occurs in a field."""
    if name == "parts":
        tokens = [token for field, found in record.fields.items() if "exact" not in field for token in found]
        return max(sum(key in token.parts for token in tokens) for key in dutch.keys(leaf.text))
    tokens = record.fields[name]
    if isinstance(leaf, Term):
        return max(sum(key in token.keys for token in tokens) for key in dutch.keys(leaf.text))
    if isinstance(leaf, Wildcard):
        return sum(fits(fold(leaf.pattern), token.surface) for token in tokens)
    wanted: dict[int, tuple[str, ...]] = {}
    for token in dutch.analyze(leaf.text):
        wanted.setdefault(token.position, forms(token.surface) if leaf.inflected else (token.surface,))
    there = {(token.position, token.surface) for token in tokens}
    starts = {token.position for token in tokens}
    return sum(
        all(any((start + n, term) in there for term in terms) for n, terms in enumerate(wanted.values()))
        for start in starts
    )


def names(leaf: Term | Phrase | Wildcard, record: Record) -> list[str]:
    """The fields that the leaf is sought in."""
    exact = not isinstance(leaf, Term)
    found = [name for name in record.fields if name.endswith("_exact") == exact]
    if leaf.title_only:
        return [name for name in found if name.startswith("title")]
    return found if exact else [*found, "parts"]


def matches(query: Query, record: Record) -> bool:
    """Whether the record answers the query."""
    if isinstance(query, And):
        return all(matches(child, record) for child in query.children)
    if isinstance(query, Or):
        return any(matches(child, record) for child in query.children)
    if isinstance(query, Not):
        return not matches(query.child, record)
    if isinstance(query, Synonyms):
        return any(matches(child, record) for child in (query.typed, *query.others))
    if isinstance(query, FacetMatch):
        wanted = set(query.text.lower().split())
        return any(
            value == query.text if value == UNKNOWN else wanted <= set(value.lower().split())
            for value in record.values(query.facet)
        )
    if isinstance(query, DateRange):
        return overlaps(record.report.date, query.first, query.last)
    if isinstance(query, (Term, Phrase, Wildcard)):
        return any(frequency(query, name, record) for name in names(query, record))
    return True


def overlaps(date: PartialDate | None, first: PartialDate | None, last: PartialDate | None) -> bool:
    """Whether a date can lie in the range."""
    return date is not None and not (
        (first and date.last_day < first.first_day) or (last and date.first_day > last.last_day)
    )


def dated(record: Record, options: SearchOptions) -> bool:
    """Whether the record lies between the dates of the options."""
    if not (options.date_from or options.date_to):
        return True
    return overlaps(record.report.date, options.date_from, options.date_to)


def narrowed(record: Record, options: SearchOptions, without: str | None = None) -> bool:
    """Whether the record carries the chosen values."""
    for name, values in options.filters.items():
        every = all if name == "team" and options.match_all else any
        if values and name != without and not every(value in record.values(name) for value in values):
            return False
    return True


def count(found: list[Record], facet, options: SearchOptions) -> tuple[FacetCount, ...]:
    """The facet's list without its own choice; all values, in the order of the contract."""
    own = None if options.match_all and facet.name == "team" else facet.name
    selected = options.filters.get(facet.name, ())
    counts = Counter(dict.fromkeys(selected, 0))
    for record in found:
        if narrowed(record, options, without=own):
            counts.update(set(record.values(facet.name)))
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    if facet.by_value:
        ordered = sorted(counts, key=lambda value: (value != UNKNOWN, value), reverse=True)
    kept = [v for n, v in enumerate(ordered) if n < options.facet_limit or v in selected or v == UNKNOWN]
    return tuple(FacetCount(value, counts[value], value in selected) for value in kept)


def score(query: Query, record: Record, records: list[Record]) -> float:
    """BM25F, straight from the formula."""
    if isinstance(query, (And, Or)):
        return sum(score(child, record, records) for child in query.children if matches(child, record))
    if isinstance(query, Synonyms):
        others = (member_score(other, record, records) for other in query.others if matches(other, record))
        typed = score(query.typed, record, records) if matches(query.typed, record) else 0.0
        return max(typed, SYNONYM_WEIGHT * max(others, default=0.0))
    if not isinstance(query, (Term, Phrase, Wildcard)):
        return 0.0
    weighted = 0.0
    for name in names(query, record):
        lengths = [length(name, other) for other in records]
        mean = sum(lengths) / len(lengths) or 1.0
        occurrences = frequency(query, name, record)
        weighted += WEIGHTS[name] * occurrences / (1 - B + B * length(name, record) / mean)
    return rarity(query, records) * weighted / (K1 + weighted)


def member_score(query: Query, record: Record, records: list[Record]) -> float:
    """A facet value counts like a word that stands there once."""
    if isinstance(query, FacetMatch):
        return rarity(query, records) / (K1 + 1)
    return score(query, record, records)


def rarity(query: Query, records: list[Record]) -> float:
    """Inverse document frequency."""
    matching = sum(matches(query, other) for other in records)
    return math.log(1 + (len(records) - matching + 0.5) / (matching + 0.5))


def length(name: str, record: Record) -> int:
    """Words in a field."""
    if name == "parts":
        return sum(
            bool(token.parts) for field, f in record.fields.items() if "exact" not in field for token in f
        )
    return len(record.fields[name])


def order(item: tuple[float, Record], sort: str):
    """The sort key of a scored record."""
    relevance, record = item
    date = record.report.date
    newest = -(date.first_day.toordinal() * 10**7 + date.last_day.toordinal()) if date else 0
    ties = (-round(relevance, 9), newest, record.report.id, record.number)
    if sort == "relevance":
        return ties
    return (date is None, newest if sort == "-date" else -newest, *ties)
