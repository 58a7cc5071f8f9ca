"""Who may keep a thread busy? Only a client whose request has come in whole, and in time.

gunicorn's thread worker gives a connection a thread at once and reads the request there, for as long
as the client takes: a few clients that send a byte now and then occupy all threads. Here the event
loop, which waits for thousands at no cost, collects the request first; a thread gets it when it is
whole, and nothing afterwards can take longer than the deadline either.
"""

from __future__ import annotations

import errno
import re
import selectors
import socket
import time
from functools import partial
from typing import Any

from gunicorn.workers.gthread import TConn, ThreadWorker

RECEIVE_SECONDS = 15.0
"""Within which a request must have come in whole."""
SEND_SECONDS = 30.0
"""Within which each part of an answer must have been taken."""
_LARGEST_COLLECTED = 1_100_000
"""Bytes; what is longer is refused by its length, or needs a token that its head shows."""
_LARGEST_HEAD = 65_536
_CHUNK = 65_536
_SLOWEST = 100_000
"""Bytes a second at which a long body may come in."""
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)


class TimedSocket:
    """A socket that gives what was collected first, and then no more than the deadline allows."""

    def __init__(self, real: socket.socket) -> None:
        """The deadline begins now."""
        self.real, self.collected, self._told = real, bytearray(), False
        self.restart()

    def restart(self) -> None:
        """Another request may begin."""
        self.deadline, self._told = time.monotonic() + RECEIVE_SECONDS, False

    def collect(self) -> bool:
        """Take what is there without waiting; whether a thread can go on with it.

        Also once the client has gone, or sends more than is collected: parsing will tell.
        """
        self.real.setblocking(False)
        try:
            while len(self.collected) <= _LARGEST_COLLECTED:
                chunk = self.real.recv(_CHUNK)
                if not chunk:
                    return True
                self.collected += chunk
                if self._is_whole():
                    return True
        except (BlockingIOError, InterruptedError):
            return False
        except OSError:
            return True
        return True

    def _is_whole(self) -> bool:
        end = self.collected.find(b"\r\n\r\n", 0, _LARGEST_HEAD)
        if end < 0:
            return len(self.collected) >= _LARGEST_HEAD
        length = _LENGTH.search(self.collected, 0, end + 4)
        body = int(length[1]) if length else 0
        if body > _LARGEST_COLLECTED or len(self.collected) >= end + 4 + body:
            return True
        if _EXPECTS.search(self.collected, 0, end + 4) and not self._told:
            self._told = True
            self.real.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        return False

    def recv(self, size: int, flags: int = 0) -> bytes:
        """Collected bytes, else some from the client; ConnectionResetError after the deadline."""
        if self.collected:
            taken = bytes(self.collected[:size])
            del self.collected[:size]
            return taken
        left = self.deadline - time.monotonic()
        try:
            if left <= 0:
                raise TimeoutError
            self.real.settimeout(min(left, self.real.gettimeout() or left))
            received = self.real.recv(size, flags)
            self.deadline += len(received) / _SLOWEST
            return received
        except TimeoutError:
            raise ConnectionResetError(errno.ECONNRESET, "the request took too long to come in") from None
        finally:
            self.real.settimeout(SEND_SECONDS)

    def setblocking(self, flag: bool) -> None:
        """Blocking, but not for ever."""
        self.real.settimeout(SEND_SECONDS if flag else 0.0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's thread worker, whose threads never wait for a request to come in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._coming: dict[TimedSocket, TConn] = {}

    def enqueue_req(self, conn: TConn) -> None:
        """Give the connection a thread once its request is whole."""
        if not isinstance(conn.sock, TimedSocket):
            conn.sock = TimedSocket(conn.sock)
        conn.sock.restart()
        if conn.sock.collect():
            conn.data_ready = True
            super().enqueue_req(conn)
            return
        self._coming[conn.sock] = conn
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._more, conn))

    def _more(self, conn: TConn, sock: TimedSocket) -> None:
        if sock.collect():
            self._leave(sock)
            conn.data_ready = True
            super().enqueue_req(conn)

    def _leave(self, sock: TimedSocket) -> None:
        self._coming.pop(sock, None)
        self.poller.unregister(sock)

    def _cap_keepalive(self, deadline: float) -> None:
        """When stopping, requests that are coming in get as long as idle connections."""
        super()._cap_keepalive(deadline)
        for sock in self._coming:
            sock.deadline = min(sock.deadline, deadline)

    def murder_keepalived(self, force: bool = False) -> None:
        """Close connections on which nothing happens, and those whose request doesn't get finished."""
        super().murder_keepalived(force)
        now = time.monotonic()
        late = [sock for sock in self._coming if force or sock.deadline <= now]
        for sock in late:
            conn = self._coming[sock]
            self._leave(sock)
            self.nr_conns -= 1
            conn.close()
