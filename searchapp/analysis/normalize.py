"""What is the same letter? Case, accents, marks and apostrophes folded away.

>>> fold("Đoković’s Œuvre"), fold("GeÏnspireerd")
("dokovic's oeuvre", 'geinspireerd')
"""

from __future__ import annotations

import unicodedata

from searchapp.lexicon.spelling import APOSTROPHES, INVISIBLE

_MARKS = str.maketrans(
    {
        **dict.fromkeys(APOSTROPHES, "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys(INVISIBLE, None),
    }
)
# Letters that have no Unicode decomposition although readers type them without the stroke.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def fold(text: str) -> str:
    """The form in which two spellings of one word are equal: NFC = NFD, é = e, ’ = '.

    Folding a folded text changes nothing. The length may change: take offsets before.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    decomposed = unicodedata.normalize("NFKD", text.translate(_MARKS)).lower()
    letters = unicodedata.normalize("NFKD", decomposed.translate(_LETTERS)).translate(_MARKS)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
