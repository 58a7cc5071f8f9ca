"""I have a question for OpenSearch: who asks it, and what if it goes wrong?"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from opensearchpy import OpenSearch, exceptions, helpers

from searchapp.engine.distributed.failures import explained
from searchapp.engine.distributed.location import Location, credentials
from searchapp.errors import EngineUnavailable

# The client logs every failure with its traceback; we say in a sentence what went wrong.
logging.getLogger("opensearch").setLevel(logging.CRITICAL)

Answer = dict[str, Any]
"""What OpenSearch answers, and what it's asked: JSON."""
_T = TypeVar("_T")
_VERSIONS = ("2", "3")
_SECONDS = 60
_RETRIES = 2
_AT_ONCE = 500


class _Fetch:
    """Asks for some documents by address."""

    def __init__(self, index: str, addresses: Sequence[str], fields: str) -> None:
        self._index, self._addresses, self._fields = index, list(addresses), fields

    def __call__(self, client: OpenSearch) -> list[Answer]:
        answer = client.mget(
            body={"ids": self._addresses}, index=self._index, params={"_source_includes": self._fields}
        )
        return [document["_source"] for document in answer["docs"] if document.get("found")]


class Cluster:
    """A client to one cluster; safe to share between threads and over a fork."""

    def __init__(self, location: Location) -> None:
        """Nothing is asked yet."""
        self.location = location
        self._connect()

    def _connect(self) -> None:
        self._process = os.getpid()
        self._client = OpenSearch(
            list(self.location.hosts),
            timeout=_SECONDS,
            max_retries=_RETRIES,
            retry_on_timeout=True,
            retry_on_status=(502, 504),
            **credentials(),
        )

    def ask(self, question: Callable[[OpenSearch], _T]) -> _T:
        """The answer to a question; what goes wrong is raised as a SearchappError."""
        if self._process != os.getpid():
            self._connect()
        try:
            return question(self._client)
        except exceptions.OpenSearchException as error:
            raise explained(error, self.location) from error

    def search(self, index: str, body: Answer) -> Answer:
        """One search whose answer is whole; EngineUnavailable when a shard didn't answer."""
        answer: Answer = self.ask(lambda client: client.search(body=body, index=index))
        failed = answer["_shards"]["failed"]
        if failed or answer.get("timed_out"):
            raise EngineUnavailable(
                f"{failed} of {answer['_shards']['total']} shards of {self.location} didn't answer; "
                "start the missing nodes or try again."
            )
        return answer

    def close(self) -> None:
        """Release the connections."""
        self._client.close()

    def fetch(self, index: str, addresses: Sequence[str], fields: str) -> list[Answer]:
        """The sources of the documents that are there; `fields` are those wanted, by commas."""
        found: list[Answer] = []
        for first in range(0, len(addresses), _AT_ONCE):
            found += self.ask(_Fetch(index, addresses[first : first + _AT_ONCE], fields))
        return found

    def scan(self, index: str, query: Answer, fields: Sequence[str]) -> Iterator[Answer]:
        """The sources of all documents that a query matches, as they stand now, in no order."""
        body = {"query": query, "_source": list(fields)}
        found = self.ask(lambda client: helpers.scan(client, query=body, index=index, size=_AT_ONCE))
        while (hit := self.ask(lambda client: next(found, None))) is not None:
            yield hit["_source"]

    def check_version(self) -> None:
        """EngineUnavailable when this is no OpenSearch, or one that searchapp doesn't know."""
        version = self.ask(lambda client: client.info())["version"]
        number = str(version.get("number", "?"))
        if version.get("distribution") != "opensearch" or number.split(".")[0] not in _VERSIONS:
            found = f"{version.get('distribution', 'another server')} {number}"
            raise EngineUnavailable(
                f"{', '.join(self.location.hosts)} runs {found}; searchapp needs OpenSearch 2 or 3."
            )


def unless_conflict(question: Callable[[OpenSearch], object]) -> Callable[[OpenSearch], bool]:
    """Ask, and tell whether nobody else was quicker."""

    def asked(client: OpenSearch) -> bool:
        try:
            question(client)
        except exceptions.ConflictError:
            return False
        return True

    return asked
