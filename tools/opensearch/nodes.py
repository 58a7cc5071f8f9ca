"""How does a cluster come up on a machine without a container engine? One Java process a node."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
RUNNER = "org.codelibs.opensearch.runner.OpenSearchRunner"
HTTP_PORTS = range(9261, 9300)
"""The runner takes no port above 9299; those below are left to a cluster of one's own."""
START_SECONDS = 120.0
_STOP_SECONDS = 15.0


class CannotStartError(Exception):
    """Says what is missing, or what a node wrote before it died."""


class Node(NamedTuple):
    """A running node."""

    process: subprocess.Popen[bytes]
    http_port: int
    folder: Path

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.http_port}"

    def kill(self) -> None:
        """As a power cut does."""
        self.process.kill()
        self.process.wait()


class Cluster:
    """Nodes that know each other; a context manager that stops them."""

    def __init__(self, folder: Path, nodes: int = 1, heap: str = "512m") -> None:
        """Start the nodes with their data under `folder`; CannotStartError when they don't come up."""
        jars = resolve()
        https, transports = _free_ports(nodes, HTTP_PORTS), _free_ports(nodes)
        self.nodes: list[Node] = []
        try:
            for number, http in enumerate(https):
                place = folder / f"node{number + 1}"
                _configure(place / "config", transports[number], transports)
                self.nodes.append(_start(place, jars, heap, http))
            for node in self.nodes:
                _wait(node, nodes)
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        """All hosts, as an archive's location names them; a name is to follow."""
        first, *others = (node.url for node in self.nodes)
        return ",".join([first, *(url.removeprefix("http://") for url in others)])

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop all nodes."""
        for node in self.nodes:
            node.process.terminate()
        for node in self.nodes:
            try:
                node.process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                node.kill()


def resolve() -> Path:
    """The folder of jars, fetched once; CannotStartError without Java or Maven."""
    if not shutil.which("java"):
        raise CannotStartError(
            "OpenSearch needs Java 17 or newer; on Debian: apt-get install default-jre-headless"
        )
    version = hashlib.sha256((HERE / "pom.xml").read_bytes()).hexdigest()[:12]
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    jars = cache / "searchapp" / f"opensearch-{version}"
    if jars.is_dir():
        return jars
    if not shutil.which("mvn"):
        raise CannotStartError("The jars are fetched by Maven; on Debian: apt-get install maven")
    partial = jars.with_name(f"{jars.name}.{os.getpid()}")
    goal = ["dependency:copy-dependencies", f"-DoutputDirectory={partial}"]
    done = subprocess.run(["mvn", "-q", "-B", "-f", HERE / "pom.xml", *goal], capture_output=True, text=True)
    if done.returncode:
        raise CannotStartError(f"Maven can't fetch OpenSearch: {done.stdout[-500:]}")
    try:
        partial.rename(jars)
    except OSError:  # somebody else was quicker
        shutil.rmtree(partial)
    return jars


def _configure(folder: Path, transport: int, all_transports: list[int]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    seeds = json.dumps([f"127.0.0.1:{port}" for port in all_transports])
    settings = {
        "cluster.name": "searchapp",
        "network.host": "127.0.0.1",
        "transport.port": transport,
        "discovery.seed_hosts": seeds,
        "cluster.initial_cluster_manager_nodes": seeds,
        "cluster.routing.allocation.disk.threshold_enabled": "false",
        "path.repo": json.dumps([str(folder.parents[1] / "snapshots")]),
    }
    lines = [f"{name}: {value}\n" for name, value in settings.items()]
    (folder / "opensearch.yml").write_text("".join(lines))


def _start(folder: Path, jars: Path, heap: str, http: int) -> Node:
    command = ["java", f"-Xms{heap}", f"-Xmx{heap}", "-cp", f"{jars}/*", RUNNER, "-numOfNode", "1"]
    command += ["-basePath", str(folder), "-confPath", str(folder / "config"), "-baseHttpPort", str(http - 1)]
    with (folder / "output.log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    return Node(process, http, folder)


def _wait(node: Node, nodes: int) -> None:
    """Until the node answers and knows of so many nodes."""
    deadline = time.monotonic() + START_SECONDS
    question = f"{node.url}/_cluster/health?wait_for_nodes={nodes}&timeout=5s"
    while time.monotonic() < deadline and node.process.poll() is None:
        try:
            with urllib.request.urlopen(question, timeout=10) as answer:
                if not json.load(answer)["timed_out"]:
                    return
        except OSError:
            time.sleep(0.3)
    said = (node.folder / "output.log").read_text(errors="replace")[-2000:]
    raise CannotStartError(f"The node at {node.url} didn't come up; it said: {said}")


def _free_ports(count: int, among: Sequence[int] = (0,)) -> list[int]:
    """Ports that nobody listens on, in any order so that two starts at once hardly meet."""
    with contextlib.ExitStack() as held:
        found: list[int] = []
        for port in random.sample(among, len(among)) if len(among) > 1 else list(among) * count:
            attempt = held.enter_context(socket.socket())
            try:
                attempt.bind(("127.0.0.1", port))
            except OSError:
                continue
            found.append(attempt.getsockname()[1])
            if len(found) == count:
                return found
    raise CannotStartError(f"There are no {count} free ports from {among[0]} to {among[-1]}")
