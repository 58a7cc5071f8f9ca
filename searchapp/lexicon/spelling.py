"""How are words and numbers written? The patterns that index and query language share.

A chunk is what is read together: one word, one number ("2-1", "2024-25", "20.45", "1,5"),
dotted initials ("K.V.") or a chain of words with hyphens ("Jong-Genk"). All patterns are
linear in the length of the text.
"""

from __future__ import annotations

import re

APOSTROPHES = "'’‘‛ʼ`´′"
HYPHENS = "-‐‑"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Soft hyphens and zero-width characters: in the text, not in the word."""
MAX_JOINED = 6
"""Chains of more words than this have no joined form."""

_IN_WORD = "\u0300-\u036f" + INVISIBLE
_LETTERS = rf"[^\W_]+(?:[{_IN_WORD}]+[^\W_]*)*"
_WORD = rf"{_LETTERS}(?:[{APOSTROPHES}]{_LETTERS})*"
_CLITIC = rf"[{APOSTROPHES}](?:ns|ie|[stnkmrSTNKMR])(?![^\W_])"
_PART = rf"(?:{_WORD}|{_CLITIC})"
_NUMBER = r"\d{1,4}(?:[-–/:.]\d{1,4}){1,7}(?!\d)(?:(?:ste|de|e)(?![^\W_]))?|\d{1,4},\d{1,4}(?!\d|,\d|[-–]\d)"
_INITIALS = r"(?:[^\W\d_]\.){2,8}(?:[^\W\d_](?![^\W_]))?|[^\W\d_]\.[^\W\d_](?![^\W_])"

CHUNK = re.compile(rf"{_NUMBER}|{_INITIALS}|{_PART}(?:[{HYPHENS}]{_PART}){{0,11}}")
PART = re.compile(_PART)
NUMBER = re.compile(_NUMBER)
INITIALS = re.compile(_INITIALS)
