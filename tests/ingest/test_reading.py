"""Reading files as newsrooms keep them, and refusing what can't be read."""

from __future__ import annotations

import codecs
import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.errors import IngestError
from searchapp.ingest import read
from searchapp.ingest.decoding import decode
from searchapp.ingest.discover import Part
from searchapp.model import PartialDate, Report

TEXT = " date 2025-02 Coach Édouard N’Diaye zag zijn ploeg winnen: “Één punt…”\n\nMeer niet."


def reports(*paths: Path) -> list[Report]:
    """All reports below the paths; fails on a rejection."""
    items = list(read([str(path) for path in paths]))
    assert not [item for item in items if isinstance(item, IngestError)]
    return [item for item in items if isinstance(item, Report)]


def reasons(*paths: Path) -> list[str]:
    """All rejections below the paths, as the user sees them."""
    return [str(item) for item in read([str(path) for path in paths]) if isinstance(item, IngestError)]


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_every_encoding_gives_the_same_text(tmp_path: Path, encoding: str, bom: bytes) -> None:
    """A report reads the same however it was saved, and the BOM is gone."""
    path = tmp_path / "verslag.txt"
    path.write_bytes(bom + TEXT.encode(encoding))
    assert reports(path)[0].text == TEXT


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1))
def test_utf8_is_decoded_unchanged(text: str) -> None:
    """Whatever Unicode text a file holds, offsets point into exactly that text."""
    try:
        decoded = decode(codecs.BOM_UTF8 + text.encode())
    except ValueError:
        return
    assert decoded == text


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    """Offsets count the characters of the file, carriage returns included."""
    path = tmp_path / "dos.txt"
    path.write_bytes(b"Eerste regel.\r\n\r\nTweede regel.\r\n")
    assert reports(path)[0].text == "Eerste regel.\r\n\r\nTweede regel.\r\n"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("leeg.txt", b"", "empty"),
        ("wit.txt", b" \n\n ", "empty"),
        ("aanhalingstekens.txt", "“” ‘’ \"\" ''".encode(), "empty"),
        ("foto.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xfe\x00\x01", "binary"),
        ("nul.txt", b"Genk won \x00 met 2-1.", "NUL"),
        ("koi.txt", b"\x81\x8d\x90 wedstrijd \x9d", "unknown encoding"),
        ("half.txt", codecs.BOM_UTF16_LE + "Genk".encode("utf-16-le")[:-1], "broken UTF-16-LE"),
        ("groot.txt", b"a" * (50 * 1024 * 1024), "larger than 4 MiB"),
        ("kapot.txt.gz", b"\x1f\x8b\x08\x00 geen gzip", "gzip"),
        ("groot.jsonl", b'{"body": "' + b"a" * (50 * 1024 * 1024) + b'"}\n', "line longer than 8 MiB"),
    ],
)
def test_a_file_that_is_no_report_is_refused_with_its_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    """The message names the file and says what is wrong with it."""
    path = tmp_path / name
    path.write_bytes(data)
    (message,) = reasons(path)
    assert message.startswith(str(path))
    assert reason in message


def test_good_lines_around_bad_ones_are_read(tmp_path: Path) -> None:
    """One broken line costs one line; each rejection names its line."""
    path = tmp_path / "archief.jsonl"
    good = json.dumps({"id": "a", "title": "Kop", "body": "Genk wint."})
    lines = [good, "{kapot", '{"id": "b"}', "[1]", '"tekst"', '{"body": 3}', "", good, '{"body": "\\ud800"}']
    path.write_text("\n".join(lines) + "\n" + "{" * 5000 + "\n" + good)
    items = list(read([str(path)]))
    assert [isinstance(item, Report) for item in items].count(True) == 3
    assert [item.line for item in items if isinstance(item, IngestError)] == [2, 3, 4, 5, 6, 9, 10]


