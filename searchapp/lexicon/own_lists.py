"""Read the word lists that editors keep beside their archive: `lexicon/synonyms.txt`, `lexicon/no-split.txt`.

One entry a line; empty lines and lines that begin with `#` don't count. A line that can't be
read is told by file and number.

synonyms.txt: `doelman, keeper` is a group; `-voorzet` takes the shipped groups with this word out.
no-split.txt: a word that is read as one although it looks like a compound.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from searchapp.errors import WordListError
from searchapp.lexicon.spelling import CHUNK
from searchapp.lexicon.words import fold

MAX_BYTES = 1 << 20
MAX_MEMBERS = 50
WITHDRAWN = "-"


class OwnSynonyms(NamedTuple):
    """Groups as lines, members whose shipped groups don't count, and the lines that can't be read."""

    groups: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    problems: tuple[WordListError, ...] = ()


def read_own_synonyms(path: Path) -> OwnSynonyms:
    """What editors say about synonyms; nothing when there is no such file."""
    groups, withdrawn, problems = [], [], []
    try:
        for number, line in _lines(path):
            if reason := _fault(line):
                problems.append(WordListError(str(path), reason, number))
            elif line.startswith(WITHDRAWN):
                withdrawn.append(line.removeprefix(WITHDRAWN).strip())
            else:
                groups.append(line)
    except WordListError as error:
        problems.append(error)
    return OwnSynonyms(tuple(groups), tuple(withdrawn), tuple(problems))


def read_own_words(path: Path) -> frozenset[str]:
    """The folded words of a list; none when there is no such file. Raises WordListError."""
    words = set()
    for number, line in _lines(path):
        word = fold(line)
        if not word.isalpha():
            raise WordListError(str(path), f"{line[:40]!r} is not one word of letters", number)
        words.add(word)
    return frozenset(words)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The numbered entries. Raises WordListError for a file that can't be read as a list."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise WordListError(str(path), error.strerror or str(error)) from error
    if len(content) > MAX_BYTES:
        raise WordListError(str(path), f"more than {MAX_BYTES} bytes is no word list")
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            entry = unicodedata.normalize("NFC", line.decode()).strip()
        except UnicodeDecodeError:
            raise WordListError(str(path), "is not UTF-8", number) from None
        if entry and not entry.startswith("#"):
            yield number, entry


def _fault(line: str) -> str:
    """What is wrong with a line of synonyms; "" for nothing."""
    taken_out = line.startswith(WITHDRAWN)
    members = [" ".join(member.split()) for member in line.removeprefix(WITHDRAWN).split(",")]
    if not all(CHUNK.search(member) for member in members):
        return "there is a member without a word"
    if taken_out:
        return "one member at a time can be taken out" if len(members) > 1 else ""
    if len(members) < 2:
        return "a group needs at least two members, separated by commas"
    if len(members) > MAX_MEMBERS:
        return f"a group has at most {MAX_MEMBERS} members"
    return "a member stands there twice" if len(set(map(fold, members))) < len(members) else ""
