"""Lets a process reach the loopback and nothing else; anything more is an error where it is tried."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any

_LOCAL = ("", "localhost", "localhost.localdomain")


class NetworkReachedError(RuntimeError):
    """Something tried to leave this machine."""


def is_local(address: Any) -> bool:
    """Whether an address is of this machine: the loopback, a file, or nothing at all."""
    host = address[0] if isinstance(address, tuple) and address else address
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if not isinstance(host, str) or host in _LOCAL or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        # Sockets of the file system have no network.
        if arguments[0].family in (socket.AF_INET, socket.AF_INET6) and not is_local(arguments[1]):
            raise NetworkReachedError(f"{event} {arguments[1]}")
    elif event in ("socket.getaddrinfo", "socket.gethostbyname") and not is_local(arguments[0]):
        raise NetworkReachedError(f"{event} {arguments[0]}")


def install() -> None:
    """From now on, in this process."""
    sys.addaudithook(_watch)


if __name__ == "sitecustomize":
    install()
