"""What writers do while something happens to them: each work in a forked process of its own.

Reads lines [work, folder] and answers each with how it ended.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from searchapp.engine import open_archive
from tests.trust.articles import article

RUN = 50
"""Reports of the work `run`."""
COMMITS_OF = 5


def acknowledge(folder: Path, done: int) -> None:
    """Tell the referee that so many commits are done, as a user would be told."""
    with socket.socket(socket.AF_UNIX) as channel:
        channel.connect(os.environ["SHIM_REFEREE"])
        channel.sendall(f"ack\t{folder}\t{done}\n".encode())
        channel.recv(1)


def states() -> list[dict[str, str]]:
    """Of the work `run`: what the archive holds after each commit, text by id; first of all nothing."""
    found: list[dict[str, str]] = [{}]
    for commit in range(RUN // COMMITS_OF):
        held = dict(found[-1])
        for number in range(commit * COMMITS_OF, (commit + 1) * COMMITS_OF):
            held[f"a{number}"] = article(number).text
        if commit:
            held[f"a{commit * COMMITS_OF - 1}"] = article(commit * COMMITS_OF - 1, commit).text
            held.pop(f"a{commit * COMMITS_OF - 2}")
        found.append(held)
    return found


def run(folder: Path) -> None:
    """Fifty reports in ten commits into a new archive; each commit updates one and removes another."""
    with closing(open_archive(str(folder), create=True)) as archive, archive.writer() as writer:
        for commit in range(RUN // COMMITS_OF):
            for number in range(commit * COMMITS_OF, (commit + 1) * COMMITS_OF):
                writer.add(article(number))
            if commit:
                writer.add(article(commit * COMMITS_OF - 1, commit))
                writer.remove(f"a{commit * COMMITS_OF - 2}")
            writer.commit()
            acknowledge(folder, commit + 1)


def change(folder: Path) -> None:
    """One commit that adds, updates and removes."""
    with closing(open_archive(str(folder))) as archive, archive.writer() as writer:
        for number in (90, 91):
            writer.add(article(number))
        writer.add(article(1, 1))
        writer.remove("a0")


def rebuild(folder: Path) -> None:
    """The index anew."""
    with closing(open_archive(str(folder))) as archive:
        archive.rebuild()


WORKS: dict[str, Callable[[Path], None]] = {"run": run, "change": change, "rebuild": rebuild}


def serve() -> None:
    """Until there are no more lines."""
    for line in sys.stdin:
        work, folder = json.loads(line)
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            error = None
            try:
                WORKS[work](Path(folder))
            except Exception as raised:
                error = f"{type(raised).__name__}: {raised}"
            finally:
                os.write(writing, json.dumps(error).encode()[:4000])
                os._exit(0)
        os.close(writing)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        with os.fdopen(reading, "rb") as pipe:
            told = pipe.read()
        print(json.dumps({"status": status, "error": json.loads(told or b"null")}), flush=True)


if __name__ == "__main__":
    serve()
