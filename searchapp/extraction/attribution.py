"""Attribution: the cue and the subject that a sentence gives a quotation inside it.

“…”, zei Van den Brom        the cue behind: inverted, so its subject follows it
Van den Brom zei: “…”        the cue in front: its subject stands on either side
“…”, zei hij, “…”            the cue between serves both
Van den Brom noemde het “…”  a fragment ascribed to somebody
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from searchapp.extraction.cues import Cues, cues
from searchapp.extraction.narrative import Item
from searchapp.extraction.persons import sentence_openers
from searchapp.extraction.phrases import Reference
from searchapp.extraction.sources import PERSONS, SPEAKING_KINDS, from_noun, in_words_of, is_anonymous
from searchapp.lexicon.word_classes import word_class

Strength = Literal["said", "ascribed", "titled", "anonymous"]

_BY = frozenset(["aldus", "dixit"])
_SOUNDS = word_class("sounding_verbs")
_SOUND_SOURCES = word_class("sound_sources")
_STATEMENTS = word_class("statements")
_READS = word_class("reading_verbs")
_AUXILIARIES = word_class("auxiliaries")
_NAMED = word_class("named_things") | {"men"}
_THEREIN = frozenset(["daarin", "daarop", "erin", "hierin", "eronder"])
_IMPERSONAL = frozenset(["het", "er", "te", "in", "op", "dat"]) | _THEREIN
_PASSIVES = frozenset(["werd", "werden", "word", "worden", "wordt"])
_CLAUSE_BREAKS = word_class("clause_breaks")
_STAMP = 2
_TAIL = 6
_ADVERB_LIMIT = 8
_PARTICLE_LIMIT = 60


class Attribution(NamedTuple):
    """What ties a quotation to somebody: the cue as printed and the subject, either may lack.

    `strength` is "said" for words of speaking, "ascribed" for a fragment put in
    somebody's mouth, "titled" for a name with a colon, "anonymous" where nobody is
    said to speak. `statement` is True for what an
    organisation published.
    """

    subject: Reference | None
    cue: str
    strength: Strength
    statement: bool = False


def behind(items: list[Item], place: int) -> Attribution | None:
    """The attribution that follows the quotation at `place`."""
    start = place + 1
    comma = False
    while start < len(items) and items[start].kind == "mark" and items[start].key in ",–—|":
        comma = True
        start += 1
    if start >= len(items):
        return None
    first = items[start]
    if first.kind == "ref":
        return _bare_name(items, start) if comma else None
    if first.kind == "mark":
        return _bare_name(items, start + 1) if first.key == "(" and start + 1 < len(items) else None
    if first.kind != "word":
        return None
    if first.key == "genoemd" and (verdict := _verdict(items[:place])):
        return verdict
    found = _inverted(items, start, comma) or (None if comma else _trailing(items, start))
    if found and is_integral(items, place) and not _ascribes(found, first.key):
        return None
    return found


def _verdict(prefix: list[Item]) -> Attribution | None:
    """ "Fink had dat “een cadeautje” genoemd"."""
    for place in range(len(prefix) - 1, -1, -1):
        if prefix[place].key in ("had", "heeft"):
            subject = _subject(prefix, place)
            return Attribution(subject, "genoemd", "ascribed") if subject else None
    return None


def is_integral(items: list[Item], place: int) -> bool:
    """Whether words lead straight into a quotation, so that what follows goes on with their clause."""
    if place == 0 or items[place - 1].kind not in ("word", "ref") or items[place - 1].key in _CLAUSE_BREAKS:
        return False
    # "20u47 “…”, gaf de coach mee": a stamp in front is no part of the sentence.
    return not (place <= _STAMP and items[0].key[:1].isdigit())


def _trailing(items: list[Item], start: int) -> Attribution | None:
    """ "Hij kan “trots” zijn, zei Fink.": the attribution that closes the sentence."""
    for place in range(start, min(start + _ADVERB_LIMIT, len(items) - 1)):
        if items[place].kind == "quote" or items[place].key in _CLAUSE_BREAKS:
            return None
        if items[place].key == "," and len(items) - place <= _TAIL:
            found = _inverted(items, place + 1, True)
            subject = found.subject if found and cues().is_verb(found.cue) else None
            return found if subject and subject.kind == "pronoun" else None
    return None


def _ascribes(found: Attribution, key: str) -> bool:
    """Whether a cue behind can put even a fragment within a clause in somebody's mouth."""
    if key in _BY or key in ("volgens", "zo", "zoals"):
        return True
    speaks = key in cues().call or cues().is_verb(key) or cues().is_verb(found.cue)
    return found.subject is not None and found.subject.kind in PERSONS and speaks


