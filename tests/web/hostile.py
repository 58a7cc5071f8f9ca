"""A corpus of hostile texts: what somebody might put into a title, a name, a query or a file name."""

from __future__ import annotations

from itertools import product

from searchapp.model import PartialDate, Person, Quote, Report

# What ends the place in which a text stands: an attribute, an element, a comment, a script.
_BREAKERS = (
    *("", '"', "'", ">", '">', "'>", "`>", "-->", "]]>", "*/", '\\"', "&quot;>", "&#34;>", "%22%3E"),
    *("</title>", "</textarea>", "</script>", "</style>", "</template>", "</svg>", "</mark>", "</dialog>"),
)
# What then would act.
_ACTIVE = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    "<a href=javascript:window.pwned=1>klik</a>",
    "<iframe srcdoc='<script>top.pwned=1</script>'></iframe>",
    "<details open ontoggle=window.pwned=1>",
    " autofocus onfocus=window.pwned=1 x=",
    "<style>@import'//evil.example'</style>",
    "<form action=//evil.example><button>",
)
_OTHER = (
    *("javascript:window.pwned=1", "JaVaScRiPt:window.pwned=1", "java\tscript:window.pwned=1"),
    *(
        "data:text/html,<script>window.pwned=1</script>",
        "vbscript:msgbox(1)",
        "//evil.example/x",
        "\\\\evil\\x",
    ),
    *("{{ 7 * 7 }}", "{% raw %}{{ config }}{% endraw %}", "{q}", "{0.__class__}", "%s%n", "${7*7}", "#{7*7}"),
    *("<%= 7 * 7 %>", "{#", "#}", "{{", "}}", "__proto__", "constructor", "toString"),
    *("&lt;script&gt;window.pwned=1&lt;/script&gt;", "&amp;amp;", "&#x3C;img&#x3E;", "&nbsp", "&", "&copy"),
    *("<", "<<<>>>", "<!--", "<![CDATA[", "<?xml version='1.0'?>", "<!DOCTYPE x [<!ENTITY y 'z'>]>", "&y;"),
    *("<mark onclick=window.pwned=1>", "<MARK>", "<b>vet</b>", "<scr<script>ipt>", "<script/x>", "<ſcript>"),
    *("=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1+1", '=HYPERLINK("//evil.example")'),
    *("' OR 1=1 --", "'; DROP TABLE reports; --", '" OR ""="', "x\x00y", "../../etc/passwd", "..%2f..%2f"),
    *("\r\nSet-Cookie: a=b", "%0d%0aSet-Cookie: a=b", "een\u2028twee\u2029drie", "\ufeffBOM", "\ufffd"),
    *("\u202eomgekeerd", "a\u200bb", "e\u0301\u0301\u0301", "😀🏆", "ﬁnale", "İstanbul", "ǅ", "\U000e0041"),
    *("a" * 300, "(" * 50, '"' * 31, "*" * 40, "NIET " * 20, "club:", "datum:9999-99..", "titel:<b>"),
    *("\\", "\\u003cscript\\u003e", "\\x3cimg\\x3e", "%3Cscript%3E", "%", "%zz", "+", "?a=b&c=d#e", "#", ";"),
)
PAYLOADS: tuple[str, ...] = tuple(
    dict.fromkeys([*(breaker + active for breaker, active in product(_BREAKERS, _ACTIVE)), *_OTHER])
)


def hostile_report(bad: str, number: int = 0) -> Report:
    """A report whose every text is the payload, or has it inside; the number sets its quote apart."""
    text = f"Kop {bad}\n\nGenk won {bad}.\n\n“Wij {bad} wonnen {number} keer”, zei iemand."
    said = f"Wij {bad} wonnen {number} keer"
    start = text.index(said)
    spoken = Quote(said, start, start + len(said), bad, bad, bad, bad)
    return Report(
        id=bad,
        source=bad,
        text=text,
        title=f"Kop {bad}",
        url=bad,
        date=PartialDate(2000 + number % 20),
        **dict.fromkeys(("sport", "competition", "stage", "season", "score", "venue", "origin"), bad),
        teams=(bad, f"Club {bad}"),
        mentioned_teams=(bad,),
        people=(Person(bad, bad, bad),),
        quotes=(spoken,),
        speakers=(bad,),
    )
