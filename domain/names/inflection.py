"""Plural and singular of one English word, by rule and by a closed table of exceptions.

Both are idempotent on the tables' words: an entity may be given in either number. Words are
lower case; a word in another language gets the regular rule, which is harmless in an identifier.
"""

IRREGULAR = {
    "alumnus": "alumni",
    "analysis": "analyses",
    "axis": "axes",
    "basis": "bases",
    "child": "children",
    "crisis": "crises",
    "criterion": "criteria",
    "diagnosis": "diagnoses",
    "foot": "feet",
    "goose": "geese",
    "hypothesis": "hypotheses",
    "man": "men",
    "matrix": "matrices",
    "mouse": "mice",
    "ox": "oxen",
    "person": "people",
    "phenomenon": "phenomena",
    "quiz": "quizzes",
    "synopsis": "synopses",
    "thesis": "theses",
    "tooth": "teeth",
    "vertex": "vertices",
    "woman": "women",
    **{w: w.removesuffix("fe").removesuffix("f") + "ves" for w in ("calf", "half", "knife")},
    **{w: w.removesuffix("fe").removesuffix("f") + "ves" for w in ("leaf", "life", "loaf")},
    **{w: w.removesuffix("fe").removesuffix("f") + "ves" for w in ("shelf", "thief", "wife")},
    **{w: w.removesuffix("f") + "ves" for w in ("self", "wolf")},
    **{w: w + "es" for w in ("echo", "hero", "potato", "tomato", "torpedo", "veto")},
}
UNCOUNTABLE = frozenset(
    [
        "aircraft",
        "analytics",
        "athletics",
        "baggage",
        "data",
        "deer",
        "economics",
        "electronics",
        "equipment",
        "feedback",
        "fish",
        "furniture",
        "genetics",
        "gps",
        "hardware",
        "information",
        "logistics",
        "luggage",
        "mathematics",
        "media",
        "metadata",
        "money",
        "music",
        "news",
        "physics",
        "politics",
        "research",
        "rice",
        "series",
        "sheep",
        "sms",
        "software",
        "species",
        "staff",
        "statistics",
        "weather",
    ]
)
# Singular although they end in -s; their plural is -es.
SINGULAR_IN_S = frozenset(
    [
        "abacus",
        "alias",
        "apparatus",
        "atlas",
        "bias",
        "bonus",
        "bus",
        "cactus",
        "campus",
        "canvas",
        "census",
        "chorus",
        "circus",
        "consensus",
        "corpus",
        "cosmos",
        "discus",
        "dns",
        "ethos",
        "focus",
        "gas",
        "genius",
        "hiatus",
        "iris",
        "lens",
        "locus",
        "menopause",
        "minus",
        "nexus",
        "octopus",
        "opus",
        "pancreas",
        "plus",
        "pus",
        "radius",
        "sinus",
        "status",
        "stimulus",
        "surplus",
        "syllabus",
        "terminus",
        "tennis",
        "tetris",
        "thermos",
        "tos",
        "virus",
        "walrus",
    ]
)
# Plurals whose singular keeps the e before the -s, where the ending alone says otherwise.
SINGULAR_IN_E = frozenset(
    [
        "ache",
        "avalanche",
        "brownie",
        "cache",
        "calorie",
        "cookie",
        "creche",
        "die",
        "foe",
        "genie",
        "headache",
        "hoe",
        "hoodie",
        "lie",
        "movie",
        "moustache",
        "niche",
        "oboe",
        "pie",
        "psyche",
        "quiche",
        "rookie",
        "selfie",
        "shoe",
        "smoothie",
        "sortie",
        "tie",
        "toe",
        "toothache",
        "zombie",
    ]
)
_PLURAL_OF = IRREGULAR | {word: word + "es" for word in SINGULAR_IN_S}
_SINGULAR_OF = {plural: singular for singular, plural in _PLURAL_OF.items()}
_SINGULAR_OF |= {word + "s": word for word in SINGULAR_IN_E}
_HISSING = ("s", "x", "z", "ch", "sh")
_VOWELS = "aeiou"


def singular(word: str) -> str:
    """`categories` -> `category`, `details` -> `detail`; a singular word stays as it is."""
    if word in UNCOUNTABLE or word in _PLURAL_OF:
        return word
    if word in _SINGULAR_OF:
        return _SINGULAR_OF[word]
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):  # noqa: PLR2004 - "gas", "bus", "is" are no plurals
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        return word[:-2]
    return word[:-1]


def plural(word: str) -> str:
    """`category` -> `categories`, `staff` -> `staff`; a plural word stays as it is."""
    one = singular(word)
    if one in UNCOUNTABLE:
        return one
    if one in _PLURAL_OF:
        return _PLURAL_OF[one]
    if one.endswith("y") and len(one) > 1 and one[-2] not in _VOWELS:
        return one[:-1] + "ies"
    return one + ("es" if one.endswith(_HISSING) else "s")
