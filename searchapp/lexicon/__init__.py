"""What the project knows about sport and Dutch: data files and the code that looks them up."""

from __future__ import annotations

import gc
from functools import lru_cache

from searchapp.lexicon.catalogue import Catalogue
from searchapp.lexicon.tables import read_table, split_list

__all__ = ["Catalogue", "lexicon", "read_table", "split_list"]


@lru_cache(maxsize=1)
def lexicon() -> Catalogue:
    """The project's lexicon, loaded on first use and shared afterwards.

    All it makes is kept, so the garbage collector would only search it in vain, now and later.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        return Catalogue()
    finally:
        gc.freeze()
        if collecting:
            gc.enable()
