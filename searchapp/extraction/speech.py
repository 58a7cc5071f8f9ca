"""Speech or not: nicknames, titles, banners, chants, words as words and things not said are none."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice

from searchapp.extraction.attribution import Attribution
from searchapp.extraction.cues import cues
from searchapp.extraction.narrative import Item
from searchapp.extraction.roles import ASKERS
from searchapp.lexicon.word_classes import word_class
from searchapp.lexicon.words import word_set

_TITLED = word_class("titled")
_BANNERS = word_class("banners")
_BANNER_ENDINGS = ("doek", "bord", "bordje", "laken", "banner", "shirt")
_STATEMENTS = word_class("publications")
_DISPLAYED = word_class("display_verbs")
_NAMING = word_class("naming")
_CALLED_BY = frozenset(["zoals", "in"])
_NEGATIONS = word_class("negations")
_SAYING = word_class("words_of_saying")
_UNREAL = frozenset(["alsof"])
_RINGING = word_class("ringing_verbs")
_CHANT_SOUNDS = frozenset(["klinkt", "klonk", "rolde", "kwam", "ging"])
_CROWD_ENDINGS = (
    "vak",
    "tribune",
    "tribunes",
    "kelen",
    "boxen",
    "publiek",
    "aanhang",
    "supporters",
    "fans",
    "luidsprekers",
)
_CROWD_SHOUTS = word_class("crowd_shouts")
_PAPERS = word_class("papers")
_CALLERS = frozenset(
    ["fans", "supporters", "vrienden", "intimi", "kenners", "ploegmaats", "ploeggenoten", "aanhang"]
)
_DENIALS = frozenset(["ontkent", "ontkende", "ontkennen", "ontkenden", "weerlegt", "weerlegde"])
_RUMOURS = frozenset(
    ["gefluisterd", "beweerd", "gesuggereerd", "geopperd", "gezegd", "geschreven", "verteld"]
)
_UNROLLED = frozenset(["uitgerold", "ontrold", "opgehangen", "uitgehangen", "omhooggehouden", "ontvouwd"])
_FIRST_PERSON = re.compile(
    r"\b(?:ik|we|wij|mij|me|mijn|ons|onze|jullie|'k|’k|mezelf|onszelf|je|jij|jouw|u|uw)\b", re.IGNORECASE
)
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SOLITARY = word_set(
    "heet heette heten noemen noemden genaamd genoemd gedoopt bijgenaamd geheten zoals betekent",
    "lezen stond staat opschrift zien horen prijkte prijkt stonden",
)
"""Signs that are checked word by word below."""
_SIGN_OPENINGS = ("bekend", "tatoe", "getatoe")
_SIGN_ENDINGS = _BANNER_ENDINGS
_PASSIVES = frozenset(["werd", "werden", "wordt", "worden"])
_OWNERS = frozenset(["zijn", "haar", "eigen"])
_PRESENTED = frozenset(["aangekondigd", "omgeroepen", "voorgesteld", "bestempeld", "betiteld", "omschreven"])
_MOST_REMEMBERED = 50_000
_NEAR = 4
_CLAUSE = 9


def is_trap(items: list[Item], place: int, attribution: Attribution | None) -> bool:
    """Whether the words around the quotation at `place` say that it is no speech."""
    left, right = _left(items, place), _right(items, place)
    if attribution and attribution.subject and attribution.subject.kind == "media":
        return True
    if right[:1] != ["is"] and right[:1] != ["was"] and not _suspects(left, right):
        return False
    told = attribution if attribution and attribution.subject else None
    in_a_word = left[-2:] in (["woord", ":"], ["woorden", ":"])
    owned = in_a_word and not _OWNERS.isdisjoint(left[-4:-2])
    if owned or _called(left, right, told):
        return False
    titled = told is not None and (in_a_word or told.strength == "titled")
    if (not titled and _named(left, right)) or _chanted(items, place, left, right):
        return True
    if not _is_said(attribution) and _displayed(items, place, left, right):
        return True
    if _epithet(left, right) or _rumoured(left, right, attribution) or _is_word(left, right, attribution):
        return True
    if any(key in _PAPERS for key in (*left[-_NEAR:], *right[:_NEAR])):
        return True
    return _unsaid(items, place, left, right, attribution)


class _Suspect(dict[str, bool]):
    """Whether a word can be a sign of any trap; most words are quickly passed."""

    def __missing__(self, key: str) -> bool:
        answer = key in _signs() or key.startswith(_SIGN_OPENINGS) or key.endswith(_SIGN_ENDINGS)
        if len(self) < _MOST_REMEMBERED:
            self[key] = answer
        return answer


_SUSPECT = _Suspect()


def _suspects(left: list[str], right: list[str]) -> bool:
    return any(map(_SUSPECT.__getitem__, left)) or any(map(_SUSPECT.__getitem__, right))


@cache
def _signs() -> frozenset[str]:
    """Every word that one of the checks below looks for."""
    classes = (_TITLED, _BANNERS, _DISPLAYED, _NAMING, _NEGATIONS, _UNREAL, _RINGING, _CHANT_SOUNDS)
    further = (_CROWD_SHOUTS, _PRESENTED, _PAPERS, _CALLERS, _DENIALS, _UNROLLED, cues().chant, _SOLITARY)
    return frozenset().union(*classes, *further)


def _is_said(attribution: Attribution | None) -> bool:
    """Whether a person is said to have said it."""
    return (
        attribution is not None
        and attribution.strength == "said"
        and attribution.cue not in _DISPLAYED
        and attribution.subject is not None
        and attribution.subject.kind in ("name", "role", "origin", "pronoun", "latter", "colleague")
    )


def _left(items: list[Item], place: int) -> list[str]:
    """The keys in front, back to the quotation before."""
    start = next((p + 1 for p in range(place - 1, -1, -1) if items[p].kind == "quote"), 0)
    return [item.key for item in items[start:place]]


def _right(items: list[Item], place: int) -> list[str]:
    """The keys behind, up to the next quotation."""
    end = next((p for p in range(place + 1, len(items)) if items[p].kind == "quote"), len(items))
    return [item.key for item in items[place + 1 : end]]


def _named(left: list[str], right: list[str]) -> bool:
    """A title, a nickname, a word as a word."""
    before = [key for key in left if key not in (":", ",")][-2:]
    if left[-1:] == [","] and not _TITLED.isdisjoint(left[-_NEAR * 2 :]):
        return True
    if any(key in _TITLED for key in before[-1:]) or (
        len(before) == 2 and before[0] in _TITLED and before[1] in ("van", "als")
    ):
        return True
    if before and before[-1] in ("heet", "heette", "heten"):
        return True
    if left[-1:] == ["als"] and not _PRESENTED.isdisjoint(left[-3:]) and not _PASSIVES.isdisjoint(left):
        return True
    if before[-1:] == ["als"] and any(key.startswith("bekend") for key in left[-_NEAR - 2 :]):
        return True
    near = [key for key in right if key != ","][: _NEAR + 1]
    if near[:1] and near[0] in ("noemen", "noemden") and not {"we", "wij"} & set(near):
        return True
    if near and near[0] in _CALLED_BY and any(key in _NAMING for key in near):
        return True
    if near and near[0] in ("genaamd", "genoemd", "gedoopt", "heet", "heette", "bijgenaamd", "geheten"):
        return not (near[0] in ("heet", "heette") and near[1:2] == ["het"])
    if (
        right[:1] == [","]
        and right[1:2]
        and right[1] in ("het", "een", "de")
        and any(k in _TITLED for k in right[2:4])
    ):
        return True
    if "," in right[:3] and any(key in _TITLED for key in right[:_NEAR]):
        return True
    return (
        bool(near)
        and any(key in ("geheten", "heten", "gedoopt", "genoemd") for key in near)
        and ("," not in right[:1])
    )


def _called(left: list[str], right: list[str], told: Attribution | None) -> bool:
    """ "Fink had dat “een cadeautje” genoemd": a verdict of his, no nickname."""
    verdict = right[:1] == ["genoemd"] and left[-1:] and left[-1] in ("dat", "dit", "het", "alles")
    return bool(verdict) and told is not None and told.subject is not None


def _epithet(left: list[str], right: list[str]) -> bool:
    """ "Fink, “the Boss” voor de fans": what others call somebody."""
    return left[-1:] == [","] and right[:1] == ["voor"] and any(key in _CALLERS for key in right[1:_NEAR])


def _rumoured(left: list[str], right: list[str], attribution: Attribution | None) -> bool:
    """ "dat “…” in het spel was, zoals werd gefluisterd"; "dat hij “…” wilde, ontkent Fink"."""
    if not left or left[-1] in (":", ",") or (attribution and attribution.cue in _DENIALS):
        return False
    further = right[right.index(",") + 1 :][: 2 * _CLAUSE] if "," in right else []
    if further[:1] == ["zoals"]:
        return any(key in ("werd", "wordt", "was", "is") for key in further) and any(
            key in _RUMOURS for key in further
        )
    return "dat" in left and bool(further) and further[0] in _DENIALS


def _is_word(left: list[str], right: list[str], attribution: Attribution | None) -> bool:
    """ "want “puntje” is hier een scheldwoord": the subject of a clause of the report's own."""
    if left[-1:] not in (["want"], ["omdat"], ["maar"]) or right[:1] not in (["is"], ["was"], ["betekent"]):
        return False
    return attribution is None or attribution.strength != "said"