def test_a_long_line_does_not_swallow_the_next(tmp_path: Path) -> None:
    """After a line of 50 MB the reader finds the next report."""
    path = tmp_path / "archief.jsonl"
    path.write_bytes(b'{"body": "' + b"x" * (50 * 1024 * 1024) + b'"}\n{"id": "b", "body": "Genk wint."}\n')
    items = list(read([str(path)]))
    assert isinstance(items[0], IngestError)
    assert items[0].line == 1
    assert isinstance(items[1], Report)
    assert items[1].origin.endswith(":2")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_json_lines_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    """JSON Lines are read in the encodings that text files may have."""
    path = tmp_path / "archief.jsonl"
    body = "Één kans voor Šarić — ‘Ċ’" if encoding != "cp1252" else "Één kans voor Muñoz"
    lines = [json.dumps({"id": str(n), "body": body}, ensure_ascii=False) for n in range(3)]
    path.write_bytes("\n".join(lines).encode(encoding))
    assert [report.text for report in reports(path)] == [body] * 3


def test_known_attributes_are_kept_and_named(tmp_path: Path) -> None:
    """What the source knows is taken over, null and [] included."""
    path = tmp_path / "archief.jsonl"
    record = {"id": 7, "title": "T", "body": "B", "date": "2025-02", "teams": [], "competition": None}
    path.write_text(json.dumps(record))
    (report,) = reports(path)
    assert report.id == "7"
    assert report.text == "T\n\nB"
    assert report.date == PartialDate(2025, 2)
    assert report.given == {"id", "title", "date", "teams", "competition"}


def test_a_given_quote_must_point_at_its_text(tmp_path: Path) -> None:
    """A quote whose offsets are off would be shown in the wrong place: its line is refused."""
    path = tmp_path / "archief.jsonl"
    body = "“We wonnen”, zei Jan."
    good = {"body": body, "quotes": [{"text": "We wonnen", "start": 1, "end": 10, "speaker": "Jan"}]}
    bad = {"body": body, "quotes": [{"text": "We wonnen", "start": 0, "end": 9}]}
    path.write_text(json.dumps(good) + "\n" + json.dumps(bad))
    first, second = read([str(path)])
    assert isinstance(first, Report)
    assert first.quotes[0].text == body[1:10]
    assert isinstance(second, IngestError)
    assert second.line == 2


def test_folders_are_read_in_order_and_other_files_ignored(tmp_path: Path) -> None:
    """A folder gives its .txt and .jsonl files, gzipped or not, and nothing else."""
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.txt").write_text("Een verslag.")
    (tmp_path / "a.txt").write_text("Een verslag.")
    (tmp_path / "a.json").write_text("{}")
    (tmp_path / "lees.md").write_text("geen verslag")
    with gzip.open(tmp_path / "d.txt.gz", "wt") as stream:
        stream.write("Een verslag.")
    assert [report.id for report in reports(tmp_path)] == ["a", "d", "c"]


def test_what_is_not_there_or_not_a_report_is_refused(tmp_path: Path) -> None:
    """A path that doesn't exist and a named file of another kind are told."""
    (tmp_path / "lees.md").write_text("geen verslag")
    messages = reasons(tmp_path / "weg", tmp_path / "lees.md")
    assert "no such file" in messages[0]
    assert "only .txt and .jsonl" in messages[1]


def test_a_folder_named_like_a_report_is_refused(tmp_path: Path) -> None:
    """An unreadable entry is told; the rest is read."""
    (tmp_path / "goed.txt").write_text("Een verslag.")
    os.mkfifo(tmp_path / "pijp.txt")
    assert [report.id for report in read([str(tmp_path)]) if isinstance(report, Report)] == ["goed"]
    assert "not a file" in reasons(tmp_path)[0]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    """A link can't bring a file from elsewhere into the archive."""
    (tmp_path / "geheim.txt").write_text("geheim")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "geheim.txt")
    assert "leads out of the folder" in reasons(tmp_path / "in")[0]


def test_a_file_that_vanishes_is_refused(tmp_path: Path) -> None:
    """A file deleted between listing and reading is told like any other."""
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Een verslag.")
    items = read([str(tmp_path)])
    assert isinstance(next(items), Report)
    (tmp_path / "b.txt").unlink()
    assert "vanished" in str(next(items))


def test_parts_share_the_input(tmp_path: Path) -> None:
    """Every record belongs to exactly one of the parts."""
    names = [f"verslag-{n}.txt" for n in range(200)]
    parts = [Part.parse(f"{n}/3") for n in (1, 2, 3)]
    held = [[name for name in names if part.holds(name)] for part in parts]
    assert sorted(name for share in held for name in share) == sorted(names)
    assert all(40 < len(share) < 95 for share in held)
