"""Lists with a line for each attribute: a bullet is a separator, and so is the end of a line."""

from collections.abc import Iterator, Sequence

from domain.grammar.classes import WordClass
from domain.grammar.tokens import Token

_C = WordClass
_BULLETS = "-*•"
_GOES_ON = _C.WITH | _C.AND | _C.FOLLOWING | _C.MANAGE  # what the next line belongs to


def lines_as_list(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """The tokens, with bullets as commas, and a comma where a line ends after an attribute.

    Only a text that has bullets, or a line that ends with "with" or ":", is such a list.
    """
    if "\n" not in text:
        return tokens
    breaks = {
        index
        for index in range(1, len(tokens))
        if "\n" in text[tokens[index - 1].end : tokens[index].start]
    }
    bulleted = any(tokens[index].text in _BULLETS for index in breaks)
    announced = any(_announces(tokens[index - 1]) for index in breaks)
    return tuple(_separated(tokens, breaks)) if bulleted or announced else tokens


def _announces(token: Token) -> bool:
    return token.text == ":" or token.is_a(_C.WITH)


def _separated(tokens: Sequence[Token], breaks: set[int]) -> Iterator[Token]:
    listing = False
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else token
        if index not in breaks:
            yield token
            continue
        first, listing = not listing, True
        separated = first or before.text in ",;:(" or before.is_a(_GOES_ON) or token.is_a(_C.AND)
        if token.text in _BULLETS:
            if not separated:
                yield token._replace(text=",")
        elif separated or not listing:
            yield token
        else:
            yield Token(",", before.end, before.end, int(_C.SIGN))
            yield token
