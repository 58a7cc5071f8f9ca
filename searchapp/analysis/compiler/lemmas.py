"""To which words does a form belong? From word lists to keys.

For every word of the lists its paradigm is generated (`paradigms`), and what the lists
know of it is kept: form -> readings. A form with several readings (`lagen`: laag, liggen)
has two keys, most likely first.

The key of a verb is its stem, so that "een uitleg" and "uitleggen" meet; of another word it
is the word itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from searchapp.analysis.compiler import paradigms
from searchapp.lexicon.vocabulary import Use

_MANY_TAILS = 5
"""A word that ends this many compounds is a noun of its own, even without a plural: geweld."""
_FIXED_GE = ("genezen", "genieten", "gelden")
_DROPPING_D = ("rijden", "snijden", "glijden", "houden")


@dataclass(frozen=True, slots=True)
class Sources:
    """The word lists: lower-case words of letters only.

    verbs: infinitive -> principal parts of the irregular ones. irregular: form -> word.
    """

    base: frozenset[str]
    inflected: frozenset[str]
    verbs: frozenset[str]
    adjectives: frozenset[str]
    plurals: frozenset[str]
    particles: frozenset[str]
    strong: dict[str, tuple[str, str, str]]
    finite: dict[str, str]
    irregular: dict[str, str]


class Kind(IntEnum):
    """How a form belongs to a word; in each half a lower number is the more likely reading."""

    AUXILIARY = 0
    INFINITIVE = 1
    STRONG = 2
    PARTICIPLE = 3
    FINITE = 4
    PRESENT_PARTICIPLE = 5
    POSSIBLE_VERB = 6
    SUBJUNCTIVE = 7
    IRREGULAR = 11
    NOUN = 12
    PLURAL = 13
    ADJECTIVE = 14
    INFLECTED = 15
    DIMINUTIVE = 16
    POSSIBLE_PLURAL = 17
    PARTITIVE = 18

    @property
    def verbal(self) -> bool:
        """Whether it is a form of a verb."""
        return self < Kind.IRREGULAR


Ranked = tuple[Kind, int, str]
_NO_NOUN = {Kind.PARTICIPLE, Kind.FINITE, Kind.POSSIBLE_VERB, Kind.PARTITIVE}
_WEAK_VERBAL = {Kind.FINITE, Kind.POSSIBLE_VERB, Kind.SUBJUNCTIVE}


class Lemmas:
    """The readings of all forms of the lists."""

    def __init__(self, sources: Sources) -> None:
        """Generate every paradigm."""
        self.sources = sources
        self.known = sources.base | sources.inflected
        self.verbs = sources.verbs | self._more_verbs()
        self.adjectives = sources.adjectives | self._more_adjectives()
        self.stems: dict[str, str] = {}
        self._nominal: set[str] = set()
        self.readings: dict[str, dict[str, Kind]] = defaultdict(dict)
        for verb in sorted(self.verbs):
            self._add_verb(verb)
        for form, verb in sources.finite.items():
            self._read(form, self.stems[verb], Kind.AUXILIARY)
        for adjective in sorted(word for word in self.adjectives if len(word) > 2):
            self._add_adjective(adjective)
        self._tails = self._count_tails()
        for noun in sorted(sources.base):
            self._add_noun(noun)
        for form, word in sources.irregular.items():
            self.readings[form][word] = Kind.IRREGULAR
        for form in sorted(self.known - self.readings.keys()):
            self._add_leftover(form)

    def _more_verbs(self) -> frozenset[str]:
        """Infinitives that only their other forms betray."""
        return frozenset(
            word
            for word in self.known
            if len(word) > 4
            and word.endswith(("en", "ën"))
            and not word.startswith("ge")
            and self._inflects_as_verb(word)
        )

    def _inflects_as_verb(self, word: str) -> bool:
        if word + "d" in self.known and word + "de" in self.known:
            return True
        for stem in paradigms.verb_stems(word):
            past = paradigms.weak_past(stem, word)[0]
            bare = paradigms.weak_participle(stem, word)
            if past in self.known and any(form in self.known for form in paradigms.participles("", bare)):
                return True
        return False

    def _more_adjectives(self) -> frozenset[str]:
        """Words with an inflected form and a comparative or a superlative."""
        return frozenset(
            word
            for word in self.sources.base
            if any(form + "e" in self.known for form in paradigms.open_forms(word))
            and (word + "ste" in self.known or word.endswith(("isch", "loos", "ig", "lijk", "baar")))
        )

    def _count_tails(self) -> Counter[str]:
        """How many compounds of the base list, not verbs with a particle, end in a word."""
        base, particles = self.sources.base, self.sources.particles
        return Counter(
            word[cut:]
            for word in base
            for cut in range(3, len(word) - 2)
            if word[cut:] in base and word[:cut].removesuffix("s") in base and word[:cut] not in particles
        )

    def _read(self, form: str, key: str, kind: Kind) -> None:
        readings = self.readings[form]
        if Kind.IRREGULAR <= kind <= Kind.DIMINUTIVE:
            self._nominal.add(form)
        readings[key] = min(kind, readings.get(key, kind), key=_weakness)

    def _read_known(self, forms: Iterable[str], key: str, kind: Kind) -> None:
        for form in forms:
            if form in self.known:
                self._read(form, key, kind)

    def _add_verb(self, infinitive: str) -> None:
        prefix, bare = self._prefixed(infinitive)
        stem = self._stem(bare, prefix)
        key = self.stems[infinitive] = prefix + stem
        self._read(infinitive, key, self._likely(infinitive, Kind.INFINITIVE))
        if len(infinitive) > 4:
            self._read(infinitive[:-1], key, Kind.SUBJUNCTIVE)
        finite = paradigms.present(stem, bare) + paradigms.weak_past(stem, bare)
        if bare in _DROPPING_D:
            finite.append(stem[:-1])
        self._read_known([prefix + form for form in finite], key, self._likely(infinitive, Kind.FINITE))
        parts = [paradigms.weak_participle(stem, bare)]
        if bare in self.sources.strong:
            past, past_plural, participle = self.sources.strong[bare]
            self._read_known([prefix + form for form in (past, past_plural) if form], key, Kind.STRONG)
            parts.append(participle if bare in _FIXED_GE else participle.removeprefix("ge"))
        kind = self._likely(infinitive, Kind.PARTICIPLE)
        for start, rest in {(prefix, ""), ("", prefix)}:
            self._add_participles(start, [rest + part for part in parts], key, kind)
        self._read_known(paradigms.present_participles(infinitive), key, Kind.PRESENT_PARTICIPLE)

    def _likely(self, infinitive: str, kind: Kind) -> Kind:
        return kind if infinitive in self.sources.verbs else Kind.POSSIBLE_VERB

    def _add_participles(self, prefix: str, parts: list[str], key: str, kind: Kind) -> None:
        for part in filter(None, parts):
            for participle in paradigms.participles(prefix, part):
                forms = [participle, *paradigms.attributive(participle)]
                self._read_known(forms, key, kind)
                self._read_known(
                    (form + "n" for form in forms if form.endswith("e")), key, Kind.POSSIBLE_VERB
                )

    def _prefixed(self, infinitive: str) -> tuple[str, str]:
        """The verb as prefix and the verb whose forms it shares."""
        for cut in range(2, len(infinitive) - 2):
            prefix, rest = infinitive[:cut], infinitive[cut:]
            if rest not in self.verbs:
                continue
            inseparable = prefix in paradigms.INSEPARABLE + paradigms.MAYBE_SEPARABLE
            if inseparable and rest in self.sources.strong:
                return prefix, rest
            if prefix in self.sources.particles:
                return prefix, rest
            if rest in self.sources.strong and prefix in self.known and len(prefix) > 2:
                return prefix, rest
        return "", infinitive

    def separable_keys(self) -> set[str]:
        """Keys of the verbs that are a particle and another verb."""
        verbs = self.verbs
        return {
            self.stems[particle + rest]
            for particle in self.sources.particles
            for rest in verbs
            if particle + rest in verbs
        }

    def _stem(self, infinitive: str, prefix: str) -> str:
        """The stem whose forms the lists know best."""
        if infinitive == "zijn":
            return infinitive
        stems = paradigms.verb_stems(infinitive)
        if infinitive in self.sources.strong:
            return stems[0]

        def support(stem: str) -> int:
            forms = [*paradigms.present(stem, infinitive)[1:], *paradigms.weak_past(stem, infinitive)]
            return sum((form in self.known) + (prefix + form in self.known) for form in forms)

        counts = [support(stem) for stem in stems]
        if not any(counts) and len(stems) > 2 and infinitive[-4:-2] in ("el", "er", "en", "em", "ig"):
            return stems[1]
        return stems[counts.index(max(counts))]

    def _add_adjective(self, adjective: str) -> None:
        forms = list(paradigms.adjective_forms(adjective))
        self._read(adjective, adjective, Kind.ADJECTIVE)
        self._read_known((form for form in forms if not form.endswith("s")), adjective, Kind.INFLECTED)
        for superlative in paradigms.superlatives(adjective) if len(adjective) > 4 else ():
            if superlative not in self.readings:
                self._read(superlative, adjective, Kind.INFLECTED)
        inflected = [form + "e" for form in paradigms.open_forms(adjective)]
        if self.known.isdisjoint(inflected):
            self._read(inflected[0], adjective, Kind.INFLECTED)
        self._read_known((form for form in forms if form.endswith("s")), adjective, Kind.PARTITIVE)

    def _add_noun(self, noun: str) -> None:
        kinds = set(self.readings.get(noun, {}).values())
        plurals = [form for form in paradigms.noun_plurals(noun) if form in self.known]
        sure = [form for form in plurals if form in self.sources.plurals]
        if noun.endswith("e") and kinds & {Kind.INFLECTED, Kind.PARTICIPLE} and noun + "s" not in self.known:
            for key, kind in list(self.readings[noun].items()):
                self._read_known(plurals, key, kind)
            return
        verbal = any(kind.verbal and kind is not Kind.SUBJUNCTIVE for kind in kinds)
        if kinds and kinds <= _WEAK_VERBAL:
            sure = [form for form in plurals if not self._same_verb(noun, form)] or sure
        itself = noun not in self.sources.plurals or any(form.endswith("n") for form in sure)
        uncountable = (
            bool(kinds) and kinds <= _NO_NOUN and not noun.endswith("e") and self._tails[noun] >= _MANY_TAILS
        )
        if (sure and itself and len(noun) > 1) or uncountable:
            self._read(noun, noun, Kind.NOUN)
        self._read_known(sure if len(noun) > 1 else (), noun, Kind.PLURAL)
        if not verbal:
            self._read_known(plurals if len(noun) > 2 else (), noun, Kind.POSSIBLE_PLURAL)
        if (not verbal or sure) and len(noun) > 2:
            self._read_known(paradigms.diminutives(noun), noun, Kind.DIMINUTIVE)

    def _add_leftover(self, form: str) -> None:
        """A known form that no paradigm has: compounds of irregular words, adjectives in -e."""
        for cut in range(3, len(form) - 4):
            word = self.sources.irregular.get(form[cut:])
            if word and form[:cut] + word in self.known:
                self._read(form, form[:cut] + word, Kind.IRREGULAR)
        if form.endswith("e") and len(form) > 3:
            for word in paradigms.closed_forms(form[:-1]):
                if word in self.sources.base and len(word) > 2:
                    self._read(form, word, Kind.INFLECTED)

    def _same_verb(self, form: str, other: str) -> bool:
        """Whether both are forms of one verb."""
        verbs = {key for key, kind in self.readings[form].items() if kind.verbal}
        return any(kind.verbal and key in verbs for key, kind in self.readings.get(other, {}).items())

    def use(self, form: str) -> int:
        """Whether the form is one of a noun or adjective, an infinitive, a form of a verb."""
        kinds = self.readings.get(form, {}).values()
        use = 0 if kinds else Use.UNREAD
        if form in self._nominal or not any(kind <= Kind.PRESENT_PARTICIPLE for kind in kinds):
            use |= Use.NOMINAL
        if Kind.INFINITIVE in kinds:
            use |= Use.INFINITIVE
        if any(kind <= Kind.PRESENT_PARTICIPLE for kind in kinds):
            use |= Use.VERBAL
        return use

    def keys(self, form: str) -> tuple[str, ...]:
        """The keys of a known form: its likeliest reading as a noun or adjective, and as a verb."""
        readings = self.readings.get(form, {})
        verbal = sorted((kind, len(key), key) for key, kind in readings.items() if kind.verbal)
        other = sorted(
            (kind, 2 * key.endswith("e") - len(key), key) for key, kind in readings.items() if not kind.verbal
        )
        if verbal and verbal[0][0] is Kind.AUXILIARY:
            return (verbal[0][2],)
        if other and other[0][0] is Kind.IRREGULAR and other[0][2] == form:
            return (form,)
        if verbal and other:
            return _both(verbal[0], other[0])
        if len(verbal) > 1 and verbal[1][0] <= Kind.FINITE:
            return verbal[0][2], verbal[1][2]
        return (verbal or other)[0][2:] if readings else (form,)


def _both(verbal: Ranked, other: Ranked) -> tuple[str, ...]:
    """The keys of a form that may be a verb's and another word's."""
    if other[0] is Kind.IRREGULAR and verbal[0] > Kind.PARTICIPLE:
        return (other[2],)
    if verbal[0] >= Kind.POSSIBLE_VERB and other[0] < Kind.DIMINUTIVE:
        return (other[2],)
    if verbal[0] <= Kind.FINITE and other[0] > Kind.DIMINUTIVE:
        return (verbal[2],)
    if verbal[0] is Kind.PARTICIPLE and other[0] > Kind.NOUN:
        return (verbal[2],)
    keys = [verbal[2], other[2]]
    if other[0] <= Kind.NOUN and verbal[0] is not Kind.INFINITIVE:
        keys.reverse()
    return tuple(dict.fromkeys(keys))


def _weakness(kind: Kind) -> tuple[bool, Kind]:
    """The order in which one word's readings of a form are preferred."""
    return kind in (Kind.POSSIBLE_VERB, Kind.SUBJUNCTIVE), kind
