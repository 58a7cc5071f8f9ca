"""What is noted of a request? One line of JSON on stderr, and a count.

The line tells which page was asked for, not what was searched: neither query nor text nor name
stands in it, unless the operator asks for addresses. Headers, tokens among them, never do.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
import time
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, request

from searchapp.web.metrics import Metrics
from searchapp.web.policy import Policy
from searchapp.web.proxies import DIRECT

logger = logging.getLogger("searchapp.access")

ID_HEADER = "X-Request-Id"
_ID = re.compile(r"[A-Za-z0-9._\-]{1,64}")
_UNKNOWN = "unknown"


class JsonLines(logging.Formatter):
    """Every record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger and message; of a request its own fields."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"time": at, "level": record.levelname.lower(), "logger": record.name}
        if isinstance(record.args, dict) and record.msg == "request":
            line |= record.args
        else:
            line["message"] = record.getMessage()
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)


def register(app: Flask, policy: Policy, metrics: Metrics) -> None:
    """Note every request; to be registered before all else, so that it sees what all else did."""

    def begin() -> None:
        g.started = time.perf_counter()
        told = request.headers.get(ID_HEADER, "")
        trusted = not request.environ.get(DIRECT, True)
        g.request_id = told if trusted and _ID.fullmatch(told) else secrets.token_hex(8)

    def end(response: Response) -> Response:
        seconds = time.perf_counter() - g.get("started", time.perf_counter())
        response.headers[ID_HEADER] = g.get("request_id", "")
        route = request.url_rule.rule if request.url_rule else _UNKNOWN
        metrics.count(route, response.status_code, seconds)
        if policy.access_log:
            logger.info("request", _line(response, route, seconds, policy.log_queries))
        return response

    app.before_request(begin)
    app.after_request(end)
    metrics.name_routes([_UNKNOWN, *(rule.rule for rule in app.url_map.iter_rules())])


def note_total(total: int) -> None:
    """How many hits the answer to this request tells of."""
    g.total = total


def note_token(name: str) -> None:
    """The name of the token that this request was let in by; never the token."""
    g.token = name


def _line(response: Response, route: str, seconds: float, with_address: bool) -> dict[str, Any]:
    line = {
        "id": g.get("request_id"),
        "client": request.remote_addr,
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "bytes": response.content_length,
        "total": g.get("total"),
        "token": g.get("token"),
    }
    if with_address:
        line["address"] = request.full_path.rstrip("?")
    return line
