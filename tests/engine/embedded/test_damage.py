"""A damaged or foreign archive is told in one sentence that says what to do, never answered from."""

from __future__ import annotations

import os
import pickle
import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.engine.embedded import manifest
from searchapp.engine.embedded.storage import SafeStorage
from searchapp.engine.embedded.store import Store
from searchapp.errors import ArchiveDamaged
from tests.engine.embedded.samples import answers, filled, ids, sample


def index_files(folder: Path) -> list[Path]:
    """Every file of the index, the manifest included."""
    found = [path for path in folder.glob("index*/*/*") if path.is_file()]
    return [folder / manifest.NAME, *sorted(found)]


def expect_damage(folder: Path) -> None:
    """A new process is told of the damage by search and by check."""
    archive = open_archive(folder)
    with pytest.raises(ArchiveDamaged, match="searchapp rebuild"):
        archive.searcher()
    assert "searchapp rebuild" in archive.check()[0]
    archive.close()


def expect_mendable_damage(folder: Path) -> None:
    """The damage is told, and rebuilding mends it."""
    expect_damage(folder)
    archive = open_archive(folder)
    archive.rebuild()
    assert archive.check() == []
    assert sorted(ids(archive)) == ["r0", "r1", "r2"]
    archive.close()


def test_changed_byte_anywhere_in_the_index_is_damage(tmp_path: Path) -> None:
    """One flipped bit in any index file is noticed."""
    names = [path.suffix or path.name for path in index_files(_original(tmp_path))]
    for number in range(len(names)):
        folder = _copy(tmp_path, f"changed{number}")
        path = index_files(folder)[number]
        content = bytearray(path.read_bytes())
        if not content:
            continue
        content[len(content) // 2] ^= 4
        path.write_bytes(content)
        if path.name != manifest.NAME:
            expect_damage(folder)


def test_missing_or_cut_off_files_are_damage(tmp_path: Path) -> None:
    """A file that isn't there, or is empty, is noticed."""
    for number in range(len(index_files(_original(tmp_path)))):
        folder = _copy(tmp_path, f"missing{number}")
        index_files(folder)[number].unlink()
        expect_damage(folder)
        folder = _copy(tmp_path, f"cut{number}")
        path = index_files(folder)[number]
        if path.stat().st_size:
            path.write_bytes(path.read_bytes()[:-1] if path.name != manifest.NAME else b"")
            expect_damage(folder)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"folder": "../elders"}', "nul", "\x00\xff"])
def test_manifest_that_is_none_is_damage(tmp_path: Path, content: str) -> None:
    """Whatever stands in the manifest's place, rebuilding is the advice."""
    filled(tmp_path, 3).close()
    (tmp_path / manifest.NAME).write_text(content)
    expect_mendable_damage(tmp_path)


def test_writer_refuses_a_damaged_index(tmp_path: Path) -> None:
    """Nothing is added to an index that can't be trusted."""
    archive = filled(tmp_path, 1)
    (tmp_path / manifest.NAME).unlink()
    with pytest.raises(ArchiveDamaged, match="searchapp rebuild"), archive.writer() as writer:
        writer.add(sample(1))


def test_index_of_another_analysis_asks_for_rebuild_while_running_readers_serve(tmp_path: Path) -> None:
    """A new process refuses; one that is serving goes on with what it has."""
    serving = filled(tmp_path, 3)
    before = answers(serving)
    replace(manifest.read(tmp_path), fingerprint="1-andere").write(tmp_path)
    assert answers(serving) == before
    expect_mendable_damage(tmp_path)


def test_foreign_store_is_told(tmp_path: Path) -> None:
    """A text file, another program's database and a newer format each get their sentence."""
    store = tmp_path / "store.sqlite"
    store.write_text("geen databank, maar wel een heel verhaal " * 100)
    with pytest.raises(ArchiveDamaged, match="damaged"):
        open_archive(tmp_path)
    store.unlink()
    sqlite3.connect(store).execute("CREATE TABLE iets (anders)").connection.close()
    with pytest.raises(ArchiveDamaged, match="not the store of an archive"):
        open_archive(tmp_path)
    store.unlink()
    Store.create(store).close()
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(ArchiveDamaged, match="format 99"):
        open_archive(tmp_path)


def test_damaged_page_of_the_store_is_a_finding(tmp_path: Path) -> None:
    """A store with a page of garbage is reported, with the advice to restore a backup."""
    filled(tmp_path, 40).close()
    path = tmp_path / "store.sqlite"
    content = bytearray(path.read_bytes())
    for page in range(2, len(content) // 4096):
        content[page * 4096 : page * 4096 + 64] = b"\xa5" * 64
    path.write_bytes(content)
    findings = open_archive(tmp_path).check()
    assert findings
    assert "backup" in findings[0]


def test_pickle_with_a_program_in_it_is_not_run(tmp_path: Path) -> None:
    """What Whoosh pickled is read with a short list of harmless classes."""

    class Program:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "ingebroken"),)

    (tmp_path / "toc").write_bytes(pickle.dumps(Program()))
    with pytest.raises(pickle.UnpicklingError, match="no place in an index"):
        SafeStorage(str(tmp_path)).open_file("toc").read_pickle()
    assert not (tmp_path / "ingebroken").exists()


def test_check_finds_reports_that_the_index_lacks(tmp_path: Path) -> None:
    """An index and a store that tell different stories are reported."""
    archive = filled(tmp_path, 3)
    connection = sqlite3.connect(tmp_path / "store.sqlite")
    connection.execute("DELETE FROM shown WHERE revision = 1")
    connection.execute("DELETE FROM quotes WHERE revision = 1")
    connection.execute("DELETE FROM reports WHERE revision = 1")
    connection.commit()
    connection.close()
    findings = archive.check()
    assert any("holds 3 reports, the store 2" in finding for finding in findings)
    archive.rebuild()
    assert archive.check() == []


def _original(tmp_path: Path) -> Path:
    folder = tmp_path / "original"
    if not folder.exists():
        filled(folder, 3).close()
    return folder


def _copy(tmp_path: Path, name: str) -> Path:
    return Path(shutil.copytree(_original(tmp_path), tmp_path / name))
