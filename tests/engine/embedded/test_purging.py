"""What is taken down is invisible at once; what is purged is in no file any more."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.corrections import Change
from searchapp.engine import open_archive
from searchapp.engine.embedded.store import Store
from searchapp.engine.protocols import Archive
from searchapp.model import Quote, Report, SearchOptions
from searchapp.query.ast import Everything, Term
from tests.engine.embedded.dying import dies_at_step
from tests.engine.embedded.samples import answers, filled, ids, sample

# The children only read and write files; Python 3.12 warns of any fork beside NumPy's threads.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")

MARKER = "Kwezelaarsbergen"
"""A word of one report, in its text, quote, speaker, club and origin, in any case of letters."""


def marked(extra: str = "") -> Report:
    """The report that will have to go."""
    words = f"Wij van {MARKER} verloren nooit eerder zo ruim"
    text = f"{MARKER} verslagen\n\nIn {MARKER} zei Jan {MARKER}: “{words}”. {extra}"
    start = text.index(words)
    speaker = f"Jan {MARKER}"
    return replace(
        sample(900),
        id=f"weg-{MARKER}",
        text=text,
        title=f"{MARKER} verslagen",
        teams=(f"KV {MARKER}",),
        quotes=(Quote(words, start, start + len(words), speaker, "speler", f"KV {MARKER}"),),
        speakers=(speaker,),
        origin=f"/verslagen/{MARKER}.txt",
        content_hash=f"h{extra}",
    )


def holding(folder: Path) -> list[str]:
    """The files below a folder in which the marker stands, in UTF-8 or UTF-16, whole or folded."""
    forms = [MARKER, MARKER.lower(), MARKER.upper()]
    needles = [form.encode(encoding) for form in forms for encoding in ("utf-8", "utf-16-le")]
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [str(path) for path in found if any(needle in path.read_bytes() for needle in needles)]


def with_marked(folder: Path, count: int = 12) -> Archive:
    """An archive with the marked report, a former version of it and a correction, among others."""
    archive = filled(folder, count)
    with archive.writer() as writer:
        writer.add(marked("Eerste lezing."))
    with archive.writer() as writer:
        writer.add(marked("Tweede lezing."))
        writer.correct(marked().id, [Change("venue", f"Stadion {MARKER}")], MARKER)
    return archive


def sightings(archive: Archive) -> list[object]:
    """Whatever the archive says about the marked report."""
    searcher, options = archive.searcher(), SearchOptions(per_page=100)
    seen: list[object] = [
        *searcher.search_reports(Term(MARKER), options).hits,
        *searcher.search_quotes(Term(MARKER), options).hits,
        *searcher.suggest(MARKER[:6]),
        *searcher.suggest("Jan"),
        *searcher.check(marked().quotes[0].text, 5),
        searcher.report(marked().id),
        *archive.versions(marked().id),
    ]
    facets = searcher.search_reports(Everything(), options).facets.values()
    seen += [count for facet in facets for count in facet if MARKER in str(count)]
    return [each for each in seen if each is not None]


def test_a_removed_report_is_invisible_at_once_everywhere(tmp_path: Path) -> None:
    """In searches, suggestions, facets, the citaatcheck, by its id and to a reader that is open."""
    archive = with_marked(tmp_path)
    with closing(open_archive(tmp_path)) as server:
        assert len(sightings(server)) > 8
        with archive.writer() as writer:
            writer.remove(marked().id)
        kept = [seen for seen in sightings(server) if seen not in archive.versions(marked().id)]
        assert kept == []
    assert archive.check() == []


def test_a_purged_report_is_in_no_file(tmp_path: Path) -> None:
    """Not in the store, its log, its free pages or the index, versions and corrections included."""
    archive = with_marked(tmp_path)
    assert holding(tmp_path)
    assert archive.purge(marked().id) == ()
    assert holding(tmp_path) == []
    assert sightings(archive) == []
    assert archive.check() == []
    assert len(ids(archive)) == 12
    expected = filled(tmp_path / "ooit", 12)
    assert answers(archive) == answers(expected)


def test_what_was_removed_earlier_can_be_purged(tmp_path: Path) -> None:
    """Also after other commits, when only remains are left."""
    archive = with_marked(tmp_path)
    with archive.writer() as writer:
        writer.remove(marked().id)
    with archive.writer() as writer:
        writer.add(sample(50))
    assert archive.purge(marked().id) == ()
    assert holding(tmp_path) == []
    assert archive.purge(marked().id) is None


def test_purging_what_never_was_changes_nothing(tmp_path: Path) -> None:
    """None, and the index stays the one it was."""
    archive = filled(tmp_path, 2)
    before = archive.searcher().generation
    assert archive.purge("onbekend") is None
    assert archive.purge("") is None
    assert archive.searcher().generation == before


def test_backups_that_hold_a_purged_report_are_named(tmp_path: Path) -> None:
    """Those made since it came, and none made before or after its time."""
    archive = filled(tmp_path / "archief", 2)
    archive.backup(tmp_path / "ervoor")
    with archive.writer() as writer:
        writer.add(marked())
    archive.backup(tmp_path / "ermee")
    named = archive.purge(marked().id)
    assert named is not None
    assert [backup.path for backup in named] == [str(tmp_path / "ermee")]
    assert holding(tmp_path) == [str(tmp_path / "ermee")]


def test_a_backup_after_a_removal_holds_no_remains(tmp_path: Path) -> None:
    """Free pages of the store don't travel."""
    archive = with_marked(tmp_path / "archief")
    with archive.writer() as writer:
        writer.remove(marked().id)
    archive.purge(marked().id)
    archive.backup(tmp_path / "kopie")
    assert MARKER.encode() not in (tmp_path / "kopie").read_bytes()