def _inverted(items: list[Item], start: int, comma: bool) -> Attribution | None:
    """“…”, VERB SUBJECT, and "aldus SUBJECT"."""
    lexicon, key = cues(), items[start].key
    if key in _BY:
        return Attribution(_subject_behind(items, start + 1, _SOUND_SOURCES), key, "said")
    if key == "volgens":
        return Attribution(_governed(items, start + 1, "volgens"), key, "said" if comma else "ascribed")
    if key in ("zo", "dat", "ook") and start + 1 < len(items) and items[start + 1].kind == "word":
        start, key = start + 1, items[start + 1].key
    if key in _SOUNDS or key in _READS:
        sounded = _sounded(items, start)
        if sounded:
            return sounded
    if is_anonymous(items, start):
        return Attribution(None, key, "anonymous")
    known = lexicon.is_verb(key) or key in lexicon.call
    particle = _particle(items, start, lexicon)
    subject = _subject_behind(items, start + 1)
    spoken = _perfect(items, start, lexicon) or _heard(items, start, lexicon)
    if spoken:
        return Attribution(subject, _cue(key, spoken), "said")
    if particle and (subject is None or subject.kind not in PERSONS | {"team", "club"}):
        particle = ""
    if known or particle:
        return Attribution(subject, _cue(key, particle), "said")
    following = items[start + 1] if start + 1 < len(items) else None
    if comma and following and following.reference is subject and subject and _is_unknown_verb(key, lexicon):
        return Attribution(subject, key, "said")
    return None


def _perfect(items: list[Item], start: int, lexicon: Cues) -> str:
    """The word of speaking at the end of "had zijn vader geroepen", "wist Fink te vertellen", or ""."""
    clause = items[start + 1 : start + 1 + 2 * _ADVERB_LIMIT]
    if (
        items[start].key not in _AUXILIARIES
        or not clause
        or not (clause[0].reference or clause[0].key == "er")
    ):
        return ""
    for item in clause:
        if item.kind in ("mark", "quote"):
            return ""
        if item.kind == "word" and (lexicon.is_verb(item.key)):
            return item.key
    return ""


def _heard(items: list[Item], start: int, lexicon: Cues) -> str:
    """The word of speaking in "horen we hem nog foeteren", or ""."""
    if items[start].key not in ("hoor", "horen", "hoorde", "hoorden"):
        return ""
    clause = items[start + 1 : start + 1 + _ADVERB_LIMIT]
    return next((item.key for item in clause if item.key.endswith("en") and lexicon.is_verb(item.key)), "")


def _is_unknown_verb(key: str, lexicon: Cues) -> bool:
    """Whether a word between quotation and subject can only be a verb: "“…”, glom Fink"."""
    return key in lexicon.split or (key not in sentence_openers() and key not in _CLAUSE_BREAKS)


def _sounded(items: list[Item], start: int) -> Attribution | None:
    """“…”, klonk het bij Fink; “…”, staat in een mededeling."""
    clause = items[start + 1 : start + 1 + 2 * _ADVERB_LIMIT]
    statement = any(item.key in _STATEMENTS for item in clause)
    impersonal = bool(clause) and clause[0].key in _IMPERSONAL
    statement = statement or (impersonal and clause[0].key in _THEREIN)
    if not (statement or impersonal) or (items[start].key in ("is", "was") and not statement):
        return None
    subject = next(
        (
            item.reference
            for item in clause
            if item.reference
            and item.reference.kind in SPEAKING_KINDS
            and (item.reference.governed in _SOUND_SOURCES or not item.reference.governed)
        ),
        None,
    )
    return Attribution(subject, items[start].key, "said", statement)


