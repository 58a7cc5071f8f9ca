"""Who may read or write over the web? Whoever shows a token whose hash is in the store.

A token is 256 random bits, shown once when it's made, so that a plain SHA-256 of it can be kept:
there is nothing to guess.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager

from searchapp.engine.embedded.connection import Connection
from searchapp.engine.embedded.ledger import now
from searchapp.engine.protocols import Scope, Token
from searchapp.errors import UsageError

_BYTES = 32
_LONGEST = 100


class StoredTokens:
    """See `searchapp.engine.protocols.Tokens`."""

    def __init__(
        self,
        reading: Callable[[], Connection],
        writing: Callable[[], AbstractContextManager[Connection]],
    ) -> None:
        """`reading` gives a connection to the store, `writing` one whose turn it is to write."""
        self._reading, self._writing = reading, writing

    def add(self, name: str, scope: Scope = "write") -> str:
        """Make a token under a new name and return it: nobody can ask for it again."""
        if not 0 < len(name) <= _LONGEST or not name.isprintable() or name != name.strip():
            raise UsageError(f"a token's name is printable text of 1 to {_LONGEST} characters", "name")
        secret = secrets.token_urlsafe(_BYTES)
        with self._writing() as connection, connection.transaction():
            added = connection.rows(
                "INSERT OR IGNORE INTO tokens (name, hash, made_at, scope) "
                "VALUES (?, ?, ?, ?) RETURNING name",
                [name, _hash(secret), now(), scope],
            )
        if not added:
            raise UsageError(f"there is a token {name!r} already", "name")
        return secret

    def revoke(self, name: str) -> bool:
        """Make a token worthless; False when there is none of that name."""
        with self._writing() as connection, connection.transaction():
            return bool(connection.rows("DELETE FROM tokens WHERE name = ? RETURNING name", [name]))

    def all(self) -> tuple[Token, ...]:
        """Names and dates, by name."""
        rows = self._reading().rows("SELECT name, made_at, scope FROM tokens ORDER BY name")
        return tuple(Token(*row) for row in rows)

    def owner(self, secret: str, scope: Scope = "write") -> str | None:
        """The name of the token that this is, if it's good for `scope`; else None."""
        shown = _hash(secret)
        rows = self._reading().rows("SELECT name, hash FROM tokens WHERE scope IN (?, 'write')", [scope])
        found = [name for name, kept in rows if hmac.compare_digest(kept, shown)]
        return found[0] if found else None


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()
