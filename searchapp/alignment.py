"""How near does a sentence as remembered come to the words in print, and where do they differ?

Words are compared by their surface forms: case, accents and punctuation make no difference.
The alignment is rapidfuzz's (MIT licence), which aligns any sequences, not only letters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from searchapp.analysis import dutch
from searchapp.analysis.dutch import Token
from searchapp.model import Difference

_Step = tuple[str, tuple[int, int], tuple[int, int]]
"""What happens, and to which typed and printed words (first, behind the last)."""


def words(text: str) -> list[Token]:
    """The words of a text one by one: a chain with hyphens is its words, not its joined form."""
    found: dict[int, Token] = {}
    for token in dutch.analyze(text):
        found.setdefault(token.position, token)
    return list(found.values())


def similarity(typed: Sequence[Token], printed: Sequence[Token]) -> tuple[float, float]:
    """From 0 to 1: how well the typed words fit the best passage of the printed ones, and the whole.

    Half of it is the words in the same order, the other half the same words in any order and
    inflection, so that a sentence remembered the wrong way round is near as well.
    """
    if not typed or not printed:
        return 0.0, 0.0
    whole = _likeness(typed, printed)
    if len(printed) <= len(typed):
        return whole, whole
    place = fuzz.partial_ratio_alignment(_surfaces(typed), _surfaces(printed))
    assert place is not None  # without a cutoff there always is a place
    return max(whole, _likeness(typed, printed[place.dest_start : place.dest_end])), whole


def _likeness(typed: Sequence[Token], printed: Sequence[Token]) -> float:
    ordered = Indel.normalized_similarity(_surfaces(typed), _surfaces(printed))
    shared = (Counter(map(_main_key, typed)) & Counter(map(_main_key, printed))).total()
    return (ordered + 2 * shared / (len(typed) + len(printed))) / 2


def differences(typed: str, printed: str) -> tuple[Difference, ...]:
    """The way from the typed words to the printed ones; the printed parts joined are `printed`.

    >>> [(d.kind, d.typed, d.printed) for d in differences("wij winnen", "Wij verliezen.")]
    [('equal', 'wij ', 'Wij '), ('replace', 'winnen', 'verliezen.')]
    """
    ours, theirs = words(typed), words(printed)
    if not ours or not theirs:
        whole = Difference("replace" if typed and printed else "insert", typed, printed)
        return (whole,) if printed else ()
    return tuple(
        Difference(kind, _passage(typed, ours, *source), _passage(printed, theirs, *target))
        for kind, source, target in _steps(_surfaces(ours), _surfaces(theirs))
    )


def _steps(ours: list[str], theirs: list[str]) -> list[_Step]:
    """The longest common run of words, within the passage that the typed words come from.

    Without that passage a small word would be found anywhere in a long quote.
    """
    first, last = _place(ours, theirs)
    steps: list[_Step] = [("insert", (0, 0), (0, first))]
    for step in Indel.opcodes(ours, theirs[first:last]):
        target = (first + step.dest_start, first + step.dest_end)
        steps.append((step.tag, (step.src_start, step.src_end), target))
    steps.append(("insert", (len(ours), len(ours)), (last, len(theirs))))
    return _joined(steps)


def _joined(steps: Sequence[_Step]) -> list[_Step]:
    """Steps without empty ones; what is left out beside what is put in replaces it."""
    joined: list[_Step] = []
    for kind, source, target in steps:
        if source[0] == source[1] and target[0] == target[1]:
            continue
        if joined and kind != "equal" and joined[-1][0] != "equal":
            _, (begin, _), (start, _) = joined.pop()
            source, target = (begin, source[1]), (start, target[1])
            kind = "insert" if begin == source[1] else "delete" if start == target[1] else "replace"
        joined.append((kind, source, target))
    return joined


def _place(ours: list[str], theirs: list[str]) -> tuple[int, int]:
    """Where in the printed words the typed ones lie, with room for words that were forgotten."""
    if len(theirs) <= len(ours) * 3 // 2:
        return 0, len(theirs)
    place = fuzz.partial_ratio_alignment(ours, theirs)
    assert place is not None  # without a cutoff there always is a place
    room = 1 + len(ours) // 4
    return max(0, place.dest_start - room), min(len(theirs), place.dest_end + room)


def _passage(text: str, tokens: Sequence[Token], first: int, last: int) -> str:
    """Words with the signs round them: what precedes the first word of all, and what follows each."""
    if first == last:
        return ""
    start = tokens[first].start if first else 0
    return text[start : tokens[last].start if last < len(tokens) else len(text)]


def _surfaces(tokens: Sequence[Token]) -> list[str]:
    return [token.surface for token in tokens]


def _main_key(token: Token) -> str:
    return token.keys[0] if token.keys else token.surface
