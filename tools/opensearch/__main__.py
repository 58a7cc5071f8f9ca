"""The command behind `make opensearch`."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from tools.opensearch.nodes import CannotStartError, Cluster


def main() -> int:
    """Start nodes, say where, and wait for Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m tools.opensearch", description=__doc__)
    parser.add_argument("--nodes", type=int, default=1, help="how many; one Java process each")
    parser.add_argument("--heap", default="512m", help="memory of each node's heap")
    parser.add_argument("--data", type=Path, help="where data stays; otherwise it's gone at the end")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="opensearch-") as folder:
        try:
            with Cluster(asked.data or Path(folder), asked.nodes, asked.heap) as cluster:
                print(cluster.url, flush=True)
                print(f"try: searchapp index --archive {cluster.url}/verslagen corpus", file=sys.stderr)
                signal.pause()
        except CannotStartError as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
