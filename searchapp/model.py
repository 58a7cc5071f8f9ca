"""The nouns of the house: reports, quotes, partial dates, options and results.

Everything here is an immutable value. Offsets are Unicode code points into
`Report.text`; for every quote `quote.text == report.text[quote.start:quote.end]`.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

UNKNOWN = "onbekend"
"""The facet value that stands for "this report doesn't say"."""

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; never made up.

    >>> str(PartialDate(2025, 2)), PartialDate.parse("2025-02").last_day.isoformat()
    ('2025-02', '2025-02-28')
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self) -> None:
        """Refuse impossible dates with ValueError; 0 means "not known"."""
        if self.day and not self.month:
            raise ValueError("a day needs a month")
        datetime.date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read "2025", "2025-02" or "2025-02-05"; raise ValueError for anything else."""
        match = _PARTIAL_DATE.match(text)
        if not match or not text.isascii():
            raise ValueError(f"not a date: {text!r} (use YYYY, YYYY-MM or YYYY-MM-DD)")
        year, month, day = match.groups()
        if month == "00" or day == "00":
            raise ValueError(f"not a date: {text!r} (use YYYY, YYYY-MM or YYYY-MM-DD)")
        return cls(int(year), int(month or 0), int(day or 0))

    @property
    def precision(self) -> str:
        """ "year", "month" or "day"."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first_day(self) -> datetime.date:
        """The earliest day this date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> datetime.date:
        """The latest day this date can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        """ISO form, as long as the precision allows."""
        parts = [f"{self.year:04d}"] + [f"{n:02d}" for n in (self.month, self.day) if n]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody named in a report, with role and team where the report gives them."""

    name: str
    role: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """One contiguous span of direct speech.

    `speaker` is the fullest form of the name printed in the report, or None when the
    report doesn't determine one. `cue` is the attribution cue as printed ("zei",
    "legde … uit"). `outcome` is the match result for the speaker's team: winst, gelijk,
    verlies or None.
    """

    text: str
    start: int
    end: int
    speaker: str | None = None
    role: str | None = None
    team: str | None = None
    cue: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article with its facets and quotes.

    `given` names the attributes the source itself supplied, "id" and "title" included:
    extraction leaves those alone.
    `origin` is the absolute path (with `:LINE` for JSON Lines) that identifies where the
    report came from; `content_hash` changes whenever its input changes.
    """

    id: str
    source: str
    text: str
    title: str = ""
    url: str | None = None
    language: str | None = None
    date: PartialDate | None = None
    sport: str | None = None
    competition: str | None = None
    stage: str | None = None
    season: str | None = None
    teams: tuple[str, ...] = ()
    mentioned_teams: tuple[str, ...] = ()
    score: str | None = None
    venue: str | None = None
    people: tuple[Person, ...] = ()
    quotes: tuple[Quote, ...] = ()
    speakers: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()
    origin: str = ""
    content_hash: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of text in order; each fragment is (text, whether it matched)."""

    fragments: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class ReportHit:
    """A report that answers a query."""

    report: Report
    snippet: Snippet
    relevance: float


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """A quote that answers a query. `number` counts the quotes of its report from 1.

    also_in: where else it's printed, as (report id, number), the earliest first.
    """

    report: Report
    number: int
    quote: Quote
    snippet: Snippet
    relevance: float
    also_in: tuple[tuple[str, int], ...] = ()

    @property
    def id(self) -> str:
        """Identity of the quote within the archive: report id, "#", number."""
        return f"{self.report.id}#{self.number}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A step from typed words to printed ones.

    kind: "equal", "replace", "delete" (typed, not printed) or "insert" (printed, not typed).
    The side that has no words is "".
    """

    kind: str
    typed: str
    printed: str


@dataclass(frozen=True, slots=True)
class QuoteMatch:
    """A quote that comes near a sentence as remembered; similarity is from 0 to 1."""

    hit: QuoteHit
    similarity: float
    differences: tuple[Difference, ...]


class Notice(str):
    """A Dutch sentence for the reader that remembers how it was made, to be said in another language.

    `template` holds `{name}` for each of `values`; a value can be a notice itself.

    >>> Notice("Niets gevonden voor ‘{word}’.", word="x"), Notice("‘{word}’", word="x").template
    ('Niets gevonden voor ‘x’.', '‘{word}’')
    """

    template: str
    values: Mapping[str, str]

    def __new__(cls, template: str, /, **values: str) -> Notice:
        """Fill the values in."""
        notice = super().__new__(cls, template.format(**values))
        notice.template, notice.values = template, values
        return notice


HitT = TypeVar("HitT", ReportHit, QuoteHit)


@dataclass(frozen=True, slots=True)
class FacetCount:
    """How many hits carry one value of a facet."""

    value: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """Everything but the query that decides a result.

    `filters` and `excludes` map facet names to the chosen values (ORed within a facet,
    ANDed between facets). `match_all` makes repeated teams mean all of them. `sort` is
    "relevance", "-date" or "date"; None means relevance with a query and newest first
    without one.
    """

    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excludes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    match_all: bool = False
    date_from: PartialDate | None = None
    date_to: PartialDate | None = None
    exact: bool = False
    synonyms: bool = True
    sort: str | None = None
    page: int = 1
    per_page: int = 10
    facet_limit: int = 50


@dataclass(frozen=True, slots=True)
class SearchResult(Generic[HitT]):
    """One page of hits with exact total and facet counts over all hits.

    `notices` are Dutch sentences for the reader (each a Notice); `suggestion` is a better query or None.
    `also_searched`: words and clubs that were searched for beside what was typed.
    """

    total: int
    hits: tuple[HitT, ...]
    facets: Mapping[str, tuple[FacetCount, ...]]
    notices: tuple[str, ...] = ()
    suggestion: str | None = None
    took_ms: float = 0.0
    also_searched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name or words that somebody may be typing, and how much there is to find.

    facet: which facet `label` is a value of; None for words, which are a query as they stand.
    count: the quotes of a speaker; reports for everything else.
    """

    label: str
    count: int
    facet: str | None = None

    @property
    def kind(self) -> str:
        """What it is, in Dutch: spreker, club, competitie or woord."""
        return _SUGGESTION_KINDS[self.facet]


_SUGGESTION_KINDS = {
    "speaker": "spreker",
    "team": "club",
    "mentioned_team": "club",
    "competition": "competitie",
    None: "woord",
}


@dataclass(frozen=True, slots=True)
class Overview:
    """What an archive holds: counts, first and last known year, newest reports."""

    reports: int
    quotes: int
    first_year: int | None
    last_year: int | None
    undated: int
    generation: int
    size_bytes: int