def _bare_name(items: list[Item], start: int) -> Attribution | None:
    """“…” – Fink; “…” (Fink)."""
    subject = items[start].reference
    if subject is None or subject.kind not in ("name", "role") or subject.governed:
        return None
    following = items[start + 1] if start + 1 < len(items) else None
    if following is None or following.kind == "mark" or cues().is_verb(following.key):
        return Attribution(subject, following.key if following and following.kind == "word" else "", "titled")
    return None


def _subject_behind(items: list[Item], start: int, sources: frozenset[str] = frozenset()) -> Reference | None:
    """The first reference of the clause that no preposition governs."""
    for item in items[start : start + _ADVERB_LIMIT]:
        if item.kind == "quote" or (item.kind == "mark" and item.key in ":;|"):
            return None
        if item.kind == "word" and item.key in _CLAUSE_BREAKS:
            return None
        reference = item.reference
        if reference is None or reference.kind not in SPEAKING_KINDS:
            continue
        if not reference.governed or reference.governed in sources:
            return reference
    return None


def _governed(items: list[Item], start: int, preposition: str) -> Reference | None:
    return next(
        (
            item.reference
            for item in items[start : start + _ADVERB_LIMIT]
            if item.reference and item.reference.governed == preposition
        ),
        None,
    )


def _particle(items: list[Item], verb: int, lexicon: Cues) -> str:
    """The particle of a separable verb, however far it stands in the sentence, or ""."""
    particles = lexicon.split.get(items[verb].key)
    if not particles:
        return ""
    for item in items[verb + 1 : verb + 1 + _PARTICLE_LIMIT]:
        if item.kind == "quote":
            continue
        if item.kind == "word" and item.key in particles:
            return item.key
    return ""


def _cue(verb: str, particle: str) -> str:
    return f"{verb} … {particle}" if particle else verb


def in_front(items: list[Item], place: int) -> Attribution | None:
    """The attribution that leads up to the quotation at `place`."""
    start = next((p + 1 for p in range(place - 1, -1, -1) if items[p].kind == "quote"), 0)
    prefix = items[start:place]
    if not prefix:
        return None
    if prefix[-1].key == ":" and prefix[-1].kind == "mark":
        return _introduced(prefix[:-1])
    if prefix[-1].key == "," and prefix[-1].kind == "mark":
        prefix = prefix[:-1]
    return _led(_own_clause(prefix) if start else prefix)


def _own_clause(prefix: list[Item]) -> list[Item]:
    """What leads in behind an earlier quotation, whose own attribution comes first."""
    for place in range(len(prefix) - 1, -1, -1):
        if prefix[place].kind == "mark" or prefix[place].key in _CLAUSE_BREAKS:
            return prefix[place + 1 :]
    return []


def _introduced(prefix: list[Item]) -> Attribution | None:
    """What stands before a colon: "Fink zei", "Fink (coach Genk)", "De reactie van Fink"."""
    lexicon = cues()
    verb = _last_cue(prefix, lexicon)
    if verb is not None:
        return Attribution(
            _subject(prefix, verb) or in_words_of(prefix),
            _cue(prefix[verb].key, _particle(prefix, verb, lexicon)),
            "said",
        )
    noun = next((item for item in prefix if item.key in lexicon.noun or item.key in _STATEMENTS), None)
    subject = _first_free(prefix) or (from_noun(prefix) if noun else in_words_of(prefix))
    if noun:
        return Attribution(subject, noun.key, "said", noun.key in _STATEMENTS)
    return Attribution(subject, "", "titled") if subject else None


def _led(prefix: list[Item]) -> Attribution | None:
    """What leads into a fragment: "Fink noemde het", "volgens Fink was het", "Fink zei dat"."""
    lexicon = cues()
    for place in range(len(prefix) - 1, -1, -1):
        item = prefix[place]
        if item.reference and item.reference.governed == "volgens":
            return Attribution(item.reference, "volgens", "ascribed")
        if item.kind == "mark" and item.key in ";|":
            return None
        if item.kind != "word":
            continue
        speaking = item.key in lexicon.call or lexicon.is_verb(item.key) or _speaks_of(prefix, place)
        if speaking or _takes_stand(prefix, place) or _particle(prefix, place, lexicon):
            if item.key in lexicon.call and (_is_passive(prefix, place) or _names(prefix, place)):
                return None
            subject = _subject(prefix, place)
            called_so = item.key in lexicon.call and item.key.endswith("en")
            if subject and subject.kind != "crowd" and not (called_so and subject.kind == "pronoun"):
                return Attribution(subject, item.key, "ascribed")
    return None


