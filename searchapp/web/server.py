"""The production server: gunicorn with a few processes that share one archive.

gunicorn rather than a server of ours: it forks, restarts and shuts down workers, bounds
request lines and headers, and has done so for fifteen years (MIT licence).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask
from gunicorn.app.base import BaseApplication

from searchapp.engine import open_archive
from searchapp.web import create_app


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where and how to serve; `base_url` is the public address behind a proxy, or ""."""

    location: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    base_url: str = ""

    def gunicorn(self) -> Mapping[str, object]:
        """gunicorn's own settings. Times in seconds."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return {
            "bind": f"{host}:{self.port}",
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": 4,
            "timeout": 30,
            "graceful_timeout": 8,
            "keepalive": 5,
            "limit_request_line": 8190,
            "limit_request_fields": 50,
            "loglevel": "warning",
            "control_socket_disable": True,
        }


class _Server(BaseApplication):  # type: ignore[misc]
    """Opens the archive in each worker, so that no file handle crosses a fork."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.gunicorn().items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Flask:
        app = create_app(open_archive(self.settings.location), self.settings.base_url)
        # A look at the health page loads what the first editor would wait for.
        app.test_client().get("/healthz")
        return app


def serve(settings: ServerSettings) -> None:
    """Serve until SIGTERM or SIGINT; both end everything within ten seconds."""
    _Server(settings).run()
