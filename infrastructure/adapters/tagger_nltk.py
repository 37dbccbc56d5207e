"""Tokens and their classes with NLTK: only parts that need no downloaded data.

NLTK takes a third of a second to import and is needed on a memo miss only, so it is imported by
the first call of `tag`, never with this module.
"""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock
from typing import Any

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
_BACKOFF = [
    (r"""^["“«`'\u2018].+["”»`'\u2019]$""", str(WordClass.QUOTED)),
    (r"^-?[0-9]+(\.[0-9]+)?$", str(WordClass.NUMBER)),
    (r"^[^\W\d]", str(WordClass.WORD)),
    (r"^", str(WordClass.SIGN)),
]
_JOIN = "+"
_WORDS_REMEMBERED = 5_000  # a word's classes do not depend on its neighbours

ClassesOf = Callable[[str], frozenset[WordClass]]


class NLTKTagger:
    """RegexpTokenizer, MWETokenizer and UnigramTagger with a RegexpTagger behind it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tokenizer: Any = None
        self._by_language: dict[str, tuple[Any, ClassesOf]] = {}

    def tag(self, text: str, lexicon: Lexicon) -> tuple[Token, ...]:
        phrases, classes_of = self._tools(lexicon)
        spans = list(self._tokenizer.span_tokenize(text))
        words = [text[start:end] for start, end in spans]
        merged = phrases.tokenize([word.casefold() for word in words])
        tokens = []
        at = 0
        for word in merged:
            size = 1 if word == words[at].casefold() else word.count(" ") + 1
            start, end = spans[at][0], spans[at + size - 1][1]
            tokens.append(Token(" ".join(words[at : at + size]), start, end, classes_of(word)))
            at += size
        return tuple(tokens)

    def _tools(self, lexicon: Lexicon) -> tuple[Any, ClassesOf]:
        tools = self._by_language.get(lexicon.digest)
        if tools is not None:
            return tools
        with self._lock:
            from nltk.tag import RegexpTagger, UnigramTagger  # noqa: PLC0415 - see the docstring
            from nltk.tokenize import MWETokenizer, RegexpTokenizer  # noqa: PLC0415

            phrases = MWETokenizer([tuple(p.split()) for p in lexicon.phrases], separator=" ")
            model = {word: _JOIN.join(sorted(found)) for word, found in lexicon.words.items()}
            tagger = UnigramTagger(model=model, backoff=RegexpTagger(_BACKOFF))

            @lru_cache(maxsize=_WORDS_REMEMBERED)
            def classes_of(word: str) -> frozenset[WordClass]:
                ((_, tag),) = tagger.tag([word])
                return frozenset(WordClass(name) for name in tag.split(_JOIN))

            self._tokenizer = RegexpTokenizer(_PATTERN)
            self._by_language[lexicon.digest] = (phrases, classes_of)
            return phrases, classes_of
