"""Which forms does a Dutch word have? Spelling rules only; no word lists.

Where spelling alone can't tell (leven > leef, but laven > laaf; baas > bazen, but kans >
kansen) all possible forms are given: the word list says later which exist.
"""

from __future__ import annotations

from collections.abc import Iterator

VOWELS = "aeiouyäëïöüáéíóúàèêô"
_DOUBLING = "aeou"
_HIATUS = ("ia", "io", "iu", "ea", "eo", "ua", "ue", "qu")
_VOICED = {"f": "v", "s": "z"}
_VOICELESS = {"v": "f", "z": "s"}
INSEPARABLE = ("be", "ge", "her", "er", "ont", "ver")
MAYBE_SEPARABLE = ("aan", "door", "mis", "om", "onder", "over", "vol", "voor", "weer")


def _syllables(word: str) -> int:
    """How many runs of vowels there are."""
    return sum(
        letter in VOWELS and (index == 0 or word[index - 1] not in VOWELS)
        for index, letter in enumerate(word)
    )


def open_forms(word: str) -> list[str]:
    """How a word may be written before an ending that begins with a vowel.

    >>> open_forms("baas"), open_forms("bal"), open_forms("appel"), open_forms("officieel")
    (['bas', 'baz'], ['ball'], ['appell', 'appel'], ['officiël'])
    """
    forms = [word]
    if len(word) > 2 and word[-1] not in VOWELS + "wx" and word[-2] in VOWELS:
        if word.endswith("ee" + word[-1]) and word[-4:-3] in ("i", "e"):
            forms = [word[:-3] + "ë" + word[-1]]
        elif word[-3] == word[-2]:
            forms = [word[:-2] + word[-1]]
        elif word[-3] not in VOWELS or word[-3:-1] in _HIATUS:
            forms = [word + word[-1], word] if _syllables(word) > 1 else [word + word[-1]]
    voiced = [
        form[:-1] + _VOICED[form[-1]] for form in forms if form[-1] in _VOICED and form[-2:-1] != form[-1]
    ]
    return forms + voiced


def closed_forms(base: str) -> list[str]:
    """How a word may be written of which `base` is the form before -en or -e.

    >>> closed_forms("ball"), closed_forms("baz"), closed_forms("kans"), closed_forms("creër")
    (['bal'], ['baas'], ['kans'], ['creëer'])
    """
    if len(base) > 2 and base[-1] == base[-2] and base[-1] not in VOWELS:
        return [base[:-1]]
    short = base[:-1] + _VOICELESS.get(base[-1], base[-1])
    if len(short) > 2 and short[-2] == "ë" and short[-1] not in VOWELS:
        return [short[:-2] + ("ee" if short[-3] == "i" else "ëe") + short[-1]]
    if len(short) < 2 or short[-1] in VOWELS + "wx" or short[-2] not in _DOUBLING:
        return [short]
    if short[-3:-2] in VOWELS and short[-3:-1] not in _HIATUS and len(short) > 2:
        return [short]
    long = short[:-1] + short[-2] + short[-1]
    return [long, short] if _syllables(short) > 1 else [long]


def noun_plurals(noun: str) -> Iterator[str]:
    """Forms that may be the noun's plural."""
    for form in open_forms(noun):
        yield form + "en"
    yield noun + "s"
    if noun.endswith("e") and not noun.endswith("ee"):
        yield noun + "n"
    if noun.endswith(("ie", "ee")):
        yield noun + "ën"
        yield noun[:-1] + "ën"
    if noun.endswith(("ch", "sh", "x", "ss")):
        yield noun + "es"
    if noun.endswith("heid"):
        yield noun[:-4] + "heden"
    if noun.endswith("um") and len(noun) > 4:
        yield noun[:-2] + "a"
    if noun.endswith("us") and len(noun) > 4:
        yield noun[:-2] + "i"


def diminutives(noun: str) -> Iterator[str]:
    """Forms that may be the noun's diminutive, singular and plural."""
    stems = [
        noun + "je",
        noun + "tje",
        noun + "pje",
        noun + "etje",
        noun + noun[-1] + "etje",
        noun + noun[-1] + "tje",
    ]
    if noun.endswith("ng"):
        stems.append(noun[:-1] + "kje")
    for stem in stems:
        yield stem
        yield stem + "s"


