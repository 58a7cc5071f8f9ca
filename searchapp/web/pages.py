"""What does each page show? One typed object per template, ready to print.

Those of pages with one builder of their own stand with it: start page, portraits, citaatcheck.

Paths are relative to the site's root; templates put the site's prefix before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from searchapp.model import Snippet
from searchapp.web.citing import Citation, Context
from searchapp.web.notices import Remark
from searchapp.web.urls import Pairs


@dataclass(frozen=True, slots=True)
class Link:
    """A label that leads somewhere. `current`: the reader is there already."""

    label: str
    path: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class SearchBox:
    """The search form: where it leads, what it holds, and the state it carries along."""

    path: str = "/zoeken"
    q: str = ""
    carried: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has: its title, its search box and the two searches.

    `template` prints it; `kind` is its class in the stylesheet.
    """

    template: ClassVar[str]
    kind: ClassVar[str]
    title: str
    box: SearchBox
    navigation: Sequence[Link]


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """A value to narrow by; `path` chooses it or, when selected or excluded, lets it go.

    `exclude` leads to the search without the value; "" when it is chosen or excluded.
    """

    label: str
    count: int
    path: str
    exclude: str
    selected: bool
    excluded: bool
    unknown: bool


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet: the values shown at once and those behind "meer…".

    `whole` leads to the same page with the whole list, when this one is cut off.
    """

    name: str
    label: str
    shown: Sequence[FacetChoice]
    more: Sequence[FacetChoice]
    is_open: bool
    whole: str


@dataclass(frozen=True, slots=True)
class Period:
    """The form that narrows by date: its values and the state it carries along."""

    date_from: str
    date_to: str
    carried: Pairs


@dataclass(frozen=True, slots=True)
class Slot:
    """A bar of the timeline; `path` narrows to its `period` ("" without hits)."""

    period: str
    label: str
    path: str
    chosen: bool
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Timeline:
    """Hits by year or month; `whole` leads back to all of them."""

    title: str
    slots: Sequence[Slot]
    first: str
    last: str
    whole: Link | None


@dataclass(frozen=True, slots=True)
class WayOut:
    """A wider search that does find something."""

    label: str
    count: str
    path: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why nothing was found: words that are nowhere, and ways to find something."""

    unknown: Sequence[str]
    ways: Sequence[WayOut]


@dataclass(frozen=True, slots=True)
class Paging:
    """Links through the pages of a result; None in `numbers` stands for a gap."""

    previous: str | None
    next: str | None
    numbers: Sequence[Link | None]


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """When, for what and between whom: the line under a hit. "" where nothing is known."""

    date: str
    iso_date: str
    competition: str
    teams: str
    score: str


@dataclass(frozen=True, slots=True)
class SpeakerLink:
    """Somebody quoted in a report; `path` leads to the first quote."""

    name: str
    role: str
    path: str


@dataclass(frozen=True, slots=True)
class ReportItem:
    """A report in a list of results."""

    title: Snippet
    path: str
    facts: MatchFacts
    snippet: Snippet
    speakers: Sequence[SpeakerLink]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other places of a quote: the first of them, and how many more there are ("" for none)."""

    shown: Sequence[Link]
    rest: str


@dataclass(frozen=True, slots=True)
class QuoteItem:
    """A quote in a list of results, whole."""

    text: Snippet
    path: str
    speaker: str
    speaker_path: str
    role: str
    team: str
    team_path: str
    citation: Citation
    context: Context | None
    facts: MatchFacts
    report_title: str
    also_in: Elsewhere


@dataclass(frozen=True, slots=True)
class Results:
    """The frame around a list of hits, the same for reports and quotes.

    `own_words` leads to the same search without the synonyms that were tried, if any;
    `exactly` to the one for precisely the typed words, when there are words; `answers` from the
    reports to the quotes that a typed question asks for.
    """

    path: str
    q: str
    total: int
    count: str
    first: int
    took: str
    span: str
    beyond: str | None
    notices: Sequence[Remark]
    answers: Link | None
    own_words: Link | None
    exactly: Link | None
    suggestion: Link | None
    chips: Sequence[Link]
    together: Link | None
    clear: str
    sorts: Sequence[Link]
    facets: Sequence[FacetGroup]
    period: Period
    timeline: Timeline | None
    explanation: Explanation | None
    paging: Paging | None
    json_path: str
    downloads: Sequence[Link]
    feed_path: str
    other: Link


@dataclass(frozen=True, slots=True)
class ReportsPage(Page):
    """`/zoeken`."""

    template: ClassVar[str] = "reports.html"
    kind: ClassVar[str] = "list"
    results: Results
    hits: Sequence[ReportItem]


@dataclass(frozen=True, slots=True)
class QuotesPage(Page):
    """`/citaten`."""

    template: ClassVar[str] = "quotes.html"
    kind: ClassVar[str] = "list"
    results: Results
    hits: Sequence[QuoteItem]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a report's text.

    hit, evidence: the number (from 1) of the match, and of the evidence, that begins here, or 0.
    """

    text: str
    marked: bool = False
    hit: int = 0
    evidence: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that belong together: inside one quote (`quote` from 1) or outside any (0).

    `anchors` are the numbers of the quotes that begin here.
    """

    pieces: Sequence[Piece]
    quote: int
    anchors: Sequence[int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text between blank lines; `heading`: it stands alone like a line between paragraphs."""

    runs: Sequence[Run]
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What a fact rests on: words of the report, each with its place, and a remark ("" for none)."""

    words: Sequence[Link] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact beside the text, with the searches that its values lead to ("" for none)."""

    label: str
    values: Sequence[Link]
    basis: Basis = field(default_factory=Basis)


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """A quote in the list beside the text."""

    number: int
    text: str
    speaker: str
    citation: Citation
    basis: Basis
    amend_path: str


@dataclass(frozen=True, slots=True)
class Newest:
    """A report in a short list: one of the newest, or related to another."""

    title: str
    path: str
    facts: MatchFacts


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The list that a report was opened from, its place there, and the hits beside it."""

    back: Link
    place: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class Related:
    """Reports that have something in common with the one that is read."""

    label: str
    reports: Sequence[Newest]


@dataclass(frozen=True, slots=True)
class ReportPage(Page):
    """`/verslag/<id>`: what stands above the headline, the headline, the text, the facts.

    jumps: the numbers of the query's matches, which carry the anchors `treffer-N`.
    saved: what is said to the editor who has just corrected the report; "" to everybody else.
    """

    template: ClassVar[str] = "report.html"
    kind: ClassVar[str] = "text"
    above: Sequence[Paragraph]
    headline: Sequence[Run]
    long_headline: bool
    body: Sequence[Paragraph]
    facts: Sequence[Fact]
    quotes: Sequence[QuoteLine]
    found: str
    jumps: Sequence[int]
    neighbours: Neighbours | None
    related: Sequence[Related]
    external: str | None
    json_path: str
    amend_path: str
    saved: str


@dataclass(frozen=True, slots=True)
class ErrorPage(Page):
    """Whatever went wrong, in a sentence or two, and a way on."""

    template: ClassVar[str] = "error.html"
    kind: ClassVar[str] = "message"
    detail: str
    way_on: Link
