"""Who may read, and who may write?

Writing always needs `Authorization: Bearer TOKEN` with a token of the archive, from a program or
from a page of this very site. Reading is open, or needs a token (as bearer, or as the password of
basic authentication, which browsers and feed readers know), or a reader whom a trusted proxy names.
"""

from __future__ import annotations

import math
from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.exceptions import (
    BadRequest,
    Forbidden,
    LengthRequired,
    TooManyRequests,
    Unauthorized,
)

from searchapp.web.limits import RateLimit
from searchapp.web.policy import Policy
from searchapp.web.proxies import DIRECT
from searchapp.web.requestlog import note_token
from searchapp.web.site import site

SCHEME = "Bearer"
BASIC = 'Basic realm="searchapp", charset="UTF-8"'
_ALWAYS_OPEN = ("static", "operations.health")
_UNCOUNTED = (*_ALWAYS_OPEN, "operations.metrics")
_NO_CHANGE = ("GET", "HEAD", "OPTIONS")


def register(app: Flask, policy: Policy) -> None:
    """Hold every request against the rules before it is answered."""
    limit = RateLimit(policy.rate_limit) if policy.rate_limit else None

    def admit() -> None:
        _must_be_ours(policy)
        if limit is not None and request.endpoint not in _UNCOUNTED and not _from_this_machine():
            seconds = limit.seconds_to_wait(request.remote_addr or "")
            if seconds:
                raise TooManyRequests("too many requests; try again later", retry_after=math.ceil(seconds))
        if "Transfer-Encoding" in request.headers:
            raise LengthRequired("a body must say how long it is (Content-Length)")
        if policy.read_access != "open" and request.endpoint not in _ALWAYS_OPEN:
            _may_read(policy)

    app.before_request(admit)


def _must_be_ours(policy: Policy) -> None:
    """Under a name of somebody else, a page of theirs would speak for us (DNS rebinding)."""
    if policy.hosts and _hostname(request.host) not in policy.hosts:
        raise BadRequest("this site does not answer under that host name; see `serve --base-url`")


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _from_this_machine() -> bool:
    """Whether the request comes from here and not through a proxy: the operator's own."""
    try:
        return bool(request.environ.get(DIRECT, True)) and ip_address(request.remote_addr or "").is_loopback
    except ValueError:
        return False


def _may_read(policy: Policy) -> None:
    if policy.read_access == "proxy-header":
        # The middleware took the header away unless a trusted proxy sent it.
        if not request.headers.get(policy.proxy_header, "").strip():
            raise Forbidden("reading here goes through the newsroom's proxy")
        return
    authorization = request.authorization
    shown = (authorization.token or authorization.password or "") if authorization else ""
    name = site().archive.tokens.owner(shown, "read") if shown else None
    if name is None:
        raise Unauthorized("reading needs a valid token")
    note_token(name)


def writer_name() -> str:
    """The name of the token that the request carries; Unauthorized (401) without a valid one.

    Forbidden (403) when a page of another site sent it.
    """
    same_origin()
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    name = site().archive.tokens.owner(secret.strip()) if scheme.lower() == SCHEME.lower() else None
    if name is None:
        raise Unauthorized(f"writing needs a valid token: 'Authorization: {SCHEME} TOKEN'")
    note_token(name)
    return name


def same_origin() -> None:
    """Forbidden when a browser sends this for a page of another site; programs send neither header.

    Our pages tell no referrer, so that a browser's Origin may be "null" even for them; then only
    Sec-Fetch-Site, which no page can forge, tells that it is ours.
    """
    if request.method in _NO_CHANGE:
        return
    fetched, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    ours = f"{request.scheme}://{request.host}"
    if fetched not in (None, "same-origin", "none") or (fetched is None and origin not in (None, ours)):
        raise Forbidden("changes come from a program or from this site's own pages")
