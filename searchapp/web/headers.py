"""Which headers keep readers safe? The same on every answer."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response

CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
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


def secured(response: Response) -> Response:
    """The response with the security headers; answers are private and never stale."""
    response.headers.update(SECURITY_HEADERS)
    response.headers.setdefault("Cache-Control", "private, no-cache")
    return response
