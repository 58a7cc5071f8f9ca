"""What may a proxy tell us? The client's address, and the scheme, host and path that it was asked for.

Only proxies that the operator named are believed; from anybody else these headers are taken away
before anything can read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

from searchapp.web.policy import Policy
from searchapp.web.site import WsgiApp

DIRECT = "searchapp.direct"
"""In a request's environment: whether it came without a trusted proxy in between."""

_TOLD = ("FOR", "PROTO", "HOST", "PREFIX")
_HOST = re.compile(r"[A-Za-z0-9.\-]{1,253}(?::\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](?::\d{1,5})?")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_~\-][A-Za-z0-9._~\-]*)+")


class Proxies:
    """WSGI middleware."""

    def __init__(self, app: WsgiApp, policy: Policy) -> None:
        """`policy` names the proxies, and the header in which they name a reader."""
        self._app, self._networks = app, policy.networks()
        self._reader = "HTTP_" + policy.proxy_header.upper().replace("-", "_")

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        told = {name: environ.pop(f"HTTP_X_FORWARDED_{name}", "") for name in _TOLD}
        trusted = self._is_trusted(environ.get("REMOTE_ADDR", ""))
        environ[DIRECT] = not trusted
        if trusted:
            self._believe(environ, told)
        else:
            environ.pop(self._reader, None)
        return self._app(environ, start_response)

    def _is_trusted(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self._networks)

    def _believe(self, environ: dict[str, Any], told: dict[str, str]) -> None:
        client = self._client(told["FOR"])
        if client:
            environ["REMOTE_ADDR"] = client
        scheme, host, prefix = (_last(told[name]) for name in ("PROTO", "HOST", "PREFIX"))
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        if _HOST.fullmatch(host):
            environ["HTTP_HOST"] = host
        prefix = prefix.rstrip("/")
        if _PREFIX.fullmatch(prefix):
            environ["SCRIPT_NAME"] = prefix
            path = environ.get("PATH_INFO", "")
            if path == prefix or path.startswith(prefix + "/"):
                environ["PATH_INFO"] = path[len(prefix) :] or "/"

    def _client(self, chain: str) -> str | None:
        """The last address in the chain that is no trusted proxy: what stands before it may be forged."""
        for address in reversed([each.strip() for each in chain.split(",")]):
            try:
                ip_address(address)
            except ValueError:
                return None
            if not self._is_trusted(address):
                return address
        return None


def _last(values: str) -> str:
    return values.rpartition(",")[2].strip()
