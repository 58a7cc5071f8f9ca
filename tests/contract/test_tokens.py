"""Tokens: shown once, kept as hashes, worthless once revoked."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchapp.engine.protocols import Archive
from searchapp.errors import UsageError


def test_token_opens_under_its_name_until_it_is_revoked(archive: Archive) -> None:
    """Other texts open nothing; revoking one leaves the others."""
    first, second = archive.tokens.add("redactie"), archive.tokens.add("sport desk")
    assert archive.tokens.owner(first) == "redactie"
    assert [archive.tokens.owner(text) for text in ("", first[:-1], first.swapcase(), "é\udc00")] == [
        None
    ] * 4
    assert [token.name for token in archive.tokens.all()] == ["redactie", "sport desk"]
    assert archive.tokens.revoke("redactie")
    assert not archive.tokens.revoke("redactie")
    assert archive.tokens.owner(first) is None
    assert archive.tokens.owner(second) == "sport desk"


def test_token_itself_is_nowhere_in_the_archive(archive: Archive, tmp_path: Path) -> None:
    """Whoever gets hold of the files has no token."""
    secret = archive.tokens.add("redactie")
    assert len(secret) >= 43
    assert not any(secret.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", ["", " ", "a\nb", "x" * 101, "bestaat"])
def test_name_must_be_new_and_printable(archive: Archive, name: str) -> None:
    """A name twice, or one that can't be printed, is refused."""
    archive.tokens.add("bestaat")
    with pytest.raises(UsageError):
        archive.tokens.add(name)
    assert len(archive.tokens.all()) == 1
