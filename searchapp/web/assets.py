"""Where do stylesheet, script and icon stand, and which version of them is this?"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import searchapp

STYLESHEET = "searchapp.css"


def static_folder() -> Path:
    """The folder with the files that are served as they are.

    A wheel carries it inside the package; in a checkout and an editable install it stands
    at the top level. Raises FileNotFoundError when the installation is incomplete.
    """
    package = Path(searchapp.__file__).resolve().parent
    for folder in (package / "static", package.parent / "static"):
        if (folder / STYLESHEET).is_file():
            return folder
    raise FileNotFoundError(f"the static files are missing: no {STYLESHEET} in or beside {package}")


@cache
def version(name: str) -> str:
    """A few digits that change with the file, so that browsers may keep it for ever."""
    return hashlib.sha256((static_folder() / name).read_bytes()).hexdigest()[:10]