def _displayed(items: list[Item], place: int, left: list[str], right: list[str]) -> bool:
    """What is painted, printed or worn."""
    if any(key in _BANNERS or key.endswith(_BANNER_ENDINGS) for key in left[-_NEAR:]):
        return True
    if (
        left[-1:] == [":"]
        and {"lezen", "stond", "staat", "opschrift"} & set(left[-_NEAR:])
        and not _STATEMENTS & set(left)
    ):
        return True
    if left[-1:] == [":"] and left[-2:-1] and left[-2] in _UNROLLED:
        return True
    if any(key.startswith(("tatoe", "getatoe")) for key in right[: _NEAR + 2]):
        return True
    if right[:1] == ["te"] and right[1:2] in (["zien"], ["lezen"], ["horen"]):
        return True
    near = [key for key in right if key != ","][:_NEAR]
    if (
        not _STATEMENTS & set(right)
        and near[:1]
        and near[0] in ("staat", "stond", "prijkte", "prijkt", "stonden")
        and ("te" in near or "erop" in near)
    ):
        return True
    if near[:1] and near[0] in _DISPLAYED and any(key in _BANNERS for key in right[:_CLAUSE]):
        return True
    shown = any(key in _DISPLAYED for key in left[-_CLAUSE:])
    return shown and any(key in _BANNERS for key in left)


