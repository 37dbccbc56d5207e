"""Tokens and their classes with NLTK: only parts that need no downloaded data.

NLTK takes a third of a second to import and is needed on a memo miss only, so it is imported for
the first request that is parsed, never with this module.
"""

import re
from collections.abc import Iterator, Sequence
from threading import Lock

from domain.grammar.classes import WordClass
from domain.grammar.lexicon import Lexicon
from domain.grammar.tokens import Token

_LONGEST_QUOTATION = 200
_PATTERN = "|".join(
    (
        rf'"[^"\n]{{1,{_LONGEST_QUOTATION}}}"',
        rf"“[^”\n]{{1,{_LONGEST_QUOTATION}}}”",
        rf"«[^»\n]{{1,{_LONGEST_QUOTATION}}}»",
        rf"`[^`\n]{{1,{_LONGEST_QUOTATION}}}`",
        rf"(?<!\w)'[^'\n]{{1,{_LONGEST_QUOTATION}}}'(?!\w)",
        rf"(?<!\w)\u2018[^\u2019\n]{{1,{_LONGEST_QUOTATION}}}\u2019(?!\w)",
        r"(?<![\w.])-?[0-9]+(?:\.[0-9]+)?(?![\w])",
        r"[^\W\d]\w*(?:-\w+)*",
        r"\d\w*",
        r"[<>]=?",
        r"\S",
    )
)
_TOKENS = re.compile(_PATTERN).finditer
_BACKOFF = [
    (r"""^["“«`'\u2018].+["”»`'\u2019]$""", str(int(WordClass.QUOTED))),
    (r"^-?[0-9]+(\.[0-9]+)?$", str(int(WordClass.NUMBER))),
    (r"^[^\W\d]", str(int(WordClass.WORD))),
    (r"^", str(int(WordClass.SIGN))),
]
_WORDS_REMEMBERED = 5_000  # a word's classes do not depend on its neighbours
_BEGINS_A_PHRASE = 1 << max(WordClass).bit_length()


class NLTKTagger:
    """NLTK's MWETokenizer and UnigramTagger with a RegexpTagger behind it.

    The pattern is applied by `re`, which is four times as fast as NLTK's RegexpTokenizer: that one
    guards every match with a timer, which a pattern without nested repetition does not need.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_language: dict[str, _Words] = {}

    def tag(self, text: str, lexicon: Lexicon) -> tuple[Token, ...]:
        words = self._by_language.get(lexicon.digest) or self._words(lexicon)
        new = tuple.__new__  # a third of what Token(...) takes
        found = [new(Token, (m[0], m.start(), m.end(), words[m[0]])) for m in _TOKENS(text)]
        first = [at for at, one in enumerate(found) if one.classes & _BEGINS_A_PHRASE]
        if not first:
            return tuple(found)
        if any(words.is_phrase(found[at : at + 2]) for at in first):
            return tuple(words.phrases_in(found))
        for at in first:
            found[at] = found[at]._replace(classes=found[at].classes & ~_BEGINS_A_PHRASE)
        return tuple(found)

    def _words(self, lexicon: Lexicon) -> "_Words":
        with self._lock:
            words = self._by_language[lexicon.digest] = _Words(lexicon)
        return words


class _Words(dict[str, int]):
    """The bits of the classes of every word met so far, as it was written."""

    def __init__(self, lexicon: Lexicon) -> None:
        from nltk.tag import RegexpTagger, UnigramTagger  # noqa: PLC0415 - see the module's text
        from nltk.tokenize import MWETokenizer  # noqa: PLC0415

        super().__init__()
        phrases = [tuple(phrase.split()) for phrase in lexicon.phrases]
        model = {word: str(classes) for word, classes in lexicon.words.items()}
        self._phrases = MWETokenizer(phrases, separator=" ")
        self._first_words = {phrase[0] for phrase in phrases}
        self._first_pairs = {phrase[:2] for phrase in phrases}
        adverbs = [rf"^[^\W\d_]{{3,}}{ending}$" for ending in lexicon.adverb_endings]
        closed = [(adverb, str(int(WordClass.FUNCTION))) for adverb in adverbs]
        self._tagger = UnigramTagger(model=model, backoff=RegexpTagger([*closed, *_BACKOFF]))

    def __missing__(self, word: str) -> int:
        folded = word.casefold()
        ((_, tag),) = self._tagger.tag([folded])
        classes = int(tag)
        if folded in self._first_words:
            classes |= _BEGINS_A_PHRASE
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        self[word] = classes
        return classes

    def __bool__(self) -> bool:
        return True

    def is_phrase(self, pair: Sequence[Token]) -> bool:
        """Whether a phrase of the lexicon begins so."""
        return tuple(token.text.casefold() for token in pair) in self._first_pairs

    def phrases_in(self, tokens: Sequence[Token]) -> Iterator[Token]:
        """The tokens, those that make a phrase of the lexicon together as one."""
        folded = [token.text.casefold() for token in tokens]
        at = 0
        for whole in self._phrases.tokenize(folded):
            size = 1 if whole == folded[at] else whole.count(" ") + 1
            parts = tokens[at : at + size]
            text = " ".join(part.text for part in parts)
            classes = self[whole] & ~_BEGINS_A_PHRASE
            yield Token(text, parts[0].start, parts[-1].end, classes)
            at += size
