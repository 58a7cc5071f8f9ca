"""Does an index still fit the analysis that searches it?"""

from __future__ import annotations

import functools
import hashlib
import json

from searchapp.analysis import dutch

FORMAT = 1
"""Raise this when index terms change in a way the probes don't show."""

_PROBES = """
De bekerfinales van 2024-25 eindigden op 2–1 na 1.000 kansen in een 3-4-3 om 20.45 uur.
K.V. Kortrijk won zo'n terugwedstrijd ’s avonds; Genk's keeper N’Dri legde de nederlagen uit.
Oud-spelers en Genk'ers van 1B vonden Vanaken geïnspireerd, één voor één; scheidsrechters,
wedstrijden, doelpunten, steden, leden, musea, gewonnen, verloor, speelde, scoorden, uitgesproken,
mooiste, betere, iele, kampioenschappen, voetbalvrouwen, bekerfinale, jeugdopleiding, donderdag.
"""


@functools.cache
def fingerprint() -> str:
    """A short hash of how a list of probe words is analysed; equal means compatible indexes."""
    tokens = [(token.position, token.surface, token.keys, token.parts) for token in dutch.analyze(_PROBES)]
    content = json.dumps([FORMAT, tokens], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]
