"""Plurals of names are folded, and nothing else is."""

import pytest

from domain.grammar.constraints import CONSTRAINTS
from domain.grammar.lexicon import Lexicon
from domain.grammar.nouns import attribute_key, entity_name
from infrastructure.adapters.lexicon_files import load_lexicons

ENGLISH, PORTUGUESE = load_lexicons()


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("students", "Student"),
        ("university students", "UniversityStudent"),
        ("Order Details", "OrderDetail"),
        ("film_actor", "FilmActor"),
        ("InvoiceLine", "InvoiceLine"),
        ("categories", "Category"),
        ("addresses", "Address"),
        ("people", "Person"),
        ("movies", "Movie"),
        ("boxes", "Box"),
        ("batches", "Batch"),
        ("statuses", "Status"),
        ("courses", "Course"),
        ("houses", "House"),
        ("analyses", "Analysis"),
        ("SKUS", "SKUS"),
    ],
)
def test_a_plural_is_folded_in_english(name: str, entity: str) -> None:
    assert entity_name(name, ENGLISH) == entity


@pytest.mark.parametrize(
    "name",
    [
        "address",
        "status",
        "series",
        "bus",
        "news",
        "species",
        "access",
        "business",
        "process",
        "analysis",
        "campus",
        "staff",
        "customer",
        "custom",
        "product",
        "production",
        "university",
        "universe",
        "organ",
        "organisation",
        "lens",
        "gas",
        "physics",
        "equipment",
        "class",
        "glass",
        "boss",
        "corpus",
        "basis",
        "data",
        "media",
        "sheep",
    ],
)
def test_what_is_no_plural_stays(name: str) -> None:
    assert entity_name(name, ENGLISH) == name.capitalize()


@pytest.mark.parametrize(
    ("name", "entity"),
    [
        ("alunos", "Aluno"),
        ("professores", "Professor"),
        ("cidades", "Cidade"),
        ("avaliações", "Avaliação"),
        ("animais", "Animal"),
        ("papéis", "Papel"),
        ("níveis", "Nível"),
        ("imagens", "Imagem"),
        ("países", "País"),
        ("ônibus", "Ônibus"),
        ("clientes", "Cliente"),
        ("filmes", "Filme"),
        ("lápis", "Lápis"),
    ],
)
def test_a_plural_is_folded_in_portuguese(name: str, entity: str) -> None:
    assert entity_name(name, PORTUGUESE) == entity


@pytest.mark.parametrize("lexicon", [ENGLISH, PORTUGUESE])
def test_folding_twice_changes_nothing(lexicon: Lexicon) -> None:
    names = [*lexicon.singular.irregular, *lexicon.singular.unchanged]
    once = [entity_name(name, lexicon) for name in names]

    assert [entity_name(name, lexicon) for name in once] == once


@pytest.mark.parametrize("lexicon", [ENGLISH, PORTUGUESE])
def test_the_words_of_a_lexicon_are_folded_and_every_phrase_is_listed(lexicon: Lexicon) -> None:
    words = [word for listed in lexicon.classes.values() for word in listed]

    assert [word for word in words if word != word.casefold()] == []
    assert {word for word in words if " " in word} <= set(lexicon.phrases)


@pytest.mark.parametrize("lexicon", [ENGLISH, PORTUGUESE])
def test_no_word_is_two_constraints(lexicon: Lexicon) -> None:
    several = {
        word: [one for one in CONSTRAINTS if classes & one]
        for word, classes in lexicon.words.items()
    }
    twice = [word for word, found in several.items() if len(found) > 1]

    assert twice == []


def test_the_digest_names_the_words() -> None:
    changed = Lexicon(**ENGLISH.model_dump() | {"phrases": (*ENGLISH.phrases, "so to say")})
    again, _ = load_lexicons()

    assert changed.digest != ENGLISH.digest
    assert again.digest == ENGLISH.digest


def test_spellings_of_one_attribute_are_compared_as_one() -> None:
    names = ("First Name", "first_name", "firstName", "FIRST_NAME")

    assert {attribute_key(name) for name in names} == {"first_name"}


def test_no_verb_belongs_to_two_languages() -> None:
    verbs = ("create", "add", "delete", "update", "read", "list")
    one, other = ({w for v in verbs for w in lang.classes[v]} for lang in (ENGLISH, PORTUGUESE))

    assert one & other == set()
