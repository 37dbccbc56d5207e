"""The lexicons that travel with the package: one JSON file a language."""

from importlib.resources import files

from domain.grammar.lexicon import Lexicon

LANGUAGES = ("en", "pt")


def load_lexicons() -> tuple[Lexicon, ...]:
    """Every lexicon, in the order in which languages are tried."""
    folder = files("domain") / "lexicon"
    return tuple(
        Lexicon.model_validate_json((folder / f"{language}.json").read_text(encoding="utf-8"))
        for language in LANGUAGES
    )
