"""A backup is whole or it isn't there, and what comes back is what went in."""

from __future__ import annotations

import json
import os
import tarfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.corrections import Change
from searchapp.engine import open_archive, restore_archive
from searchapp.engine.embedded.archive import EmbeddedArchive
from searchapp.errors import ArchiveDamaged, UsageError
from tests.engine.embedded.dying import dies_at_step
from tests.engine.embedded.samples import answers, filled, ids, sample

# The children only read and write files; Python 3.12 warns of any fork beside NumPy's threads.
pytestmark = pytest.mark.filterwarnings("ignore:.*use of fork.*:DeprecationWarning")


def test_a_restored_archive_answers_as_before(tmp_path: Path) -> None:
    """Reports, corrections, tokens and word lists come back; everything else is left behind."""
    archive = filled(tmp_path / "archief", 12)
    (tmp_path / "archief" / "lexicon").mkdir()
    (tmp_path / "archief" / "lexicon" / "synonyms.txt").write_text("duel, treffen\n")
    secret = archive.tokens.add("redactie")
    made = archive.backup(tmp_path / "kopie")
    assert (made.reports, made.path) == (12, str(tmp_path / "kopie"))
    assert os.stat(tmp_path / "kopie").st_mode & 0o077 == 0
    restore_archive(tmp_path / "kopie", tmp_path / "terug")
    with closing(open_archive(tmp_path / "terug")) as restored:
        assert restored.check() == []
        assert answers(restored) == answers(archive)
        assert restored.tokens.owner(secret) == "redactie"
        assert (tmp_path / "terug" / "lexicon" / "synonyms.txt").read_text() == "duel, treffen\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archief", "kopie", "terug"]


def test_a_backup_during_writes_is_one_commit(tmp_path: Path) -> None:
    """Whatever a writer does meanwhile, the copy is the state after one of its commits."""
    archive = filled(tmp_path / "archief", 5)
    stop = threading.Event()

    def write() -> None:
        with open_archive(tmp_path / "archief").writer() as writer:
            number = 5
            while not stop.is_set():
                writer.add(sample(number))
                writer.add(sample(number + 1))
                writer.commit()
                number += 2

    thread = threading.Thread(target=write)
    thread.start()
    try:
        made = [archive.backup(tmp_path / f"kopie{number}") for number in range(5)]
    finally:
        stop.set()
        thread.join()
    for number, backup in enumerate(made):
        restore_archive(tmp_path / f"kopie{number}", tmp_path / f"terug{number}")
        with closing(open_archive(tmp_path / f"terug{number}")) as restored:
            assert restored.check() == []
            assert len(ids(restored)) == backup.reports
            assert backup.reports % 2 == 1


def test_restoring_replaces_only_when_told_and_readers_go_over(tmp_path: Path) -> None:
    """Without force an archive stays; with it, a server that has it open shows the restored one."""
    server = filled(tmp_path / "archief", 3)
    server.backup(tmp_path / "kopie")
    with server.writer() as writer:
        writer.add(sample(3))
    before = server.searcher()
    with pytest.raises(UsageError, match="--force"):
        restore_archive(tmp_path / "kopie", tmp_path / "archief")
    restore_archive(tmp_path / "kopie", tmp_path / "archief", force=True)
    assert before.report("r3") == sample(3)
    assert sorted(ids(server)) == ["r0", "r1", "r2"]
    assert server.searcher().report("r3") is None
    assert server.searcher().generation > before.generation
    with server.writer() as writer:
        writer.add(sample(4))
    assert sorted(ids(open_archive(tmp_path / "archief"))) == ["r0", "r1", "r2", "r4"]


def test_restoring_leaves_foreign_folders_alone(tmp_path: Path) -> None:
    """A folder with anything else in it is never replaced, not even by force."""
    filled(tmp_path / "archief", 1).backup(tmp_path / "kopie")
    (tmp_path / "anders").mkdir()
    (tmp_path / "anders" / "foto.jpg").touch()
    with pytest.raises(UsageError, match="no archive"):
        restore_archive(tmp_path / "kopie", tmp_path / "anders", force=True)
    assert (tmp_path / "anders" / "foto.jpg").exists()


def test_backup_never_overwrites_what_is_no_backup(tmp_path: Path) -> None:
    """A slip of the keyboard costs no file; last night's backup is replaced."""
    archive = filled(tmp_path / "archief", 1)
    (tmp_path / "verslag.txt").write_text("Genk won.")
    with pytest.raises(UsageError, match="no backup"):
        archive.backup(tmp_path / "verslag.txt")
    assert (tmp_path / "verslag.txt").read_text() == "Genk won."
    archive.backup(tmp_path / "kopie")
    assert archive.backup(tmp_path / "kopie").reports == 1