def _chanted(items: list[Item], place: int, left: list[str], right: list[str]) -> bool:
    """What a crowd sings or shouts."""
    keys = (*left[-_CLAUSE:], *right[:_CLAUSE])
    lexicon = cues()
    if not lexicon.chant.isdisjoint(keys) or not _RINGING.isdisjoint(keys):
        return True
    if _CHANT_SOUNDS.isdisjoint(keys) and _CROWD_SHOUTS.isdisjoint(keys):
        return False
    return any(
        (item.reference is not None and item.reference.kind == "crowd") or item.key.endswith(_CROWD_ENDINGS)
        for item in items[max(0, place - 4 * _CLAUSE) : place + 4 * _CLAUSE]
    )


def _unsaid(
    items: list[Item], place: int, left: list[str], right: list[str], attribution: Attribution | None
) -> bool:
    """What the report says was not said."""
    if any(key in _UNREAL for key in left):
        return True
    clause = right[: next((n for n, key in enumerate(right) if key in (",", "maar") and n), len(right))][
        :_CLAUSE
    ]
    lead = left[-_CLAUSE:]
    if any(key in _NEGATIONS for key in clause) and (
        any(key in _SAYING for key in clause) or (attribution and _denied(clause[:_NEAR]))
    ):
        return True
    if lead and lead[-1] == ":":
        lead = lead[:-1]
        # "Hij zei niet:", "Hij zou nooit zeggen:"; but "Hij liet het zich geen twee keer zeggen:".
        denial = lead[-2:-1] if lead[-1:] and lead[-1] in _SAYING else lead[-1:]
        return denial in (["niet"], ["nooit"])
    return any(key in _NEGATIONS for key in lead) and any(
        key in _SAYING or cues().is_verb(key) for key in (*lead[-_NEAR:], *clause[:_NEAR])
    )


def _denied(clause: list[str]) -> bool:
    """ "zei hij niet", "zei Fink nooit"."""
    return (
        bool(clause)
        and (cues().is_verb(clause[0]) or clause[0] in cues().call)
        and any(key in ("niet", "nooit") for key in clause[1:_NEAR])
    )


def is_question_put(items: list[Item], place: int, attribution: Attribution | None, text: str) -> bool:
    """Whether a journalist puts these words to somebody as a question."""
    if not text.rstrip().endswith("?"):
        return False
    if [item.key for item in items[max(0, place - 3) : place] if item.key != ":"][-2:] == ["de", "vraag"]:
        return any(item.key == "op" for item in items[max(0, place - 4) : place])
    role = attribution.subject.role if attribution and attribution.subject else None
    return role is not None and role.noun.endswith(ASKERS)


def is_sentence(text: str) -> bool:
    """Whether quoted words read as a whole utterance."""
    words = sum(1 for _ in islice(_WORD.finditer(text), 3))
    if not words:
        return False
    opening = text.lstrip("'’\"“‘(….[ ")[:1]
    capital = opening.isupper() or opening.isdigit() or not opening.isalpha() or text[:1] in "'’…"
    if text.rstrip("\"'”’»")[-1:] in ".!?…":
        return capital
    return capital and words >= 3


def speaks_for_itself(text: str) -> bool:
    """Whether words stand in the first or second person."""
    return bool(_FIRST_PERSON.search(text))


def words_of(text: str) -> list[str]:
    """The words of a quotation, case-folded, to compare it with another."""
    return [word.casefold() for word in _WORD.findall(text)]
