"""Tokens and their classes with NLTK: only parts that need no downloaded data.

NLTK takes a third of a second to import and is needed on a memo miss only, so it is imported by
the first call of `tag`, never with this module.
"""

import re
from collections.abc import Callable
from functools import lru_cache
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

_Phrases = Callable[[list[str]], list[str]]


class NLTKTagger:
    """NLTK's MWETokenizer and UnigramTagger with a RegexpTagger behind it.

    The pattern is applied by `re`, which is four times as fast as NLTK's RegexpTokenizer: that one
    guards every match with a timer, which a pattern without nested repetition does not need.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._by_language: dict[str, tuple[_Phrases, Callable[[str], int]]] = {}

    def tag(self, text: str, lexicon: Lexicon) -> tuple[Token, ...]:
        phrases, classes_of = self._by_language.get(lexicon.language) or self._tools(lexicon)
        found = [(match.group(), *match.span()) for match in _TOKENS(text)]
        words = [word.casefold() for word, _, _ in found]
        merged = phrases(words)
        if len(merged) == len(words):
            return tuple(
                Token(word, start, end, classes_of(folded))
                for (word, start, end), folded in zip(found, words, strict=True)
            )
        tokens = []
        at = 0
        for folded in merged:
            size = 1 if folded == words[at] else folded.count(" ") + 1
            whole = " ".join(word for word, _, _ in found[at : at + size])
            tokens.append(Token(whole, found[at][1], found[at + size - 1][2], classes_of(folded)))
            at += size
        return tuple(tokens)

    def _tools(self, lexicon: Lexicon) -> tuple[_Phrases, Callable[[str], int]]:
        with self._lock:
            from nltk.tag import RegexpTagger, UnigramTagger  # noqa: PLC0415 - see the docstring
            from nltk.tokenize import MWETokenizer  # noqa: PLC0415

            phrases = MWETokenizer([tuple(p.split()) for p in lexicon.phrases], separator=" ")
            model = {word: str(classes) for word, classes in lexicon.words.items()}
            tagger = UnigramTagger(model=model, backoff=RegexpTagger(_BACKOFF))

            @lru_cache(maxsize=_WORDS_REMEMBERED)
            def classes_of(word: str) -> int:
                ((_, tag),) = tagger.tag([word])
                return int(tag)

            tools = (phrases.tokenize, classes_of)
            self._by_language[lexicon.language] = tools
            return tools
