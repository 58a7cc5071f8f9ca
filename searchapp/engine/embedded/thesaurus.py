"""Which synonyms does this archive search for? The shipped groups, as its editors changed them.

FOLDER/lexicon/synonyms.txt is looked at before each search and read again when it has changed,
so that an editor sees the effect at once and nothing is indexed anew.
"""

from __future__ import annotations

import os
from functools import cache, lru_cache
from pathlib import Path

from searchapp.analysis import dutch
from searchapp.lexicon.own_lists import OwnSynonyms, read_own_synonyms
from searchapp.lexicon.tables import DATA
from searchapp.lexicon.wordlists import read_lines
from searchapp.model import Notice
from searchapp.query.synonyms import Thesaurus, without

PATH = Path("lexicon", "synonyms.txt")

_Stamp = tuple[int, int, int]


class EditedThesaurus:
    """The thesaurus of one archive; safe to share between threads."""

    def __init__(self, archive: Path) -> None:
        """Nothing is read yet."""
        self._path = archive / PATH
        self._known: tuple[_Stamp | None, Thesaurus, tuple[str, ...]] | None = None

    def current(self) -> tuple[Thesaurus, tuple[str, ...]]:
        """The thesaurus as the list stands now, and Dutch notices of lines that can't be read."""
        stamp, known = self._stamp(), self._known
        if known is None or known[0] != stamp:
            own = read_own_synonyms(self._path)
            known = self._known = (stamp, _thesaurus(own), _notices(own))
        return known[1], known[2]

    def problems(self) -> list[str]:
        """What can't be read, a sentence each: file, line and reason."""
        return [str(problem) for problem in read_own_synonyms(self._path).problems]

    def _stamp(self) -> _Stamp | None:
        try:
            status = os.stat(self._path)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino, status.st_size


def _thesaurus(own: OwnSynonyms) -> Thesaurus:
    if not own.groups and not own.withdrawn:
        return _shipped(dutch.whole_words())
    groups = without(_shipped_groups(), own.withdrawn, dutch.keys)
    return Thesaurus([*groups, *own.groups], dutch.keys)


@cache
def _shipped_groups() -> list[str]:
    return read_lines(DATA / "synonyms.txt")


@lru_cache(maxsize=4)
def _shipped(whole: frozenset[str]) -> Thesaurus:
    """The shipped groups; `whole` are words left whole, with which keys may change."""
    return Thesaurus(_shipped_groups(), dutch.keys)


def _notices(own: OwnSynonyms) -> tuple[str, ...]:
    if not own.problems:
        return ()
    path = str(PATH)
    numbers = [str(problem.line) for problem in own.problems if problem.line]
    if not numbers:
        return (Notice("{path} kan niet gelezen worden; `searchapp check` zegt waarom.", path=path),)
    *others, last = numbers
    if not others:
        return (
            Notice(
                "Regel {last} van {path} telt niet mee; `searchapp check` zegt waarom.", last=last, path=path
            ),
        )
    notice = Notice(
        "De regels {others} en {last} van {path} tellen niet mee; `searchapp check` zegt waarom.",
        others=", ".join(others),
        last=last,
        path=path,
    )
    return (notice,)