def adjective_forms(adjective: str) -> Iterator[str]:
    """Inflected form, comparative, superlative and partitive."""
    for form in open_forms(adjective):
        yield form + "e"
        yield form + "er"
        yield form + "ere"
        yield form + "ers"
    if adjective.endswith("r"):
        yield adjective + "der"
        yield adjective + "dere"
        yield adjective + "ders"
    if adjective.endswith("e"):
        yield adjective + "r"
        yield adjective + "re"
    yield from superlatives(adjective)
    yield adjective + "s"


def superlatives(adjective: str) -> tuple[str, str]:
    """The superlative and its inflected form.

    >>> superlatives("nerveus")
    ('nerveust', 'nerveuste')
    """
    superlative = adjective + ("t" if adjective.endswith("s") else "st")
    return superlative, superlative + "e"


def verb_stems(infinitive: str) -> list[str]:
    """Stems the infinitive may have, most likely first.

    >>> verb_stems("spelen"), verb_stems("gaan"), verb_stems("zien")
    (['speel', 'spele'], ['ga'], ['zie'])
    """
    if infinitive.endswith("aan"):
        return [infinitive[:-2]]
    if infinitive.endswith(("ien", "een", "oen")) and infinitive[-4:-3] not in ("a", "o", "u"):
        return [infinitive[:-1]]
    if infinitive.endswith(("ën", "en")):
        return [*closed_forms(infinitive[:-2]), infinitive[:-1].replace("ë", "e")]
    return [infinitive[:-1]]


def present(stem: str, infinitive: str) -> list[str]:
    """First and second person."""
    ending = "" if stem.endswith("t") else "t"
    long = stem + stem[-1] if infinitive.endswith("aan") else stem
    return [stem, long + ending]


def weak_past(stem: str, infinitive: str) -> list[str]:
    """Past singular and plural of a weak verb."""
    ending = "te" if _voiceless(stem, infinitive) else "de"
    return [stem + ending, stem + ending + "n"]


def weak_participle(stem: str, infinitive: str) -> str:
    """The past participle without ge-."""
    ending = "t" if _voiceless(stem, infinitive) else "d"
    return stem if stem.endswith(ending) else stem + ending


def _voiceless(stem: str, infinitive: str) -> bool:
    """Whether the consonant before -en calls for -te: 't kofschip."""
    last = infinitive.removesuffix("en").removesuffix("ën")[-1:]
    return (last or stem[-1]) in "tkfsxpc" or infinitive.endswith(("chen", "shen"))


def with_ge(bare: str) -> str:
    """ge- before a participle, with the diaeresis that keeps the vowels apart.

    >>> with_ge("eindigd"), with_ge("uit"), with_ge("scoord")
    ('geëindigd', 'geuit', 'gescoord')
    """
    apart = {"e": "ë", "i": "ï", "u": "ü"}.get(bare[:1])
    return "ge" + (apart + bare[1:] if apart and not bare.startswith(("ij", "ui")) else bare)


def participles(prefix: str, bare: str) -> list[str]:
    """Past participles that prefix + verb may have, given the verb's own without ge-."""
    if prefix in INSEPARABLE:
        return [prefix + bare]
    if bare.startswith(INSEPARABLE):
        return [prefix + bare, prefix + with_ge(bare)]
    if prefix in MAYBE_SEPARABLE:
        return [prefix + with_ge(bare), prefix + bare]
    return [prefix + with_ge(bare)]


def attributive(participle: str) -> list[str]:
    """The inflected participle: gespeelde, geleide, gewonnen(e)."""
    if participle.endswith("en"):
        return [participle + "e"]
    return [form + "e" for form in open_forms(participle)]


def present_participles(infinitive: str) -> list[str]:
    """lopend, lopende, lopenden, lopends."""
    stem = infinitive if infinitive.endswith("n") else infinitive + "n"
    return [stem + ending for ending in ("d", "de", "den", "ds")]
