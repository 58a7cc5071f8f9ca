"""What docs/reliability.md names as proof is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_test_that_is_named_exists() -> None:
    """Files and functions; a name that is cut off with … is the beginning of one."""
    page = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
    paths = list((ROOT / "tests").rglob("test_*.py"))
    code = "".join(path.read_text(encoding="utf-8") for path in paths)
    assert set(re.findall(r"\btest_\w+\.py", page)) <= {path.name for path in paths}
    named = re.findall(r"::(test_\w+)(…?)", page)
    assert len(named) > 30
    missing = [
        name for name, cut in named if not re.search(rf"def {name}" + (r"\w+" if cut else r"\("), code)
    ]
    assert missing == []