def _is_passive(prefix: list[Item], place: int) -> bool:
    """ "wordt hij de Boekhouder genoemd": what somebody is called, he did not say."""
    return not prefix[place].key.endswith(("de", "den", "mt")) and any(
        item.key in _PASSIVES for item in prefix[:place]
    )


def _names(prefix: list[Item], place: int) -> bool:
    """ "noemt men hem", "noemde zijn hond": what they call somebody or something, they don't say."""
    return any(item.key in _NAMED for item in prefix[place + 1 : place + 3])


def _takes_stand(prefix: list[Item], place: int) -> bool:
    """ "Fink toonde zich", "Nieuwe trainer wil": the fragment is theirs."""
    key = prefix[place].key
    if key in ("toonde", "toont", "voelde", "voelt", "noemde", "noemt"):
        return any(item.key == "zich" for item in prefix[place + 1 : place + 4])
    return key in ("wil", "wilde", "wou") and place == len(prefix) - 1


def _speaks_of(prefix: list[Item], place: int) -> bool:
    """ "had het over", "hield het op"."""
    key = prefix[place].key
    follows = {item.key for item in prefix[place + 1 : place + 5]}
    spoken_of = prefix[-1].key == "over" and any(item.key == "het" for item in prefix[place + 1 : place + 4])
    return (key in ("had", "heeft", "hebben", "hadden") and (spoken_of or {"het", "over"} <= follows)) or (
        key in ("hield", "houdt") and {"het", "op"} <= follows
    )


def _last_cue(prefix: list[Item], lexicon: Cues) -> int | None:
    for place in range(len(prefix) - 1, -1, -1):
        item = prefix[place]
        if item.kind != "word" or (item.key in lexicon.noun and not _beside_subject(prefix, place)):
            continue
        if lexicon.is_verb(item.key) or item.key in lexicon.call or _particle(prefix, place, lexicon):
            return place
    return None


def _beside_subject(prefix: list[Item], place: int) -> bool:
    """ "Fink besluit:" and "besluit Fink:", where the word can be a noun as well."""
    return any(
        item.reference and not item.reference.governed for item in prefix[max(0, place - 1) : place + 2]
    )


def _subject(prefix: list[Item], verb: int) -> Reference | None:
    """The subject of a verb: right behind it when nothing stands in front, else the nearest in front."""
    ahead = [
        item.reference
        for item in prefix[:verb]
        if item.reference and item.reference.kind in SPEAKING_KINDS and not item.reference.governed
    ]
    following = prefix[verb + 1].reference if verb + 1 < len(prefix) else None
    inverted = (
        following if following and not following.governed and following.kind in SPEAKING_KINDS else None
    )
    if inverted and (
        not ahead or (verb and prefix[verb - 1].reference is None and prefix[verb].key not in cues().call)
    ):
        return inverted
    persons = [reference for reference in ahead if reference.kind in PERSONS]
    if persons or ahead:
        # "had hij de Serviër aangekondigd als": the pronoun is the subject, whatever stands behind.
        clause = max((place for place in range(verb) if prefix[place].kind == "mark"), default=-1)
        pronoun = next(
            (
                item.reference
                for item in prefix[clause + 1 : verb]
                if item.reference in persons and item.reference.kind == "pronoun"
            ),
            None,
        )
        return pronoun or (persons or ahead)[-1]
    return _subject_behind(prefix, verb + 1)


def _first_free(prefix: list[Item]) -> Reference | None:
    """The first person, else organisation, that no preposition governs."""
    free = [
        item.reference
        for item in prefix
        if item.reference and not item.reference.governed and item.reference.kind in SPEAKING_KINDS
    ]
    return next((reference for reference in free if reference.kind in PERSONS), free[0] if free else None)
