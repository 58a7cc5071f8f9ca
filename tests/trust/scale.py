"""How much is tried: enough for every commit, or the long run of docs/reliability.md.

SEARCHAPP_LONG=1 asks for the long run, 0.05 for a twentieth of it. SEARCHAPP_LONG_ARCHIVE names a folder
where the large archive is kept from one long run to the next.
"""

from __future__ import annotations

import os
from pathlib import Path

PART = float(os.environ.get("SEARCHAPP_LONG", "0"))
LARGE_ARCHIVE = Path(os.environ["SEARCHAPP_LONG_ARCHIVE"]) if "SEARCHAPP_LONG_ARCHIVE" in os.environ else None


def scaled(short: int, long: int) -> int:
    """The number for this run: never less than the short one."""
    return max(short, int(long * PART))


def chosen(count: int, at_most: int) -> list[int]:
    """Numbers below `count`, evenly spread, as many as are tried in this run."""
    tried = min(count, at_most)
    return sorted({number * count // tried for number in range(tried)}) if tried else []
