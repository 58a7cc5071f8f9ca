"""Who may read or write over the web? Whoever shows a token whose hash is in the ledger."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable

from searchapp.engine.distributed.cluster import Answer, Cluster, unless_conflict
from searchapp.engine.distributed.ledger import now
from searchapp.engine.protocols import Scope, Token
from searchapp.errors import EngineUnavailable, UsageError

_ID = "tokens"
_BYTES = 32
_LONGEST = 100
_ATTEMPTS = 10
_Entries = list[Answer]


class DistributedTokens:
    """See `searchapp.engine.protocols.Tokens`; all tokens are one document."""

    def __init__(self, cluster: Cluster, ledger: str) -> None:
        """Nothing is read yet."""
        self._cluster, self._ledger = cluster, ledger

    def add(self, name: str, scope: Scope = "write") -> str:
        """Make a token under a new name and return it: nobody can ask for it again."""
        if not 0 < len(name) <= _LONGEST or not name.isprintable() or name != name.strip():
            raise UsageError(f"a token's name is printable text of 1 to {_LONGEST} characters", "name")
        secret = secrets.token_urlsafe(_BYTES)
        new = {"name": name, "hash": _hash(secret), "made_at": now(), "scope": scope}

        def added(entries: _Entries) -> _Entries:
            if any(entry["name"] == name for entry in entries):
                raise UsageError(f"there is a token {name!r} already", "name")
            return [*entries, new]

        self._change(added)
        return secret

    def revoke(self, name: str) -> bool:
        """Make a token worthless; False when there is none of that name."""
        before, after = self._change(lambda entries: [each for each in entries if each["name"] != name])
        return len(before) > len(after)

    def all(self) -> tuple[Token, ...]:
        """Names and dates, by name."""
        entries = sorted(self._entries(self._read()), key=lambda entry: str(entry["name"]))
        return tuple(Token(entry["name"], entry["made_at"], entry["scope"]) for entry in entries)

    def owner(self, secret: str, scope: Scope = "write") -> str | None:
        """The name of the token that this is, if it's good for `scope`; else None."""
        shown = _hash(secret)
        good = [entry for entry in self._entries(self._read()) if entry["scope"] in (scope, "write")]
        found: list[str] = [entry["name"] for entry in good if hmac.compare_digest(entry["hash"], shown)]
        return found[0] if found else None

    def _read(self) -> Answer:
        answer: Answer = self._cluster.ask(lambda client: client.get(index=self._ledger, id=_ID, ignore=404))
        return answer

    def _entries(self, answer: Answer) -> _Entries:
        entries: _Entries = answer["_source"]["entries"] if answer.get("found") else []
        return entries

    def _change(self, change: Callable[[_Entries], _Entries]) -> tuple[_Entries, _Entries]:
        """The entries before and after a change that nobody else's change comes between."""
        for _ in range(_ATTEMPTS):
            answer = self._read()
            before = self._entries(answer)
            after = change(before)
            params: Answer = {"op_type": "create"}
            if answer.get("found"):
                params = {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
            if self._write(after, params):
                return before, after
        raise EngineUnavailable("Somebody else keeps changing the tokens; try again.")

    def _write(self, entries: _Entries, params: Answer) -> bool:
        body = {"entries": entries}
        return self._cluster.ask(
            unless_conflict(lambda client: client.index(index=self._ledger, id=_ID, body=body, params=params))
        )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
