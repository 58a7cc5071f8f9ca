"""What must change in the index for reports to come, change and go? One bulk, then one refresh.

A quote that is printed in several places is shown at its first use; so the uses of every quote
that comes or goes are looked up, and those of other reports change where they must.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from searchapp.engine.distributed import bulk
from searchapp.engine.distributed.cluster import Answer, Cluster
from searchapp.engine.distributed.documents import (
    Place,
    address,
    place_of,
    quote_document,
    report_document,
    shown,
)
from searchapp.engine.distributed.editions import Edition, stored
from searchapp.engine.embedded.repeats import Use, grouped, quote_keys
from searchapp.model import Report

Pending = Mapping[str, Edition | None]
"""What each id is to hold; None for nothing."""
_KEYS_AT_ONCE = 1_000
_USE = ("id", "number", "speaker", "first_day", "last_day", "quote_key", "kind", "also_in")


@dataclass(slots=True)
class _Changes:
    """What comes and goes.

    former: the reports that hold the ids now. keys: of the quotes of each report that comes. others: the
    quotes of further reports that may be repetitions. states: what each quote's document is to say of that.
    """

    pending: Pending
    former: Mapping[str, Report]
    keys: Mapping[str, list[str]]
    others: Mapping[Place, Answer] = field(default_factory=dict)
    states: Mapping[Place, Answer] = field(default_factory=dict)


def commit(cluster: Cluster, index: str, pending: Pending) -> None:
    """Make the changes durable, then visible."""
    addresses = [address(report_id) for report_id in pending]
    sources = cluster.fetch(index, addresses, "content")
    former = (stored(source).report for source in sources)
    changes = _Changes(
        pending,
        {report.id: report for report in former},
        {report_id: _keys(edition.report) for report_id, edition in pending.items() if edition},
    )
    changes.others = _others(cluster, index, changes)
    changes.states = _states(changes)
    bulk.send(cluster, ({"_index": index, **action} for action in _actions(changes)))
    cluster.ask(lambda client: client.indices.refresh(index=index))


def _keys(report: Report) -> list[str]:
    return [key.hex() for key in quote_keys(report)]


def _others(cluster: Cluster, index: str, changes: _Changes) -> dict[Place, Answer]:
    """The quotes of other reports with keys that come or go."""
    touched = {key for report in changes.former.values() for key in _keys(report)}
    keys = sorted(touched.union(*changes.keys.values()))
    found: dict[Place, Answer] = {}
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        some = {"terms": {"quote_key": keys[first : first + _KEYS_AT_ONCE]}}
        for source in cluster.scan(index, some, _USE):
            if source["id"] not in changes.pending:
                found[place_of(source)] = source
    return found


def _states(changes: _Changes) -> dict[Place, Answer]:
    """What the documents of all touched quotes are to say of their other uses."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for place, source in changes.others.items():
        days = source["first_day"] or None, source["last_day"] or None
        uses[source["quote_key"]].append(Use(0, place[1], source["speaker"], place[0], *days))
    for report_id, keys in changes.keys.items():
        edition = changes.pending[report_id]
        for number, key in enumerate(keys, 1):
            if edition:
                uses[key].append(_use(edition.report, number))
    states: dict[Place, Answer] = {}
    for group in (group for found in uses.values() for group in grouped(found)):
        places = [(use.report_id, use.number) for use in group]
        states |= {place: shown(places, place) for place in places}
    return states


def _use(report: Report, number: int) -> Use:
    date = report.date
    days = (date.first_day.toordinal(), date.last_day.toordinal()) if date else (None, None)
    return Use(0, number, report.quotes[number - 1].speaker, report.id, *days)


def _actions(changes: _Changes) -> Iterator[Answer]:
    """The quotes of a report go before it: a report that is there has its quotes."""
    for report_id, edition in changes.pending.items():
        kept = len(edition.report.quotes) if edition else 0
        former = changes.former.get(report_id)
        for number in range(kept + 1, len(former.quotes) + 1 if former else 0):
            yield {"_op_type": "delete", "_id": address(report_id, number)}
        if edition is None:
            yield {"_op_type": "delete", "_id": address(report_id)}
            continue
        for number, key in enumerate(changes.keys[report_id], 1):
            document = quote_document(edition.report, number, key) | changes.states[report_id, number]
            yield {"_op_type": "index", "_id": address(report_id, number), "_source": document}
        yield {
            "_op_type": "index",
            "_id": address(report_id),
            "_source": report_document(edition.report) | edition.content(),
        }
    for place, source in changes.others.items():
        state = changes.states[place]
        if state != {name: source[name] for name in state}:
            yield {"_op_type": "update", "_id": address(*place), "doc": state}
