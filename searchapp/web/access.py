"""Who may write? Whoever sends `Authorization: Bearer TOKEN` with a token of the archive."""

from __future__ import annotations

from flask import request
from werkzeug.exceptions import Unauthorized

from searchapp.web.site import site

SCHEME = "Bearer"


def writer_name() -> str:
    """The name of the token that the request carries; Unauthorized (401) without a valid one."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    name = site().archive.tokens.owner(secret.strip()) if scheme.lower() == SCHEME.lower() else None
    if name is None:
        raise Unauthorized(f"writing needs a valid token: 'Authorization: {SCHEME} TOKEN'")
    return name
