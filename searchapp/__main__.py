"""The command `searchapp`, also as `python -m searchapp`.

What needs no archive, `analyze` and `--version`, starts without the rooms that do: loading
them takes longer than analysing thousands of words.
"""

from __future__ import annotations

import gc
import os
import sys

from searchapp import __version__


def main() -> None:
    """Run a command; see `searchapp.cli` for all of them."""
    if sys.argv[1:] == ["--version"]:
        print(f"searchapp, version {__version__}")
    elif sys.argv[1:] == ["analyze"]:
        _analyze()
    else:
        from searchapp import cli

        cli.main()


def _analyze() -> None:
    from searchapp.analysis.lines import analyzed

    # What is kept is bounded and free of cycles; collecting would only search it in vain.
    gc.disable()
    try:
        for lines in analyzed(sys.stdin.buffer):
            sys.stdout.buffer.write(lines)
            sys.stdout.buffer.flush()
    except BrokenPipeError:
        # The reader of stdout (head, less) has gone; nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
