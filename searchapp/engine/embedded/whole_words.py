"""Which words do this archive's editors want read as one? FOLDER/lexicon/no-split.txt says so.

The list changes index terms, so it is part of the fingerprint: after a change the archive asks
for `searchapp rebuild`, and a process that is serving goes on with the list it began with.
"""

from __future__ import annotations

from pathlib import Path

from searchapp.analysis import dutch
from searchapp.engine.embedded import manifest
from searchapp.engine.embedded.manifest import Manifest
from searchapp.errors import ArchiveDamaged
from searchapp.lexicon.own_lists import read_own_words

PATH = Path("lexicon", "no-split.txt")


class OtherAnalysis(ArchiveDamaged):
    """The index was made with another analysis than this program's, or with another list."""


def adopt(archive: Path) -> frozenset[str]:
    """Analyse as this archive's list has it from now on; raises WordListError for a bad list."""
    dutch.leave_whole(read_own_words(archive / PATH))
    return dutch.whole_words()


def fitting(archive: Path) -> Manifest:
    """The archive's manifest, once the analysis is the one that made it; else OtherAnalysis."""
    current, before = manifest.read(archive), dutch.whole_words()
    adopt(archive)
    wanted = manifest.current_fingerprint()
    if current.fingerprint == wanted:
        return current
    dutch.leave_whole(before)
    reason = "it was made by a version that analyses words differently"
    if current.fingerprint.split("-")[:3] == wanted.split("-")[:3]:
        reason = f"{archive / PATH} has changed since it was made"
    raise OtherAnalysis(str(manifest.damaged(reason)))
