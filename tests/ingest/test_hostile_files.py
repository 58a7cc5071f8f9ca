"""Files that were made to do harm are refused quickly and cheaply, and the rest of a batch goes on."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchapp.errors import IngestError
from searchapp.ingest import read

SECONDS, MEGABYTES = 2.0, 200
GUARD = 10
"""A busy machine may take ten times as long before a test says so."""

_READ = """
import re, sys, time
from searchapp.ingest import read
began = time.process_time()
items = [str(item)[:200] for item in read(sys.argv[1:])]
# The most memory of this very program: getrusage tells that of the one it was forked from, too.
peak = re.search("VmHWM:[^0-9]*([0-9]+)", open("/proc/self/status").read())
print(time.process_time() - began, int(peak[1]) / 1024)
print(len(items), *items[-1:])
"""


def gzipped(path: Path, piece: bytes, times: int, before: bytes = b"") -> None:
    """Pack a piece many times over without ever holding all of it."""
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    with open(path, "wb") as file:
        file.write(packer.compress(before))
        for _ in range(times):
            file.write(packer.compress(piece))
        file.write(packer.flush())


def bomb_of_text(folder: Path) -> Path:
    """Half a gigabyte of spaces in half a megabyte."""
    gzipped(folder / "bom.txt.gz", b" " * 1_000_000, 500)
    return folder / "bom.txt.gz"


def bomb_of_one_line(folder: Path) -> Path:
    """A line that doesn't end."""
    gzipped(folder / "regel.jsonl.gz", b"a" * 1_000_000, 1000, before=b'{"body": "')
    return folder / "regel.jsonl.gz"


def bomb_of_blank_lines(folder: Path) -> Path:
    """Half a billion empty lines."""
    gzipped(folder / "leeg.jsonl.gz", b"\n" * 1_000_000, 500)
    return folder / "leeg.jsonl.gz"


def bomb_of_bad_lines(folder: Path) -> Path:
    """A quarter of a billion lines that are no report."""
    gzipped(folder / "slecht.jsonl.gz", b"{\n" * 500_000, 500)
    return folder / "slecht.jsonl.gz"


def packed_twice(folder: Path) -> Path:
    """A packed file in a packed file."""
    (folder / "dubbel.txt.gz").write_bytes(gzip.compress(gzip.compress(b"Genk won. " * 10_000)))
    return folder / "dubbel.txt.gz"


def line_of_100_megabytes(folder: Path) -> Path:
    """A report that is far too long."""
    with open(folder / "lang.jsonl", "wb") as file:
        file.write(b'{"body": "')
        for _ in range(100):
            file.write(b"Genk won. " * 100_000)
        file.write(b'"}\n')
    return folder / "lang.jsonl"


def deep_nesting(folder: Path) -> Path:
    """Brackets in brackets, a million deep."""
    (folder / "diep.jsonl").write_bytes(b"[" * 1_000_000 + b"\n" + b'{"a":' * 1_000_000 + b"\n")
    return folder / "diep.jsonl"


def endless_number(folder: Path) -> Path:
    """A number with a million digits, and one too large for any machine."""
    (folder / "getal.jsonl").write_text('{"id": ' + "9" * 1_000_000 + "}\n" + '{"id": 1e999999, "body": 1}\n')
    return folder / "getal.jsonl"


def xml_with_entities(folder: Path) -> Path:
    """A billion laughs and a file of the system: nothing here reads XML, so it is plain text at most."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY l0 "ha"><!ENTITY x SYSTEM "file:///etc/passwd">{entities}]>'
    (folder / "bom.xml").write_text(f"{xml}<l>&l9;&x;</l>")
    return folder / "bom.xml"


def zip_under_another_name(folder: Path) -> Path:
    """An archive of packed files that calls itself a text."""
    (folder / "bom.txt").write_bytes(b"PK\x03\x04" + os.urandom(1000) + b"\0" * 100_000)
    return folder / "bom.txt"


HOSTILE = (
    *(bomb_of_text, bomb_of_one_line, bomb_of_blank_lines, bomb_of_bad_lines, packed_twice),
    *(line_of_100_megabytes, deep_nesting, endless_number, xml_with_entities, zip_under_another_name),
)


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="no way to tell the memory in use")
@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_a_hostile_file_is_refused_within_bounds(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    """In a process of its own, whose time and memory are measured."""
    path = make(tmp_path)
    command = [sys.executable, "-c", _READ, str(path)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=SECONDS * GUARD)
    assert run.returncode == 0, run.stderr
    seconds, megabytes = map(float, run.stdout.splitlines()[0].split())
    assert seconds < SECONDS * 2
    assert megabytes < MEGABYTES
    assert path.name in run.stdout.splitlines()[1]


def test_the_rest_of_the_batch_goes_on(tmp_path: Path) -> None:
    """Good files between bad ones are read, and each bad one has its reason."""
    for make in (packed_twice, deep_nesting, endless_number, zip_under_another_name):
        make(tmp_path)
    (tmp_path / "geheim").mkdir()
    (tmp_path / "buiten.txt").symlink_to("/etc/hostname")
    (tmp_path / "lus").symlink_to(tmp_path)
    (tmp_path / "goed.txt").write_text("Genk won.")
    (tmp_path / "goed.jsonl").write_text(json.dumps({"id": "a", "body": "Luik won."}))
    assert _texts(read([str(tmp_path)])) == ["Genk won.", "Luik won."]
    rejected = [item for item in read([str(tmp_path)]) if isinstance(item, IngestError)]
    names = {os.path.basename(error.path) for error in rejected}
    assert names == {"dubbel.txt.gz", "diep.jsonl", "getal.jsonl", "bom.txt", "buiten.txt"}
    assert all(error.reason for error in rejected)


def _texts(items: Iterator[object]) -> list[str]:
    return sorted(item.text for item in items if not isinstance(item, IngestError))  # type: ignore[attr-defined]
