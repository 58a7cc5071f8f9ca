"""Which headers keep readers safe? The same on every answer."""

from __future__ import annotations

import gzip
from collections.abc import Mapping

from flask import Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

SECURITY_HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # What an editor searches for stays in the house.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

ONE_YEAR = 31_536_000

_WORTH_PACKING = 1_000
"""Bytes below which packing an answer gains nothing."""
_PACKED_KINDS = ("text/", "application/json", "image/svg+xml")
_LEVEL = 5


def secured(response: Response) -> Response:
    """The response with the security headers; answers are private and never stale."""
    response.headers.update(SECURITY_HEADERS)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response


def packed(response: Response) -> Response:
    """The response gzipped, where the reader takes that and it is text of some length.

    Pages hold no secrets beside what the reader typed, so their length gives nothing away.
    """
    if response.status_code != 200 or not (response.mimetype or "").startswith(_PACKED_KINDS):
        return response
    response.vary.add("Accept-Encoding")
    streamed = response.is_streamed and not response.direct_passthrough
    if streamed or "Content-Encoding" in response.headers or not request.accept_encodings.quality("gzip"):
        return response
    response.direct_passthrough = False
    content = response.get_data()
    if len(content) >= _WORTH_PACKING:
        response.set_data(gzip.compress(content, _LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
    return response
