"""What an earlier version wrote opens, or asks for a rebuild, and nothing of it is lost."""

from __future__ import annotations

import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from searchapp.engine import open_archive, restore_archive
from searchapp.engine.embedded import layout
from tests.engine.embedded.samples import ids, sample

FORMATS = Path(__file__).parent / "formats"
TOKENS = {2: "whlNsq9KiXAclJJCayxSfZ3LtheNrTiXXCUIcyJypIs"}


@pytest.mark.parametrize("number", sorted(TOKENS))
def test_an_archive_of_an_earlier_format_keeps_everything(tmp_path: Path, number: int) -> None:
    """Reports, corrections and tokens; afterwards it is like any other, checksums and backups included."""
    with tarfile.open(FORMATS / f"{number}.tar.xz") as tar:
        tar.extractall(tmp_path, filter="data")
    with closing(open_archive(tmp_path / "archief")) as archive:
        findings = archive.check()
        assert not findings or "searchapp rebuild" in findings[0]
        archive.rebuild()
        assert archive.check() == []
        assert sorted(ids(archive)) == ["r0", "r1"]
        report = archive.searcher().report("r0")
        assert report is not None
        assert (report.text, report.venue) == (sample(0).text, "Veld 2")
        assert archive.searcher().report("r1") == sample(1, "herzien")
        assert archive.tokens.owner(TOKENS[number]) == "redactie"
        with archive.writer() as writer:
            writer.add(sample(1, "nogmaals"))
        assert [version.text for version in archive.versions("r1")] == [sample(1, "herzien").text]
        archive.backup(tmp_path / "kopie")
    restore_archive(tmp_path / "kopie", tmp_path / "terug")
    with closing(open_archive(tmp_path / "terug")) as restored:
        assert restored.check() == []


def test_every_format_before_this_one_is_upgraded() -> None:
    """A way leads from each, and the newest of them has its archive here."""
    assert sorted(layout.UPGRADES) == list(range(1, layout.FORMAT))
    assert layout.FORMAT - 1 in TOKENS
