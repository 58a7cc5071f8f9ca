"""What may somebody be typing? The names that the archive knows, read once for each generation."""

from __future__ import annotations

import threading
from collections.abc import Iterable

from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.mapping import facet_field
from searchapp.engine.distributed.requests import of_kind
from searchapp.engine.embedded.names import Name, Names, key, names_of
from searchapp.engine.embedded.schema import QUOTES, REPORTS, Kind
from searchapp.engine.embedded.suggest import LONGEST_TYPED, shared_out
from searchapp.model import Suggestion

MOST_NAMES = 50_000
"""Of each facet; the most frequent."""
_FEW = 3
"""With fewer completions than this, names that look or sound alike are proposed too."""
_Tables = tuple[Names, Names]


class Suggester:
    """Names of one archive; safe to share between threads."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        """Nothing is read before it is needed."""
        self._cluster, self._index = cluster, index
        self._lock = threading.Lock()
        self._made: tuple[int, _Tables] | None = None

    def suggest(self, typed: str, limit: int, generation: int) -> tuple[Suggestion, ...]:
        """At most `limit` names that begin with what was typed, or else look or sound like it."""
        phrase = key(" ".join(typed[:LONGEST_TYPED].split()))
        if not phrase or limit < 1:
            return ()
        tables = self._tables(generation)
        found = shared_out([_named(names.starting(phrase, limit)) for names in tables], limit)
        if len(found) < _FEW:
            for names in tables:
                found += _named(near.name for near in names.near(phrase))
                found += _named(names.sounding(phrase, limit))
        return tuple(dict.fromkeys(found))[:limit]

    def _tables(self, generation: int) -> _Tables:
        """Speakers and clubs, competitions, as of this generation."""
        with self._lock:
            if self._made is None or self._made[0] != generation:
                playing = self._names(REPORTS, "team")
                labels = {name.label for name in playing}
                mentioned = [
                    name for name in self._names(REPORTS, "mentioned_team") if name.label not in labels
                ]
                people_and_clubs = Names([*self._names(QUOTES, "speaker"), *playing, *mentioned])
                tables = people_and_clubs, Names(self._names(REPORTS, "competition"))
                self._made = generation, tables
            return self._made[1]

    def _names(self, kind: Kind, facet: str) -> list[Name]:
        values = {"field": facet_field(facet), "size": MOST_NAMES}
        body: Answer = {"size": 0, "query": of_kind(kind), "aggs": {"values": {"terms": values}}}
        buckets = self._cluster.search(self._index, body)["aggregations"]["values"]["buckets"]
        return names_of(facet, {bucket["key"]: bucket["doc_count"] for bucket in buckets})


def _named(names: Iterable[Name]) -> list[Suggestion]:
    return [Suggestion(name.label, name.records, name.facet) for name in names]
