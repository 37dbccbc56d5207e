"""The words that frames are made of, as pieces of patterns; English and Portuguese.

`X` and `Y` meet the mention of an attribute, `E` one of the entity (see `mentions.py`); `N`, `M`
meet a number, a date or a time; `COUNT` a number of characters.
"""

from domain.business_rules.mentions import ATTRIBUTE, ENTITY

_WORDS = {
    "zero": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "twelve": "12",
    "um": "1",
    "uma": "1",
    "dois": "2",
    "duas": "2",
    "três": "3",
    "cinco": "5",
    "dez": "10",
}
_SPOKEN = "|".join(_WORDS)
_NUMBER = r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[+-]?\d+(?:\.\d+)?"
_MOMENT = r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z?)?|\d\d:\d\d(?::\d\d)?"


def either(*words: str) -> str:
    """One of these pieces."""
    return f"(?:{'|'.join(words)})"


def number_of(text: str) -> str:
    """`1,000` -> `1000`, `zero` -> `0`; a date or a time as it is."""
    return _WORDS.get(text.casefold(), text.replace(",", ""))


X, Y, E = f"(?P<x>{ATTRIBUTE})", f"(?P<y>{ATTRIBUTE})", ENTITY
N, M = f"(?P<n>{_MOMENT}|{_NUMBER}|{_SPOKEN})", f"(?P<m>{_MOMENT}|{_NUMBER}|{_SPOKEN})"
COUNT, COUNT_2 = rf"(?P<n>\d{{1,6}}|{_SPOKEN})", rf"(?P<m>\d{{1,6}}|{_SPOKEN})"
LIST = r"(?P<list>.+)"

_MUST = (
    r"(?:must|should|shall|ha(?:s|ve) to|needs? to|can only|may only|devem?|precisam?|t[eê]m que)"
    r"(?: always| only| sempre)?"
)
_BE = r"(?:be|have|contain|lie|stay|ser|estar|ter|conter|ficar)"
IS = (
    rf"(?:{_MUST} {_BE}|is|are|has|have|lies|contains?|[eé]|s[aã]o|t[eê]m)"
    r"(?: always| only| sempre)?(?: an?| uma?)?"
)
NOT = (
    r"(?:(?:must|should|shall|can|may)(?: not| never|n't)|can't|cannot"
    r"|n[aã]o (?:pode|deve)m?|nunca podem?|is(?: not| never|n't)|are(?: not| never|n't)"
    r"|n[aã]o (?:[eé]|s[aã]o))(?: ever)?(?: allowed to)?(?: be| have| ser| estar| ter| ficar)?"
    r"(?: left)?"
)
MUST = _MUST

GREATER = either(
    r"(?:strictly )?(?:greater|more|higher|larger|bigger) than",
    *("above", "over", ">", r"maior(?:es)? (?:do )?que", "acima de", "mais de"),
)
LESS = either(
    r"(?:strictly )?(?:less|lower|smaller|fewer) than",
    *("below", "under", "<", r"menor(?:es)? (?:do )?que", "abaixo de", "menos de"),
)
AT_LEAST = either(
    r"at least|not? (?:less|lower|smaller|fewer) than|not below|a minimum of|minimum",
    r"(?:greater|more|higher|larger) than or equal to|equal to or (?:greater|more|higher) than",
    r"no m[ií]nimo|pelo menos|maior(?:es)? ou igua(?:l|is) a|≥|>=",
)
AT_MOST = either(
    r"at most|up to|not? (?:more|greater|higher|larger) than|not above|a maximum of|maximum",
    r"(?:less|lower|smaller|fewer) than or equal to|equal to or (?:less|lower|smaller) than",
    r"no m[aá]ximo|at[eé]|menor(?:es)? ou igua(?:l|is) a|≤|<=",
)
LATER = either(
    r"(?:strictly )?(?:after|later than)", r"depois d[aeo]|ap[oó]s|posterior(?:es)? (?:a|ao|à)"
)
EARLIER = either(
    r"(?:strictly )?(?:before|earlier than|prior to)", r"antes d[aeo]|anterior(?:es)? (?:a|ao|à)"
)
NOT_BEFORE = either(
    r"(?:on|at|the same as) or (?:after|later than)|after or (?:equal to|on)",
    r"not? earlier than|not before",
)
NOT_AFTER = either(
    r"(?:on|at|the same as) or (?:before|earlier than)|before or (?:equal to|on)",
    r"not? later than|not after",
)
DIFFERENT = either(
    r"different from|different than|other than|not equal to|unequal to|diferentes? d[aeo]"
)
EQUAL = either("equal to", "equal", "the same as", "same as", "igua(?:l|is) a", "igual")

REQUIRED = either(
    "required|mandatory|compulsory|present|provided|given|specified|set",
    r"obrigat[oó]ri[oa]s?|informad[oa]s?",
)
FILLED = either("non-?empty|filled(?: in)?", "preenchid[oa]s?")
EMPTY = either("empty|blank|an empty (?:string|text)", "vazi[oa]s?|em branco")
MISSING = either("null|missing|omitted|absent|optional|unset", "nul[oa]s?|opcion(?:al|ais)")
UNIQUE = either("unique|distinct", "[uú]nic[oa]s?")
REPEATED = either(
    "repeated|duplicated?|used twice|shared|taken twice", "repetid[oa]s?|duplicad[oa]s?"
)
POSITIVE, NEGATIVE = either("positive", "positiv[oa]s?"), either("negative", "negativ[oa]s?")
AND = either("and", "to", "-", "\u2013", "e", "a")
AMONG = r"(?: (?:among|across|for|between|entre) (?:all |the |todos os |todas as )*" + E + ")?"
WITHIN = either("per", "within", "in", "for", "for the same", "por")
CHARACTERS = r"(?:characters?|chars?|caracteres?)(?: long| in length)?"
DIGITS = r"(?:digits?|d[ií]gitos?)(?: long)?"
NUMBER_NOUN = r"(?:(?:an? |um )?(?:value|number|amount|valor|n[uú]mero) )?"
ONE_OF = either(
    r"(?:one|any|um|uma|algum) (?:of|de|das|dos|entre)(?: the| these)?(?: following)?(?: values)?",
    *("either", "limited to", "restricted to", "only", "among"),
)
BETWEEN = r"(?:between|from|within|in (?:the )?range(?: of| from)?|entre|de)"
EXCEED = r"(?:exceed|surpass|go (?:above|over|beyond)|exceder|ultrapassar|passar de)"
OTHERS = rf"(?:no two {E}|two {E} (?:cannot|can't|must not|may not|can not|should not))"
SAME = r"(?:(?:can |may |should |must |shall )?(?:have|share|use)) the same"
