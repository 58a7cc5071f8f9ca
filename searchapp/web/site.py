"""What does every view need? The archive and the address under which it is published."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from searchapp.engine.protocols import Archive
from searchapp.errors import UsageError
from searchapp.web.policy import Policy

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]

_NAME = "searchapp"


@dataclass(frozen=True, slots=True)
class Site:
    """An archive on the web; `base_url` is its public address without final slash, or ""."""

    archive: Archive
    base_url: str = ""
    policy: Policy = field(default_factory=Policy)

    def put_in(self, extensions: dict[str, Any]) -> None:
        """Make `site()` find this one."""
        extensions[_NAME] = self


def site() -> Site:
    """The site of the request that is being answered."""
    found: Site = current_app.extensions[_NAME]
    return found


class PublicAddress:
    """WSGI middleware: requests look as if they came to the public address themselves.

    What a proxy forwards doesn't count here: the address is what the operator said. A proxy may
    keep the path prefix of the address or strip it.
    """

    def __init__(self, app: WsgiApp, base_url: str) -> None:
        """Raises UsageError when `base_url` isn't an absolute http(s) address."""
        parts = urlsplit(base_url)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
            raise UsageError(f"not a public address: {base_url!r} (use http(s)://host/path)", "base-url")
        self._app = app
        self._scheme, self._host, self._prefix = parts.scheme, parts.netloc, parts.path.rstrip("/")

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if self._prefix and (path == self._prefix or path.startswith(self._prefix + "/")):
            path = path[len(self._prefix) :] or "/"
        address = {
            "wsgi.url_scheme": self._scheme,
            "HTTP_HOST": self._host,
            "SCRIPT_NAME": self._prefix,
            "PATH_INFO": path,
        }
        return self._app({**environ, **address}, start_response)
