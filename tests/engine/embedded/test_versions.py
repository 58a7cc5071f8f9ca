"""A corrected text replaces the former one, which is kept; the same text changes nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from searchapp.corrections import Change
from searchapp.engine import open_archive
from tests.engine.embedded.samples import answers, filled, sample


def test_each_former_text_is_kept_with_the_time_of_its_end(tmp_path: Path) -> None:
    """Oldest first, with title, date and text as they were; the present one isn't among them."""
    archive = filled(tmp_path, 1)
    assert archive.versions("r0") == ()
    for extra in ("eens", "tweemaal"):
        with archive.writer() as writer:
            writer.add(sample(0, extra))
    versions = archive.versions("r0")
    assert [(v.number, v.text) for v in versions] == [(1, sample(0).text), (2, sample(0, "eens").text)]
    assert all(datetime.fromisoformat(version.replaced_at).tzinfo for version in versions)
    archive.rebuild()
    assert archive.versions("r0") == versions
    assert archive.check() == []


def test_corrections_and_new_facts_make_no_version(tmp_path: Path) -> None:
    """Only another text does."""
    archive = filled(tmp_path, 1)
    with archive.writer() as writer:
        writer.correct("r0", [Change("venue", "Veld 2")], "redactie")
        writer.add(replace(sample(0), competition="Andere beker"))
    archive.rebuild(extract=lambda report: replace(report, season="2001-2002"))
    assert archive.versions("r0") == ()


def test_the_same_input_ten_times_changes_nothing(tmp_path: Path) -> None:
    """No generation, no version, no byte of the store."""
    archive = filled(tmp_path, 3)
    before, generation = answers(archive), archive.searcher().generation
    store = (tmp_path / "store.sqlite").read_bytes()
    for _ in range(10):
        filled(tmp_path, 3).close()
    assert answers(archive) == before
    assert archive.searcher().generation == generation
    assert archive.versions("r0") == ()
    assert (tmp_path / "store.sqlite").read_bytes() == store


def test_a_changed_byte_of_a_stored_report_is_found(tmp_path: Path) -> None:
    """`check` and the scrub name the report, or the version, that isn't what was stored."""
    archive = filled(tmp_path, 3)
    with archive.writer() as writer:
        writer.add(sample(1, "herzien"))
    archive.close()
    for statement, named in (
        ("UPDATE reports SET content = replace(content, 'spannende', 'spannexde') WHERE id = 'r2'", "'r2'"),
        ("UPDATE quotes SET speaker = 'Wie Verzonnen' WHERE revision = 1", "'r0'"),
        (
            "UPDATE former_texts SET content = replace(content, 'Genk', 'Gekk')",
            "version 1 of the report 'r1'",
        ),
    ):
        with closing(sqlite3.connect(tmp_path / "store.sqlite")) as store, store:
            store.execute(statement)
        with closing(open_archive(tmp_path)) as archive:
            assert named in " ".join(archive.check())
            assert named in " ".join(archive.scrub(lambda count: None))


def test_the_scrub_reads_all_files_and_finds_a_changed_bit(tmp_path: Path) -> None:
    """It tells how much it read, and which index file isn't what was written."""
    archive, read = filled(tmp_path, 3), list[int]()
    assert archive.scrub(read.append) == []
    assert sum(read) >= sum(path.stat().st_size for path in tmp_path.glob("index*/*/*"))
    for path in tmp_path.glob("index*/*/*"):
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        (finding,) = archive.scrub(read.append)
        assert str(path) in finding
        assert "searchapp rebuild" in finding
        path.write_bytes(whole)
    assert archive.scrub(read.append) == []
