"""The query tree: what every engine compiles and every parser produces.

Words are kept as typed; engines analyse them with `searchapp.analysis`, so that one tree
means the same everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from searchapp.model import PartialDate


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches all records."""


@dataclass(frozen=True, slots=True)
class Term:
    """One word, matched by its index term in every inflected form."""

    text: str
    title_only: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words side by side as surface forms (case and accents folded), or inflected: in any form."""

    text: str
    title_only: bool = False
    inflected: bool = False


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A surface pattern: `*` stands for any characters, also none; `nederlag*`."""

    pattern: str
    title_only: bool = False


@dataclass(frozen=True, slots=True)
class FacetMatch:
    """A facet value that is `text` or, for canonical names, contains all its words.

    `spreker:"Van den Brom"` matches "John van den Brom".
    """

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Records whose (partial) date overlaps the range; an open end is None."""

    first: PartialDate | None
    last: PartialDate | None


@dataclass(frozen=True, slots=True)
class And:
    """All children match."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one child matches."""

    children: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child doesn't match. Never scores."""

    child: Query


@dataclass(frozen=True, slots=True)
class Synonyms:
    """What was typed or any of the other ways to say it; the others count for half."""

    typed: Query
    others: tuple[Query, ...]


Query: TypeAlias = Everything | Term | Phrase | Wildcard | FacetMatch | DateRange | And | Or | Not | Synonyms


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A tree and the Dutch notices about how the typed text was understood."""

    query: Query
    notices: tuple[str, ...] = ()