def test_an_interrupted_purge_is_told_and_finished(tmp_path: Path) -> None:
    """Killed at any flush or rename, `check` says so, and purging again leaves no byte."""
    with_marked(tmp_path / "begin", 3).close()
    step, died = 0, True
    while died:
        folder = tmp_path / str(step)
        _copy(tmp_path / "begin", folder)
        died = dies_at_step(folder, step, lambda folder: _purge(folder))
        with closing(open_archive(folder)) as archive:
            findings = archive.check()
            assert holding(folder) == [] or findings or archive.searcher().report(marked().id)
            archive.purge(marked().id)
            assert archive.check() == []
            assert sorted(ids(archive)) == ["r0", "r1", "r2"]
        assert holding(folder) == []
        step += 1
    assert step > 10


def _purge(folder: Path) -> None:
    open_archive(folder).purge(marked().id)


def _copy(source: Path, target: Path) -> None:
    for path in source.rglob("*"):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())


def test_a_reader_in_the_middle_of_the_log_is_waited_for(tmp_path: Path) -> None:
    """Another program that reads the store delays purging until it has read enough."""
    archive = with_marked(tmp_path, 2)
    with closing(sqlite3.connect(tmp_path / "store.sqlite")) as reader:
        assert reader.execute("SELECT count(*) FROM reports").fetchone()
        assert archive.purge(marked().id) == ()
    assert holding(tmp_path) == []


def test_the_store_knows_whether_a_report_was_taken_out(tmp_path: Path) -> None:
    """Not when one was only replaced; a store that is older than the reader's counts, too."""
    archive = filled(tmp_path, 2)
    with closing(Store(tmp_path / "store.sqlite")) as store:
        with archive.writer() as writer:
            writer.add(sample(0, "herzien"))
        assert not store.took_out(0, store.revision)
        before = store.revision
        with archive.writer() as writer:
            writer.remove("r1")
        assert store.took_out(before, store.revision)
        assert not store.took_out(store.revision, store.revision)
        assert store.took_out(store.revision + 1, store.revision)
        archive.purge("r1")
        assert store.took_out(before, store.revision)
