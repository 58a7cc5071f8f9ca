"""What isn't searched but must never be lost: corrections, former texts, tokens.

They stand in an index of their own, which no rebuild touches. Corrections of one report are one
document, and so are all tokens: reading them by address gives what was written last.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from searchapp.corrections import Change, Correction, Value
from searchapp.corrections.passages import Passage
from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.documents import address
from searchapp.engine.protocols import Version
from searchapp.model import PartialDate, Report

_VERSION = "version"
_MOST_VERSIONS = 10_000


def ledger_of(name: str) -> str:
    """The name of an archive's ledger."""
    return f"{name}-ledger"


def ledger_body(replicas: int = 0) -> Answer:
    """Its settings and mapping: only the place of a former text can be searched."""
    keyword, number = {"type": "keyword"}, {"type": "integer"}
    properties = {"kind": keyword, "report": keyword, "number": number}
    return {
        "settings": {"index": {"number_of_shards": 1, "number_of_replicas": replicas}},
        "mappings": {"dynamic": False, "properties": properties},
    }


def now() -> str:
    """The time to the second, ISO, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Ledger:
    """The ledger of one archive."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        """Nothing is read yet."""
        self._cluster, self._index = cluster, index

    def corrections(self, report_id: str) -> tuple[Correction, ...]:
        """All corrections of a report in their order, withdrawn ones too; `applies` isn't known here."""
        found = self._cluster.fetch(self._index, [_corrections_of(report_id)], "entries")
        return tuple(_correction(entry) for entry in found[0]["entries"]) if found else ()

    def keep(self, report_id: str, corrections: Iterable[Correction], by: str) -> None:
        """Store all corrections of a report; who withdrew one now is `by`."""
        found = self._cluster.fetch(self._index, [_corrections_of(report_id)], "entries")
        known = {entry["number"]: entry["withdrawn_by"] for entry in found[0]["entries"]} if found else {}
        entries = []
        for correction in corrections:
            withdrawn_by = (known.get(correction.number) or by) if correction.withdrawn else None
            entries.append(_entry(correction) | {"withdrawn_by": withdrawn_by})
        self._put(_corrections_of(report_id), {"entries": entries})

    def versions(self, report_id: str) -> tuple[Version, ...]:
        """The former texts of a report, the oldest first."""
        body = {
            "size": _MOST_VERSIONS,
            "query": {
                "bool": {"filter": [{"term": {"kind": _VERSION}}, {"term": {"report": address(report_id)}}]}
            },
            "sort": [{"number": "asc"}],
        }
        self._cluster.ask(lambda client: client.indices.refresh(index=self._index))
        hits = self._cluster.search(self._index, body)["hits"]["hits"]
        return tuple(_version(hit["_source"]) for hit in hits)

    def keep_version(self, former: Report) -> None:
        """Keep a text that another takes the place of."""
        report = address(former.id)
        known = self.versions(former.id)
        number = known[-1].number + 1 if known else 1
        body = {
            "kind": _VERSION,
            "report": report,
            "number": number,
            "replaced_at": now(),
            "title": former.title,
            "date": str(former.date) if former.date else None,
            "text": former.text,
        }
        self._put(f"{_VERSION}-{report}-{number}", body)

    def _put(self, name: str, body: Answer) -> None:
        self._cluster.ask(lambda client: client.index(index=self._index, id=name, body=body))


def recorded(
    earlier: Sequence[Correction], changes: Iterable[tuple[Change, Value]], by: str
) -> tuple[Correction, ...]:
    """The corrections with further ones, each change with the value that it replaces."""
    last, at = max((correction.number for correction in earlier), default=0), now()
    new = (Correction(number, change, old, by, at) for number, (change, old) in enumerate(changes, last + 1))
    return (*earlier, *new)


def _corrections_of(report_id: str) -> str:
    return f"corrections-{address(report_id)}"


def _entry(correction: Correction) -> Answer:
    change, place = correction.change, correction.change.passage
    return {
        "number": correction.number,
        "attribute": change.attribute,
        "value": change.value,
        "passage": place and [place.text, place.occurrence, place.total, place.before, place.after],
        "old": correction.old,
        "by": correction.by,
        "at": correction.at,
        "withdrawn": correction.withdrawn,
    }


def _correction(entry: Answer) -> Correction:
    place = Passage(*entry["passage"]) if entry["passage"] else None
    change = Change(entry["attribute"], _value(entry["value"]), place)
    old = _value(entry["old"])
    return Correction(entry["number"], change, old, entry["by"], entry["at"], entry["withdrawn"])


def _value(value: Any) -> Value:
    found: Value = tuple(value) if isinstance(value, list) else value
    return found


def _version(source: Answer) -> Version:
    date = PartialDate.parse(source["date"]) if source["date"] else None
    return Version(source["number"], source["replaced_at"], source["title"], date, source["text"])
