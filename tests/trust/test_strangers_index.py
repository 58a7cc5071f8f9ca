"""An archive from a stranger: whatever its index files hold, nothing in them is run."""

from __future__ import annotations

import json
import pickle
import shutil
import zlib
from contextlib import closing, suppress
from pathlib import Path

import pytest

from searchapp.engine import open_archive
from searchapp.web import create_app
from tests.trust.articles import article, filled
from tests.trust.test_damaged_files import ADDRESSES, index_files, no_hang


class Program:
    """What a stranger would like to run: it makes a folder, as a sign."""

    def __init__(self, call: str, sign: Path) -> None:
        """`call`: which function the pickle names."""
        self.call, self.sign = call, sign

    def __reduce__(self) -> tuple[object, tuple[str, ...]]:
        import os
        import subprocess

        return {
            "mkdir": (os.mkdir, (str(self.sign),)),
            "system": (os.system, (f"mkdir {self.sign}",)),
            "eval": (eval, (f"__import__('os').mkdir({str(self.sign)!r})",)),
            "exec": (exec, (f"import os; os.mkdir({str(self.sign)!r})",)),
            "run": (subprocess.getoutput, (f"mkdir {self.sign}",)),
        }[self.call]


def payloads(sign: Path) -> list[bytes]:
    """Pickles of several protocols, also inside harmless values."""
    made = []
    for call in ("mkdir", "system", "eval", "exec", "run"):
        program = Program(call, sign)
        made += [pickle.dumps(program, protocol) for protocol in (0, 2, 5)]
    return [
        *made,
        pickle.dumps({"segments": [Program("mkdir", sign)]}),
        pickle.dumps((1, Program("run", sign))),
    ]


def resealed(folder: Path) -> None:
    """Make the manifest fit files that were changed, as a stranger would."""
    path = folder / "manifest.json"
    values = json.loads(path.read_bytes())
    for name in values["files"]:
        content = (folder / values["folder"] / name).read_bytes()
        values["files"][name] = [len(content), zlib.crc32(content)]
    values.pop("checksum", None)
    values["checksum"] = zlib.crc32(json.dumps(values, sort_keys=True).encode())
    path.write_bytes(json.dumps(values, indent=1).encode())


def places(content: bytes) -> list[tuple[int, int]]:
    """(start, end) of what a payload replaces: all, the tail, and each pickle found inside."""
    found = [(0, len(content)), (0, 0), (len(content), len(content))]
    for start in range(len(content) - 1):
        if content[start] == 0x80 and content[start + 1] in (2, 3, 4, 5):
            found.append((start, content.find(b".", start) + 1 or len(content)))
    return found[:12]


def test_payloads_are_real(tmp_path: Path) -> None:
    """Loaded by Python's own pickle each of them does its harm."""
    for number, payload in enumerate(payloads(tmp_path / "teken")):
        with suppress(Exception):
            pickle.loads(payload)
        assert (tmp_path / "teken").is_dir(), number
        (tmp_path / "teken").rmdir()


@pytest.mark.parametrize("seal", [True, False], ids=["resealed", "as found"])
def test_nothing_in_any_index_file_is_run(tmp_path: Path, seal: bool) -> None:
    """Opening, searching, checking, writing and rebuilding, with a payload in each file in turn."""
    sign, tried = tmp_path / "teken", 0
    filled(tmp_path / "heel", 3).close()
    files = [path.relative_to(tmp_path / "heel") for path in index_files(tmp_path / "heel")]
    all_payloads = payloads(sign)
    for name in files:
        content = (tmp_path / "heel" / name).read_bytes()
        for start, end in places(content) if seal else places(content)[:1]:
            folder = Path(shutil.copytree(tmp_path / "heel", tmp_path / "vreemd"))
            payload = all_payloads[tried % len(all_payloads)]
            (folder / name).write_bytes(content[:start] + payload + content[end:])
            if seal and name.name != "manifest.json":
                resealed(folder)
            with no_hang():
                _use(folder)
            assert not sign.exists(), name
            tried += 1
            shutil.rmtree(folder)
    print(f"{tried} payloads in {len(files)} files")
    assert tried >= len(files)


def _use(folder: Path) -> None:
    with closing(open_archive(str(folder))) as archive:
        client = create_app(archive).test_client()
        for address in ADDRESSES:
            client.get(address)
        archive.check()
        # How a writer refuses is the business of other tests; here it must not run anything.
        with suppress(Exception), archive.writer() as writer:
            writer.add(article(77))
        archive.rebuild()
        assert archive.check() == []
