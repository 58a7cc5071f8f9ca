"""Does a surface form fit a pattern?"""

from __future__ import annotations


def fits(pattern: str, surface: str) -> bool:
    """Whether `*` in the pattern can stand for runs of letters so that it is the surface.

    Both are folded already. Takes linear time, however many stars there are.

    >>> fits("nederlag*", "nederlagen"), fits("*finale", "bekerfinale"), fits("b*r*e", "beker")
    (True, True, False)
    """
    first, *middle = pattern.split("*")
    if not middle:
        return pattern == surface
    last = middle.pop()
    if len(first) + len(last) > len(surface):
        return False
    if not surface.startswith(first) or not surface.endswith(last):
        return False
    place, end = len(first), len(surface) - len(last)
    for piece in middle:
        found = surface.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True
