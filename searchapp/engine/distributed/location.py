"""Which cluster, which archive, and who asks? `http(s)://host:9200[,host:9200]/NAME`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from searchapp.errors import UsageError

USER, PASSWORD = "SEARCHAPP_OPENSEARCH_USER", "SEARCHAPP_OPENSEARCH_PASSWORD"
API_KEY, CERTIFICATES = "SEARCHAPP_OPENSEARCH_API_KEY", "SEARCHAPP_OPENSEARCH_CA"
"""Environment variables: secrets are never part of an address, which is printed and logged."""

SHARDS, REPLICAS = "SEARCHAPP_OPENSEARCH_SHARDS", "SEARCHAPP_OPENSEARCH_REPLICAS"
"""Into how many parts a new index is cut, and how many further copies of each are kept."""
_MOST_SHARDS, _MOST_REPLICAS = 1_024, 20

_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
_PORT = 9200


class Location(NamedTuple):
    """The hosts of one cluster, as URLs, and the archive's name there."""

    hosts: tuple[str, ...]
    name: str

    def __str__(self) -> str:
        first, *others = self.hosts
        return ",".join([first, *(host.split("//", 1)[1] for host in others)]) + f"/{self.name}"


def parse(text: str) -> Location:
    """Read a location; UsageError says what is wrong with it.

    >>> parse("http://een:9201,twee/verslagen").hosts
    ('http://een:9201', 'http://twee:9200')
    """
    scheme, _, rest = text.partition("://")
    hosts, _, name = rest.partition("/")
    name = name.strip("/")
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"{text!r} names no archive: after the host stands /NAME, in small letters, digits, '-' or '_'",
            "archive",
        )
    if "@" in hosts:
        raise UsageError(
            f"give the user and password in ${USER} and ${PASSWORD}, not in the address", "archive"
        )
    return Location(tuple(_host(scheme.lower(), host, text) for host in hosts.split(",")), name)


class Layout(NamedTuple):
    """How a new index lies on the nodes: its parts, and further copies of each."""

    shards: int = 1
    replicas: int = 0


def layout(environment: Mapping[str, str] = os.environ) -> Layout:
    """The layout that the environment asks for; UsageError for what is no number in range."""
    return Layout(
        _number(environment, SHARDS, 1, _MOST_SHARDS), _number(environment, REPLICAS, 0, _MOST_REPLICAS)
    )


def _number(environment: Mapping[str, str], name: str, least: int, most: int) -> int:
    text = environment.get(name) or str(least)
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise UsageError(f"{name} is a number from {least} to {most}, not {text!r}", name)
    return int(text)


def _host(scheme: str, host: str, text: str) -> str:
    try:
        parts = urlsplit(f"{scheme}://{host}")
        name, port = parts.hostname, parts.port
    except ValueError:
        name = port = None
    if not name:
        raise UsageError(f"{text!r} names no host; it is http(s)://host:9200[,host:9200]/NAME", "archive")
    return f"{scheme}://{f'[{name}]' if ':' in name else name}:{port or _PORT}"


def credentials(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """What the client is told about who asks, from the environment."""
    found: dict[str, Any] = {}
    if environment.get(USER):
        found["http_auth"] = (environment[USER], environment.get(PASSWORD, ""))
    if environment.get(API_KEY):
        found["headers"] = {"Authorization": f"ApiKey {environment[API_KEY]}"}
    if environment.get(CERTIFICATES):
        found["ca_certs"] = environment[CERTIFICATES]
    return found
