"""What does the whole archive know of a query? Asked before the search that ranks by it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from searchapp.analysis import dutch
from searchapp.engine.distributed.cluster import Answer
from searchapp.engine.distributed.compile import Statistics, Values, any_of, carrying, matching, scored_leaves
from searchapp.engine.distributed.mapping import facet_field, length_field, words_field
from searchapp.engine.distributed.requests import of_kind
from searchapp.engine.embedded.compile import accepts
from searchapp.engine.embedded.schema import Kind
from searchapp.fields import FACET
from searchapp.lexicon import lexicon
from searchapp.model import UNKNOWN, SearchOptions
from searchapp.query.ast import FacetMatch, Query

_TEAM_FACETS = frozenset({"team", "mentioned_team", "speaker_team"})
MOST_VALUES = 10_000
"""Different facet values that one name may mean."""


class Survey(NamedTuple):
    """found: how many records the query matches, whatever is chosen. unheard: chosen values that no record
    carries, each with its facet.
    """

    statistics: Statistics
    found: int
    unheard: tuple[tuple[str, str], ...]


def names_body(names: Iterable[FacetMatch], kind: Kind) -> Answer:
    """A search that counts the facet values which each of the names can mean."""
    counts: Answer = {}
    for number, name in enumerate(names):
        words = [{"term": {words_field(name.facet): word}} for word in dict.fromkeys(_words(name.text))]
        exactly = [value for value in (name.text, _canonical(name)) if value]
        near = [carrying(name.facet, exactly), *([{"bool": {"filter": words}}] if words else [])]
        values = {"field": facet_field(name.facet), "size": MOST_VALUES}
        counts[f"name{number}"] = {"filter": any_of(near), "aggs": {"values": {"terms": values}}}
    return {"size": 0, "query": of_kind(kind), "aggs": counts}


def read_names(answer: Answer, names: Iterable[FacetMatch]) -> Values:
    """The values that are meant, from the answer."""
    found: dict[FacetMatch, tuple[str, ...]] = {}
    for number, name in enumerate(names):
        accepted = accepts(name)
        values = {bucket["key"] for bucket in answer["aggregations"][f"name{number}"]["values"]["buckets"]}
        meant = {value for value in values if accepted(value)}
        found[name] = tuple(sorted(meant | ({UNKNOWN} if accepted(UNKNOWN) else set())))
    return found


def survey_body(query: Query, kind: Kind, values: Values, options: SearchOptions) -> Answer:
    """A search without hits that counts the query, its leaves and the chosen values."""
    counts: Answer = {"found": {"filter": matching(query, kind, values)}}
    for number, leaf in enumerate(dict.fromkeys(scored_leaves(query))):
        counts[f"leaf{number}"] = {"filter": matching(leaf, kind, values)}
    for number, (facet, value) in enumerate(_chosen(options)):
        counts[f"value{number}"] = {"filter": carrying(facet, [value])}
    for name in kind.fields:
        counts[f"length_{name}"] = {"avg": {"field": length_field(kind, name)}}
    return {"size": 0, "track_total_hits": True, "query": of_kind(kind), "aggs": counts}


def read_survey(answer: Answer, query: Query, kind: Kind, options: SearchOptions) -> Survey:
    """What the answer says."""
    counts = answer["aggregations"]
    leaves = dict.fromkeys(scored_leaves(query))
    statistics = Statistics(
        records=answer["hits"]["total"]["value"],
        matching={leaf: counts[f"leaf{number}"]["doc_count"] for number, leaf in enumerate(leaves)},
        lengths={name: counts[f"length_{name}"]["value"] or 1.0 for name in kind.fields},
    )
    chosen = enumerate(_chosen(options))
    unheard = (pair for number, pair in chosen if not counts[f"value{number}"]["doc_count"])
    return Survey(statistics, counts["found"]["doc_count"], tuple(unheard))


def unheard_notices(survey: Survey) -> tuple[str, ...]:
    """A Dutch sentence for each chosen value that no record carries."""
    return tuple(
        f"Niets in het archief heeft bij {FACET[name].label.lower()} de waarde ‘{value}’."
        for name, value in survey.unheard
    )


def _chosen(options: SearchOptions) -> list[tuple[str, str]]:
    return [(name, value) for name, values in options.filters.items() for value in values if value != UNKNOWN]


def _canonical(name: FacetMatch) -> str | None:
    if name.facet == "competition":
        return lexicon().canonical_competition(name.text)
    return lexicon().canonical_team(name.text) if name.facet in _TEAM_FACETS else None


def _words(text: str) -> list[str]:
    return [token.surface for token in dutch.analyze(text)]
