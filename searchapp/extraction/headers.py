"""Lines above a report that are no text of it: dates, bylines, credits."""

from __future__ import annotations

import re

_META = re.compile(
    r"(?:date:?\s+\d{4}[\d-]*|(?:datum|gepubliceerd|geplaatst|bijgewerkt|update|bron|auteur|door"
    r"|foto|beeld|video)\b[^.!?]{0,80}"
    r"|(?:[A-ZÀ-Þ][^\n,]{1,30}, \d{1,2} \w{3,9} \d{4} ?[-–—] ?)?van on[sz]e? .{0,60}|\(.{0,60}\)"
    r"|[\d\s:/.,hu|-]{4,40}"
    r"|(?:live(?:blog)?|column|opinie|analyse|reportage|interview|vraaggesprek|voorbeschouwing|vooruitblik"
    r"|wedstrijdverslag|kort nieuws|sportkort)[.:!]?"
    r"|(?:\w{2,9}dag\s+)?\d{1,2}\s+\w{3,9}\s+\d{4}[\s\d:|.uh,-]{0,20})",
    re.IGNORECASE,
)


def is_meta(line: str) -> bool:
    """Whether a whole line is a date, byline, credit or stamp."""
    return bool(_META.fullmatch(line))