def test_any_changed_or_missing_byte_of_a_backup_is_noticed(tmp_path: Path) -> None:
    """What was damaged on the shelf isn't restored, and nothing is left lying about."""
    filled(tmp_path / "archief", 2).backup(tmp_path / "kopie")
    whole = (tmp_path / "kopie").read_bytes()
    places = [*range(0, len(whole), 7919), whole.index(b"bekerfinale")]
    for place in places:
        cut = whole[:place]
        changed = cut + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        for content in (cut, changed):
            (tmp_path / "stuk").write_bytes(content)
            try:
                restore_archive(tmp_path / "stuk", tmp_path / "terug")
            except (UsageError, ArchiveDamaged):
                assert not (tmp_path / "terug").exists()
            else:
                # Only the padding between members may differ.
                with closing(open_archive(tmp_path / "terug")) as archive:
                    assert archive.check() == []
                    assert sorted(ids(archive)) == ["r0", "r1"]
                (tmp_path / "terug").rename(tmp_path / f"heel{place}-{len(content)}")
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    "name", ["../uit", "/uit", "index1/reports/x", "lexicon/../uit.txt", "manifest.json"]
)
def test_a_foreign_backup_writes_nothing_elsewhere(tmp_path: Path, name: str) -> None:
    """Members under other names than a backup has are refused."""
    filled(tmp_path / "archief", 1).backup(tmp_path / "kopie")
    (tmp_path / "inhoud").write_text("x")
    with tarfile.open(tmp_path / "kopie") as whole, tarfile.open(tmp_path / "vals", "w") as forged:
        label = json.loads(whole.extractfile("backup.json").read())  # type: ignore[union-attr]
        label["members"] = {name: "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
        (tmp_path / "label").write_text(json.dumps(label))
        forged.add(tmp_path / "label", "backup.json")
        forged.add(tmp_path / "inhoud", name)
    with pytest.raises((ArchiveDamaged, UsageError)):
        restore_archive(tmp_path / "vals", tmp_path / "diep" / "terug")
    assert not list(tmp_path.rglob("uit*"))
    assert not list((tmp_path / "diep").iterdir())


def test_death_while_restoring_leaves_the_old_or_the_new_archive(tmp_path: Path) -> None:
    """Killed at any flush or rename, `restore --force` has done everything or nothing."""
    made = filled(tmp_path / "archief", 3)
    made.backup(tmp_path / "kopie")
    with made.writer() as writer:
        writer.remove("r1")
    made.close()

    def work(folder: Path) -> None:
        restore_archive(tmp_path / "kopie", folder, force=True)

    step, died = 0, True
    while died:
        died = dies_at_step(tmp_path / "archief", step, work)
        with closing(EmbeddedArchive(tmp_path / "archief")) as archive:
            assert archive.check() == []
            found = sorted(ids(archive))
        assert found in (["r0", "r2"], ["r0", "r1", "r2"])
        if found == ["r0", "r1", "r2"]:
            break
        step += 1
    assert step > 10


def test_a_damaged_store_never_replaces_a_good_backup_and_the_intact_is_saved(tmp_path: Path) -> None:
    """Of pages overwritten in the middle only what stood on them is lost, and that is told."""
    archive = filled(tmp_path / "archief", 300)
    with archive.writer() as writer:
        writer.correct("r3", [Change("venue", "Veld 2")], "redactie")
        writer.add(sample(4, "herzien"))
    secret = archive.tokens.add("redactie")
    archive.backup(tmp_path / "kopie")
    good = (tmp_path / "kopie").read_bytes()
    archive.close()
    store = tmp_path / "archief" / "store.sqlite"
    whole = store.read_bytes()
    place = whole.index(b"wint duel 150")
    page = place - place % 4096
    store.write_bytes(whole[:page] + b"\xa5" * 4096 + whole[page + 4096 :])
    with closing(open_archive(tmp_path / "archief")) as damaged:
        with pytest.raises(ArchiveDamaged, match="damaged"):
            damaged.backup(tmp_path / "kopie")
        assert (tmp_path / "kopie").read_bytes() == good
        losses: list[str] = []
        saved = damaged.backup(tmp_path / "gered", losses.append)
    assert 280 < saved.reports < 300
    assert len(losses) >= 300 - saved.reports
    restore_archive(tmp_path / "gered", tmp_path / "terug")
    with closing(open_archive(tmp_path / "terug")) as restored:
        assert restored.check() == []
        assert len(ids(restored)) == saved.reports
        for report in restored.reports():
            number = int(report.id[1:])
            assert report.text == sample(number, "herzien" if number == 4 else "").text
        assert restored.searcher().report("r3").venue == "Veld 2"  # type: ignore[union-attr]
        assert restored.tokens.owner(secret) == "redactie"
        assert len(restored.versions("r4")) == 1
