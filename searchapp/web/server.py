"""The production server: gunicorn with a few processes that share one archive.

gunicorn rather than a server of ours: it forks, restarts and shuts down workers, bounds
request lines and headers, and has done so for fifteen years (MIT licence).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

from searchapp.engine import open_archive
from searchapp.errors import SearchappError
from searchapp.web import create_app
from searchapp.web.metrics import Metrics
from searchapp.web.operations import GAUGES, warmed
from searchapp.web.policy import Policy
from searchapp.web.requestlog import JsonLines
from searchapp.web.worker import PatientWorker

_WAIT_SECONDS = 10.0
"""How long a request waits its turn to write: its sender can try again, its thread is needed."""
_EVERYWHERE = ("", "0.0.0.0", "::")
_LOCAL_NAMES = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """Where and how to serve.

    base_url: the public address behind a proxy, or "". scrub: megabytes a second that each
    process reads to look for damage; 0: none.
    """

    location: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    threads: int = 8
    base_url: str = ""
    scrub: float = 5.0
    policy: Policy = field(default_factory=Policy)

    def gunicorn(self) -> Mapping[str, object]:
        """gunicorn's own settings. Times in seconds."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return {
            "bind": f"{host}:{self.port}",
            "workers": self.workers,
            "worker_class": PatientWorker,
            "threads": self.threads,
            "timeout": 30,
            "graceful_timeout": 8,
            "keepalive": 5,
            "limit_request_line": 8190,
            "limit_request_fields": 50,
            "loglevel": "warning",
            "logconfig_dict": _logging(),
            "control_socket_disable": True,
        }

    def rules(self) -> Policy:
        """The policy, with the names that a site on this machine alone answers to."""
        if self.base_url or self.policy.trusted_proxies or self.policy.hosts or self.host in _EVERYWHERE:
            return self.policy
        names = {*_LOCAL_NAMES, self.host.lower()} if self.host in _LOCAL_NAMES else set[str]()
        return replace(self.policy, hosts=tuple(sorted(names)))


def _logging() -> dict[str, Any]:
    """Everything as lines of JSON on stderr; only requests below the level of warnings."""
    own = {"handlers": ["json"], "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": JsonLines}},
        "handlers": {"json": {"class": "logging.StreamHandler", "stream": sys.stderr, "formatter": "json"}},
        "root": {"level": "WARNING", "handlers": ["json"]},
        "loggers": {
            "searchapp.access": {"level": "INFO", **own},
            "gunicorn.error": {"level": "WARNING", **own},
            "gunicorn.access": {"level": "WARNING", **own},
        },
    }


class _Server(BaseApplication):  # type: ignore[misc]
    """Opens the archive in each worker, so that no file handle crosses a fork."""

    def __init__(self, settings: ServerSettings) -> None:
        self.settings = settings
        self.metrics = Metrics()
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.settings.gunicorn().items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        self.cfg.set("post_fork", lambda arbiter, worker: self.metrics.count_in_row(worker.age))

    def load(self) -> Flask:
        settings = self.settings
        archive = open_archive(settings.location, wait_seconds=_WAIT_SECONDS)
        app = create_app(archive, settings.base_url, settings.rules(), self.metrics)
        with suppress(SearchappError):  # the health page tells
            warmed(archive)
        if settings.scrub:
            app.extensions[GAUGES].scrubber.start(settings.scrub)
        return app


def serve(settings: ServerSettings) -> None:
    """Serve until SIGTERM or SIGINT; both end everything within ten seconds."""
    _Server(settings).run()
