"""Whatever goes wrong at the cluster is told in a sentence that says what to do."""

from __future__ import annotations

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.distributed import bulk
from searchapp.engine.distributed.cluster import Cluster
from searchapp.engine.distributed.location import parse
from searchapp.errors import ArchiveDamaged, ArchiveMissing, EngineUnavailable
from searchapp.model import Report, SearchOptions
from searchapp.query.ast import Everything
from tests.contract.archives import fill

REPORT = Report(id="r", source="r.txt", text="Een gewoon verslag van een wedstrijd.")


@contextmanager
def server(status: int, answer: object) -> Iterator[str]:
    """A server that isn't the one that was meant: it gives everybody the same answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None: ...

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{listening.server_address[1]}/verslagen"
        listening.shutdown()


@pytest.mark.parametrize(
    ("status", "answer", "said"),
    [
        (200, {"version": {"number": "7.17.0"}}, "runs another server 7.17.0; searchapp needs OpenSearch"),
        (200, {"version": {"number": "1.3.0", "distribution": "opensearch"}}, "runs opensearch 1.3.0"),
        (401, {}, "refuses access.*SEARCHAPP_OPENSEARCH_USER"),
        (403, {"error": {"type": "security_exception", "reason": "no permissions"}}, "refuses access"),
        (429, {"error": {"type": "circuit_breaking_exception"}}, "too busy"),
        (503, {"error": {"type": "cluster_manager_not_discovered_exception"}}, "red"),
        (500, {"error": {"type": "odd", "reason": "very odd", "root_cause": []}}, "500 odd .very odd"),
    ],
)
def test_server_that_refuses(status: int, answer: object, said: str) -> None:
    """Another program, another version, no access, too much to do, no whole cluster."""
    with server(status, answer) as location, pytest.raises(EngineUnavailable, match=said):
        open_archive(location)


def test_nobody_there() -> None:
    """An unreachable cluster is told with its hosts."""
    with pytest.raises(EngineUnavailable, match=r"http://127.0.0.1:1 can't be reached"):
        open_archive("http://127.0.0.1:1/verslagen")


@pytest.mark.opensearch
def test_missing_archive_is_not_made(opensearch: str) -> None:
    """Only `index` makes one."""
    with pytest.raises(ArchiveMissing, match=r"`searchapp index` makes one"):
        open_archive(f"{opensearch}/nergens")


@pytest.mark.opensearch
def test_read_only_index_loses_nothing(place_on_opensearch: str) -> None:
    """A full disk makes an index read-only: what was to be written is told, and can be once there's room."""
    cluster = Cluster(parse(place_on_opensearch))

    def block(on: bool | None) -> None:
        body = {"index.blocks.read_only_allow_delete": on}
        cluster.ask(lambda client: client.indices.put_settings(index=cluster.location.name, body=body))

    with closing(open_archive(place_on_opensearch, create=True)) as archive:
        block(True)
        with pytest.raises(EngineUnavailable, match="read-only"):
            fill(archive, (REPORT,))
        block(None)
        fill(archive, (REPORT,))
        assert archive.searcher().report("r") == REPORT


@pytest.mark.opensearch
def test_index_of_another_version_is_refused_until_it_is_rebuilt(place_on_opensearch: str) -> None:
    """The message names the command that mends it, which loses nothing."""
    cluster = Cluster(parse(place_on_opensearch))
    with closing(open_archive(place_on_opensearch, create=True)) as archive:
        fill(archive, (REPORT,))
        other = {"_meta": {"mapping": "another", "analysis": "another"}}
        cluster.ask(lambda client: client.indices.put_mapping(index=cluster.location.name, body=other))
    with closing(open_archive(place_on_opensearch)) as archive:
        with pytest.raises(ArchiveDamaged, match="`searchapp rebuild`"):
            archive.searcher()
        assert archive.check() != []
        archive.rebuild()
        assert archive.searcher().search_reports(Everything(), SearchOptions()).hits[0].report == REPORT


@pytest.mark.opensearch
def test_refused_documents_are_kept(
    place_on_opensearch: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the cluster refuses for good is written to a file, with the reason, and told."""
    monkeypatch.setenv(bulk.DEAD_LETTERS, str(tmp_path / "refused.jsonl"))
    cluster = Cluster(parse(place_on_opensearch))
    with closing(open_archive(place_on_opensearch, create=True)):
        wrong = {"_op_type": "index", "_index": cluster.location.name, "_id": "x", "_source": {"odd": 1}}
        with pytest.raises(EngineUnavailable, match=r"refused 1 documents.*refused\.jsonl"):
            bulk.send(cluster, [wrong])
    (line,) = (tmp_path / "refused.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["action"] == wrong
    assert "strict" in json.loads(line)["error"]["type"]


@pytest.mark.opensearch
def test_one_writes_at_a_time(place_on_opensearch: str) -> None:
    """A second writer waits, says so, and gives up in the end; then it's its turn."""
    told: list[str] = []
    with closing(open_archive(place_on_opensearch, create=True, wait_seconds=0.5)) as archive:
        with (
            archive.writer(),
            pytest.raises(EngineUnavailable, match="still writing"),
            archive.writer(told.append),
        ):
            pass
        assert len(told) == 1
        fill(archive, (REPORT,))
