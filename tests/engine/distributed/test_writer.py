from __future__ import annotations

import pickle
from contextlib import closing

import pytest

from searchapp.engine import open_archive
from searchapp.engine.distributed.writer import Batch
from searchapp.engine.protocols import Archive
from searchapp.errors import IngestError
from searchapp.model import Report

ODD = Report(id="odd", source="odd.txt", text="\ud800")


def report(text: str) -> Report:
    """A report of one line."""
    return Report(id="r", source="r.txt", text=text, origin="/r.txt", content_hash=text)


def remove_and_fail(archive: Archive) -> None:
    """Remove the report, and come to grief before the commit."""
    with archive.writer() as writer:
        assert writer.remove("r")
        assert writer.id_of("/r.txt") is None
        raise KeyError


def test_batch_refuses_what_cannot_be_stored() -> None:
    """The others stay in it, and it can be sent to another process."""
    batch = Batch()
    batch.add(report("Een verslag."))
    with pytest.raises(IngestError):
        batch.add(ODD)
    assert pickle.loads(pickle.dumps(batch.finish())) == [report("Een verslag.")]


@pytest.mark.opensearch
def test_uncommitted_changes_are_seen_by_the_writer_alone(place_on_opensearch: str) -> None:
    """What is added counts at once for ids and hashes, is found after the commit, and gone after an error."""
    with closing(open_archive(place_on_opensearch, create=True)) as archive:
        with archive.writer() as writer:
            assert list(writer.add_prepared([report("Eerst."), report("Eerst."), report("Dan."), ODD]))[
                :3
            ] == [
                "added",
                "unchanged",
                "updated",
            ]
            assert (writer.id_of("/r.txt"), writer.origin_of("r"), writer.content_hash_of("r")) == (
                "r",
                "/r.txt",
                "Dan.",
            )
            assert archive.searcher().report("r") is None
        assert archive.searcher().report("r") == report("Dan.")
        with pytest.raises(KeyError):
            remove_and_fail(archive)
        generation = archive.searcher().generation
        with archive.writer() as writer:
            assert not writer.remove("geen")
            assert writer.add(report("Dan.")) == "unchanged"
        assert archive.searcher().generation == generation
