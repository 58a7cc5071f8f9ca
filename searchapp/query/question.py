"""A question typed as one: "Wat zei X over Y?", "Wat zei X na een nederlaag?".

    question = "wat" verb who [ "over" subject ] [ "na" [ article ] outcome ] [ "?" ] ;
    who      = [ article ] ( name | role | role name | role "van" club | club "-" role ) ;

A name is a speaker's or a club's; the subject is a query like any other.
Anything else is no question of this form, and is read as words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchapp.model import Notice
from searchapp.query.ast import And, FacetMatch, Or, ParsedQuery, Query
from searchapp.query.parser import MAX_LENGTH, parse
from searchapp.query.words import all_of, has_word

_VERBS = frozenset(
    (
        "zei",
        "zeiden",
        "zegt",
        "zeggen",
        "vond",
        "vonden",
        "vindt",
        "vinden",
        "dacht",
        "verklaarde",
        "vertelde",
    )
)
_ARTICLES = frozenset(("de", "het", "een"))
_OUTCOMES: Mapping[str, str] = {
    **dict.fromkeys(("winst", "overwinning", "zege"), "winst"),
    **dict.fromkeys(("gelijkspel", "remise"), "gelijk"),
    **dict.fromkeys(("verlies", "nederlaag"), "verlies"),
}
_WITHOUT_ARTICLE = ("winst", "verlies")
_ROLES: Mapping[str, str] = {
    **dict.fromkeys(("coach", "trainer", "hoofdcoach", "hoofdtrainer", "bondscoach"), "coach"),
    **dict.fromkeys(("speler", "spelers"), "speler"),
    "voorzitter": "voorzitter",
    "scheidsrechter": "scheidsrechter",
}
_MOST_WORDS_OF_A_NAME = 6


class Question(NamedTuple):
    """Who spoke, about what ("" for anything), and after which result ("" for any), as typed."""

    who: str
    subject: str
    outcome: str

    def shorter(self) -> tuple[str, ...]:
        """The question without its subject, without its result, and without both; then its words alone."""
        fewer = [self._replace(subject=""), self._replace(outcome=""), Question(self.who, "", "")]
        asked = dict.fromkeys(question.typed() for question in fewer if question != self)
        return (*asked, self.subject) if self.subject else tuple(asked)

    def typed(self) -> str:
        """The question as one would type it."""
        about = f" over {self.subject}" if self.subject else ""
        return f"wat zei {self.who}{about}{f' {_after(self.outcome)}' if self.outcome else ''}?"


def read_question(text: str) -> ParsedQuery | None:
    """The query that the question asks, with a Dutch notice of how it was read; None for no question.

    >>> read_question("Wat zei Wim Terhaag over de beker?").notices[0]
    'Gelezen als vraag: citaten van ‘Wim Terhaag’ over ‘beker’.'
    """
    question = question_of(text)
    if question is None:
        return None
    parsed = parse(question.subject)
    parts: list[Query] = [_spoken_by(question.who)]
    if question.subject:
        parts.append(parsed.query)
    if question.outcome:
        parts.append(FacetMatch("outcome", _OUTCOMES[question.outcome]))
    query = all_of(parts)
    assert query is not None  # there always is a speaker
    return ParsedQuery(query, (_notice(*question), *parsed.notices))


def question_of(text: str) -> Question | None:
    """The parts of a question; None when the text isn't one.

    >>> question_of("Wat zei de coach over de beker na een nederlaag?")
    Question(who='coach', subject='beker', outcome='nederlaag')
    """
    words = text[:MAX_LENGTH].strip().rstrip("?").split()
    if len(words) < 3 or words[0].lower() != "wat" or words[1].lower() not in _VERBS:
        return None
    rest, outcome = _without_outcome(words[2:])
    lowered = [word.lower() for word in rest]
    cut = lowered.index("over") if "over" in lowered else len(rest)
    who = " ".join(_without_article(rest[:cut]))
    subject = " ".join(_without_article(rest[cut + 1 :]))
    named = 0 < cut <= _MOST_WORDS_OF_A_NAME and has_word(who)
    if not named or (cut < len(rest) and not has_word(subject)) or not (subject or outcome or "?" in text):
        return None
    return Question(who, subject, outcome)


def _without_outcome(words: Sequence[str]) -> tuple[Sequence[str], str]:
    """The words before "na een nederlaag", and its noun; "" when the words don't end so."""
    outcome = words[-1].lower()
    before = words[:-1]
    if before and before[-1].lower() in _ARTICLES:
        before = before[:-1]
    if outcome in _OUTCOMES and before and before[-1].lower() == "na":
        return before[:-1], outcome
    return words, ""


def _without_article(words: Sequence[str]) -> Sequence[str]:
    """“de coach” is a role; “De Smet” is a name as it stands."""
    return words[1:] if len(words) > 1 and words[0] in _ARTICLES else words


def _spoken_by(who: str) -> Query:
    role, name = _role_and_name(who)
    if not role:
        return Or((FacetMatch("speaker", name), FacetMatch("speaker_team", name)))
    held = FacetMatch("role", role)
    if not name:
        return held
    first, *rest = name.split()
    # "coach van Genk" has a club behind "van", "coach van den Brom" a name with it.
    club = " ".join(_without_article(rest)) if rest and first.lower() == "van" else name
    return Or((FacetMatch("speaker", name), And((held, FacetMatch("speaker_team", club)))))


def _role_and_name(who: str) -> tuple[str, str]:
    """The role ("" for none) and who has it ("" for anybody).

    >>> _role_and_name("coach van Genk"), _role_and_name("Genk-coach"), _role_and_name("Wim Terhaag")
    (('coach', 'van Genk'), ('coach', 'Genk'), ('', 'Wim Terhaag'))
    """
    first, _, rest = who.partition(" ")
    if first.lower() in _ROLES:
        return _ROLES[first.lower()], rest if has_word(rest) else ""
    club, hyphen, last = who.rpartition("-")
    if hyphen and has_word(club) and last.lower() in _ROLES:
        return _ROLES[last.lower()], club
    return "", who


def _after(outcome: str) -> str:
    return f"na {outcome}" if outcome in _WITHOUT_ARTICLE else f"na een {outcome}"


def _notice(who: str, subject: str, outcome: str) -> str:
    about = Notice(" over ‘{subject}’", subject=subject) if subject else ""
    after: str = ""
    if outcome:
        noun = Notice(outcome)
        bare = outcome in _WITHOUT_ARTICLE
        after = Notice(" na {outcome}", outcome=noun) if bare else Notice(" na een {outcome}", outcome=noun)
    return Notice("Gelezen als vraag: citaten van ‘{who}’{about}{after}.", who=who, about=about, after=after)
