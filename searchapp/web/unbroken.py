"""Which parts of a text stay on one line? Scores and dates: a line that ends in "1-" misleads.

Browsers break a line behind a hyphen or a blank, whatever stands around it. Characters that
forbid that would travel along when text is copied, so such parts become elements instead.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from searchapp.web.texts import MONTHS
from searchapp.web.texts_en import ENGLISH_MONTHS

_MONTH = "|".join(dict.fromkeys((*MONTHS, *ENGLISH_MONTHS)))
_NUMBERS = r"\d{1,4}(?:[-–]\d{1,4}){1,2}"
_DAY = rf"\d{{1,2}} (?:{_MONTH})(?: \d{{4}})?"
_WHOLE = re.compile(rf"(?<!\d)(?:{_NUMBERS}|{_DAY}|(?:{_MONTH}) \d{{4}})(?!\d)")


def unbroken(text: str) -> Markup:
    """The text as HTML in which scores, seasons and dates stay on one line.

    >>> unbroken("1-0 <b>")
    Markup('<span class="nobr">1-0</span> &lt;b&gt;')
    """
    return Markup(_WHOLE.sub(r'<span class="nobr">\g<0></span>', str(escape(text))))
