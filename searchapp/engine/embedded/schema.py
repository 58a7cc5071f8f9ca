"""Which words of a report go into which field? Derived from the table of text fields.

Reports: `title`, `lead` and `body` hold the keys of words (all inflected forms meet there),
`parts` the keys of the parts of compounds, `title_exact` and `body_exact` the folded surface
words with their positions, for phrases and wildcards. Quotes: `text`, `parts`, `text_exact`.

A title counts as one when it is a headline: a line of its own among the first lines of the
text, or a title that the source gave and that the text doesn't begin with. The first sentence
of a text without a headline serves as its title for readers; its words are indexed where they
stand, in the lead, and not twice. The lead is the first paragraph after the headline that is
long enough to be one (a line with just a date is not); `body` is all the rest, while
`body_exact` is everything but the headline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from whoosh import fields as whoosh_fields
from whoosh import formats

from searchapp import fields
from searchapp.analysis import dutch
from searchapp.analysis.dutch import Token
from searchapp.engine.embedded.blocks import Block, Document, block_of
from searchapp.engine.embedded.codec import FlatPositions, pack
from searchapp.engine.embedded.compile import DUTCH, Words
from searchapp.model import Quote, Report

PARTS = "parts"
PARTS_WEIGHT = 0.25
EXACT = "_exact"
_HEADLINE_LINES = 3
_LEAD_LENGTH = 40

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """One of the two indexes: which fields a word, a title word and an exact word is sought in.

    facets: the names of those that are counted. words: how words become the terms of these fields.
    """

    name: str
    keys: Weights
    exact: Weights
    title_keys: Weights
    title_exact: Weights
    facets: tuple[str, ...] = tuple(fields.FACET)
    words: Words = DUTCH

    @property
    def fields(self) -> tuple[str, ...]:
        """All field names, sorted."""
        return tuple(sorted({*self.keys, *self.exact}))


_WEIGHT = {text_field.name: text_field.weight for text_field in fields.TEXT_FIELDS}

REPORTS = Kind(
    "reports",
    keys=_WEIGHT | {PARTS: PARTS_WEIGHT},
    exact={f"title{EXACT}": _WEIGHT["title"], f"body{EXACT}": _WEIGHT["body"]},
    title_keys={"title": _WEIGHT["title"]},
    title_exact={f"title{EXACT}": _WEIGHT["title"]},
)
QUOTES = Kind(
    "quotes",
    keys={"text": 1.0, PARTS: PARTS_WEIGHT},
    exact={f"text{EXACT}": 1.0},
    title_keys={},
    title_exact={},
)


class PreparedField(whoosh_fields.FieldType):  # type: ignore[misc]
    """A field whose values come analysed: for each term the positions where it stands.

    Holds no analyzer, so that the schema, which Whoosh pickles, is plain data.
    """

    def __init__(self, positional: bool) -> None:
        """`positional` keeps positions; otherwise only frequencies are kept."""
        super().__init__(FlatPositions() if positional else formats.Frequency(), None)

    def index(
        self, value: Mapping[str, list[int]], **kwargs: Any
    ) -> Iterator[tuple[bytes, int, float, bytes]]:
        """What Whoosh's writer wants: term, frequency, weight, packed positions."""
        positional = isinstance(self.format, FlatPositions)
        for term, positions in value.items():
            frequency = len(positions)
            yield term.encode(), frequency, float(frequency), pack(positions) if positional else b""


def whoosh_schema(kind: Kind) -> whoosh_fields.Schema:
    """The Whoosh schema of one of the two indexes."""
    return whoosh_fields.Schema(**{name: PreparedField(name in kind.exact) for name in kind.fields})


def block(kind: Kind, documents: Sequence[Document]) -> Block:
    """Documents of one kind together."""
    return block_of(documents, kind.fields, kind.exact)


def report_document(report: Report) -> Document:
    """The report's words, sorted into its fields."""
    start, end = headline(report)
    lead_start, lead_end = lead(report.text, end)
    tokens = dutch.analyze(report.text)
    title = [token for token in tokens if start <= token.start < end]
    rest = [token for token in tokens if not start <= token.start < end]
    if start == end and not begins_with(report.text, report.title):
        title = dutch.analyze(report.title)
    opening = [token for token in rest if lead_start <= token.start < lead_end]
    others = [token for token in rest if not lead_start <= token.start < lead_end]
    document = Document()
    for name, words in (("title", title), ("lead", opening), ("body", others)):
        _add_keys(document, name, words)
    _add_exact(document, f"title{EXACT}", title)
    _add_exact(document, f"body{EXACT}", rest)
    return document


def quote_document(quote: Quote) -> Document:
    """The words of a quote."""
    document = Document()
    tokens = dutch.analyze(quote.text)
    _add_keys(document, "text", tokens)
    _add_exact(document, f"text{EXACT}", tokens)
    return document


def headline(report: Report) -> tuple[int, int]:
    """Where the title stands as a line of its own; an empty span when it doesn't."""
    title, text = report.title.strip(), report.text
    position = seen = 0
    while title and position < len(text) and seen < _HEADLINE_LINES:
        end = text.find("\n", position)
        line = text[position : None if end < 0 else end]
        # A last line that is the whole text is a body without a headline, not the reverse.
        if line.strip() == title and text[position + len(line) :].strip():
            return position, position + len(line)
        seen += bool(line.strip())
        position += len(line) + 1
    return 0, 0


def lead(text: str, start: int) -> tuple[int, int]:
    """The span of the first paragraph from `start` that has the length of one."""
    position = start
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        if len(text[position:end].strip()) >= _LEAD_LENGTH:
            return position, end
        position = end + 1
    return start, start


def begins_with(text: str, title: str) -> bool:
    """Whether the title's words open the text, perhaps after a date line."""
    return title.strip() in text[: len(title) + 200]


def _add_keys(document: Document, name: str, tokens: list[Token]) -> None:
    document.terms[name] = [key for token in tokens for key in _distinct(token.keys)]
    document.lengths[name] = len(tokens)
    compounds = [token.parts for token in tokens if token.parts]
    document.terms.setdefault(PARTS, []).extend(part for parts in compounds for part in _distinct(parts))
    document.lengths[PARTS] = document.lengths.get(PARTS, 0) + len(compounds)


def _distinct(terms: tuple[str, ...]) -> Iterable[str]:
    """Each term once; nearly all words have one."""
    return terms if len(terms) < 2 else dict.fromkeys(terms)


def _add_exact(document: Document, name: str, tokens: list[Token]) -> None:
    document.terms[name] = [token.surface for token in tokens]
    document.positions[name] = [token.position for token in tokens]
    document.lengths[name] = len(tokens)
