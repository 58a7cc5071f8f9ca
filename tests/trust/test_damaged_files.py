"""Files that were cut off or changed are noticed, never crash or hang a search, and are made good."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from searchapp.engine import open_archive, restore_archive
from searchapp.errors import ArchiveDamaged, EngineUnavailable
from searchapp.web import create_app
from tests.trust.articles import article, filled
from tests.trust.scale import scaled

REPORTS = 30
MUTATIONS = scaled(60, 500)
FLIPS = scaled(60, 1_000)
STORES = scaled(10, 300)
HANGS_SECONDS = 60
ADDRESSES = (
    "/zoeken?q=finale",
    "/citaten?q=beker",
    "/zoeken?q=b*",
    "/verslag/a3",
    "/api/v1/search?q=goal&facet_limit=500",
    "/api/v1/quotes?q=%22de+het%22&per_page=100",
    "/api/v1/suggest?q=fin",
    "/api/v1/check?text=de+finale+was+niet+van+ons",
    "/",
)


@contextmanager
def no_hang() -> Iterator[None]:
    """An error where somebody waits for ever."""

    def late(*_: object) -> None:
        raise TimeoutError("hangs")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(HANGS_SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def index_files(folder: Path) -> list[Path]:
    """Every file of an archive that `rebuild` makes: all but the store and the lock, and empty ones."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    return sorted(path for path in found if not path.name.startswith("store") and path.suffix != ".lock")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with updates and removals in it, closed."""
    folder = tmp_path_factory.mktemp("heel") / "archief"
    with closing(filled(folder, REPORTS)) as archive, archive.writer() as writer:
        writer.remove("a1")
        writer.add(article(2, 1))
    return folder


def answered(folder: Path) -> dict[str, tuple[int, Any]]:
    """What a new server over the archive answers: status and body of each address."""
    with closing(open_archive(str(folder))) as archive:
        client = create_app(archive).test_client()
        return {address: _answer(client.get(address)) for address in ADDRESSES}


def _answer(response: Any) -> tuple[int, Any]:
    if response.mimetype != "application/json":
        return response.status_code, re.sub(r'<p class="took">[^<]*', "", response.get_data(as_text=True))
    return response.status_code, {k: v for k, v in response.get_json().items() if k != "took_ms"}


def mutated(content: bytes, drawn: random.Random) -> bytes:
    """Cut off, or with some bytes replaced, taken out or put in."""
    place = drawn.randrange(len(content))
    kind = drawn.choice(("cut", "zeros", "noise", "taken", "put"))
    length = min(drawn.choice((1, 4, 100, 4096)), len(content) - place)
    if kind == "cut":
        return content[:place]
    if kind == "taken":
        return content[:place] + content[place + length :]
    if kind == "put":
        return content[:place] + drawn.randbytes(length) + content[place:]
    new = bytes(length) if kind == "zeros" else drawn.randbytes(length)
    return content[:place] + new + content[place + length :]


def flipped(content: bytes, drawn: random.Random) -> bytes:
    """One bit is another."""
    place = drawn.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << drawn.randrange(8)]) + content[place + 1 :]


@pytest.mark.parametrize(
    ("damaged", "cases"), [(mutated, MUTATIONS), (flipped, FLIPS)], ids=["bytes", "bits"]
)
def test_damage_of_any_index_file_is_noticed_and_never_a_crash(
    tmp_path: Path, whole: Path, damaged: Any, cases: int
) -> None:
    """Pages say what to do, or answer; `check` tells; `rebuild` brings back the very same answers."""
    expected, drawn, refused = answered(whole), random.Random(7), 0
    files = [path.relative_to(whole) for path in index_files(whole)]
    for number in range(cases):
        folder = Path(shutil.copytree(whole, tmp_path / "beschadigd"))
        path = folder / files[number % len(files)]
        content = path.read_bytes()
        changed = damaged(content, drawn)
        path.write_bytes(changed)
        with no_hang():
            found = answered(folder)
            with closing(open_archive(str(folder))) as archive:
                findings = archive.check()
        assert {status for status, _ in found.values()} <= {200, 404, 503}, (path.name, found)
        refused += found["/zoeken?q=finale"][0] == 503
        if found["/zoeken?q=finale"][0] == 503:
            assert "beschadigd" in found["/zoeken?q=finale"][1]
            assert "searchapp rebuild" in found["/zoeken?q=finale"][1]
        if changed != content and path.exists() and path.read_bytes() == changed:
            assert findings, (path.name, number)
        if number % 5 == 0:
            with closing(open_archive(str(folder))) as archive:
                archive.rebuild()
                assert archive.check() == []
            assert answered(folder) == expected
        shutil.rmtree(folder)
    print(f"{cases} damages in {len(files)} files; {refused} refused on opening, the rest told by check")


def test_the_former_index_answers_while_a_damaged_one_is_made_anew(tmp_path: Path, whole: Path) -> None:
    """A server that runs since before the damage sees no gap."""
    folder = Path(shutil.copytree(whole, tmp_path / "archief"))
    with closing(open_archive(str(folder))) as serving:
        client = create_app(serving).test_client()
        before = {address: _answer(client.get(address)) for address in ADDRESSES}
        for path in index_files(folder):
            other = path.with_name(path.name + ".anders")
            other.write_bytes(flipped(path.read_bytes(), random.Random(path.name)))
            if path.name != "manifest.json":
                other.replace(path)
            else:
                other.unlink()
        command = [sys.executable, "-m", "searchapp", "rebuild", "--archive", str(folder)]
        rebuilding = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=Path(__file__).parents[2])
        rounds = 0
        while rebuilding.poll() is None or not rounds:
            rounds += 1
            assert {address: _answer(client.get(address)) for address in ADDRESSES} == before
        assert rebuilding.returncode == 0
        assert {address: _answer(client.get(address)) for address in ADDRESSES} == before
        assert serving.check() == []


def test_of_a_damaged_store_only_what_is_intact_is_saved(tmp_path: Path, whole: Path) -> None:
    """Changed bytes are told; no report comes back other than it was stored."""
    with closing(open_archive(str(whole))) as archive:
        stored = {report.id: report.text for report in archive.reports()}
        versions = {each.text for name in stored for each in archive.versions(name)} | set(stored.values())
    drawn, saved = random.Random(3), []
    for number in range(STORES):
        folder = Path(shutil.copytree(whole, tmp_path / "stuk"))
        path = folder / "store.sqlite"
        content = path.read_bytes()
        # The first page holds the description of all others: without it nothing is left to read.
        changed = content[:4096] + (flipped if number % 2 else mutated)(content[4096:], drawn)
        path.write_bytes(changed)
        with no_hang():
            saved.append(_saved(folder, tmp_path, versions))
        for each in ("stuk", "terug"):
            shutil.rmtree(tmp_path / each, ignore_errors=True)
        (tmp_path / "gered").unlink(missing_ok=True)
    print(f"{STORES} damaged stores; reports saved of {len(stored)}: {saved}")
    assert sum(saved) > len(stored) * len(saved) // 3


def _saved(folder: Path, beside: Path, texts: set[str]) -> int:
    """How many reports come out of a damaged archive by way of a backup of what is intact."""
    try:
        with closing(open_archive(str(folder))) as archive:
            archive.backup(beside / "gered", lambda loss: None)
        restore_archive(beside / "gered", beside / "terug")
    except (ArchiveDamaged, EngineUnavailable):
        return 0
    with closing(open_archive(str(beside / "terug"))) as restored:
        assert restored.check() == []
        found = {report.text for report in restored.reports()}
    assert found <= texts
    assert json.dumps(sorted(found))
    return len(found)
