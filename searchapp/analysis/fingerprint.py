"""Does an index still fit the analysis that searches it?"""

from __future__ import annotations

import functools
import hashlib
import json

from searchapp.analysis import dutch, terms
from searchapp.lexicon.tables import DATA

FORMAT = 1
"""Raise this when index terms change in a way the probes don't show."""

_WORD_DATA = ("dutch.bin", "after_particles.txt", "before_nouns.txt")
_PROBES = """
De bekerfinales van 2024-25 eindigden op 2–1 na 1.000 kansen in een 3-4-3 om 20.45 uur.
K.V. Kortrijk won zo'n terugwedstrijd ’s avonds; Genk's keeper N’Dri legde de nederlagen uit.
Oud-spelers en Genk'ers van 1B vonden Vanaken geïnspireerd, één voor één; scheidsrechters,
wedstrijden, doelpunten, steden, leden, musea, gewonnen, verloor, speelde, scoorden, uitgesproken,
mooiste, betere, iele, kampioenschappen, voetbalvrouwen, bekerfinale, jeugdopleiding, donderdag.
"""


def fingerprint() -> str:
    """A short hash of the analysis; equal means compatible indexes.

    A list of probe words as it is analysed, the word data whole (no list of probes shows every
    word that a change of data touches), and after it the editor's words that are left whole.
    """
    own = terms.whole_words()
    if not own:
        return _shipped()
    dutch.leave_whole(frozenset())
    try:
        shipped = _shipped()
    finally:
        dutch.leave_whole(own)
    return f"{shipped}-{_hash(sorted(own))}"


@functools.cache
def _shipped() -> str:
    tokens = [(token.position, token.surface, token.keys, token.parts) for token in dutch.analyze(_PROBES)]
    data = hashlib.sha256(b"".join((DATA / name).read_bytes() for name in _WORD_DATA)).hexdigest()
    return _hash([FORMAT, tokens, data])


def _hash(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]
