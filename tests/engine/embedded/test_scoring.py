"""Scores computed block by block are those of the formula."""

from __future__ import annotations

import numpy as np

from searchapp.engine.embedded import scoring


def test_blocks_give_what_the_formula_gives() -> None:
    """Over several blocks, with a last one that isn't full."""
    random = np.random.default_rng(1)
    size = 2 * scoring.BLOCK + 77
    norms = random.random(3 * size) + 0.5
    ids = np.sort(random.choice(3 * size, size, replace=False)).astype(np.uint32)
    frequencies = random.integers(1, 9, size).astype(np.uint8)
    sums = scoring.weighted(norms, ids, frequencies, 3.0)
    expected = 3.0 * frequencies * norms[ids]
    assert np.allclose(sums, expected, rtol=1e-15)
    scores = scoring.saturated(sums.copy(), 0.7)
    assert np.allclose(scores, 0.7 * expected / (scoring.K1 + expected), rtol=1e-15)
