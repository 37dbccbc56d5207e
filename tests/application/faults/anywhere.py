"""Faults that any Python artefact can have; each is put above its first function."""

from tests.application.faults.marked import MUST, Change, after, broken_off, swapped

_BELOW_IMPORTS = r"^(?=[A-Z_]+\b.* = |class |def |@)"


def at_module_level(line: str) -> Change:
    """A line more above the first function or class."""
    return swapped(_BELOW_IMPORTS, line + "\n\n")


address_in_a_constant = at_module_level('AUDIT = ◆"https://audit.corp.internal/log"')
address_in_a_call = at_module_level(
    'def audit() -> None:\n    httpx.get(◆"http://10.0.0.7:8000/health").raise_for_status()'
)
address_of_the_database = at_module_level(
    'ENGINE = sa.create_engine(◆"postgresql://db.corp.internal/shop")'
)
password_in_a_constant = at_module_level('DB_PASSWORD = ◆"correct-horse-9"')
password_as_default = at_module_level(
    'def login(user: str, password: str = ◆"correct-horse-9") -> None:\n    print(user)'
)
password_in_an_address = at_module_level(
    'STORE = os.environ.get("STORE", ◆"postgresql://app:correct-horse-9@db/shop")'
)
token_in_a_header = at_module_level('HEADERS = {"Authorization": ◆"Bearer 9f8e7d6c5b4a39281706"}')
token_of_a_known_kind = at_module_level('SENDER = ◆"ghp_9f8e7d6c5b4a392817069f8e7d6c5b4a39"')
key_as_default_of_the_environment = at_module_level(
    'API_KEY = os.environ.get("API_KEY", ◆"9f8e7d6c5b4a39281706")'
)

breaks_off = broken_off


misspelt = swapped(r"^(clas|de)[sf] (\w+)\(", rf"{MUST}\1 \2(")
unfinished_condition = after(r"    \"\"\".*\"\"\"$", f"    {MUST}if :\n")
