"""Faults of generated tests and of their fixtures."""

from tests.application.faults.marked import (
    END,
    MUST,
    Change,
    at_end,
    dropped,
    marked,
    steps,
    swapped,
    within,
)

_TEST = r"def test_an_empty_change_changes_nothing\("
_FIRST_TEST = swapped(r"^def test_", f"{MUST}def test_")
_STATUS = r"^    assert answer\.status_code == 200\n"
_ASSERTIONS = r"^    assert .*\n    assert .*\n"


def instead_of_assertions(new: str) -> Change:
    """One test no longer asserts; its first line must be named."""
    return steps(within(_TEST, swapped(_ASSERTIONS, new)), marked(_TEST))


def instead_of_the_status(assertion: str) -> Change:
    """An assertion that says nothing instead of the one about the status; both go."""
    return within(_TEST, swapped(_ASSERTIONS, f"    {MUST}{assertion}\n"))


asserts_nothing = instead_of_assertions("")
prints_instead = instead_of_assertions("    print(answer.status_code == 200)\n")
returns_the_comparison = instead_of_assertions("    return answer.status_code == 200\n")
never_reaches_it = instead_of_assertions("    return\n    assert answer.status_code == 200\n")
catches_its_assertion = instead_of_assertions(
    "    try:\n        assert answer.status_code == 200\n    except AssertionError:\n        pass\n"
)
asserts_true = instead_of_the_status("assert True")
asserts_a_tuple = instead_of_the_status('assert (answer.status_code == 200, "changed")')
compares_with_itself = instead_of_the_status("assert answer.status_code == answer.status_code")
or_true = instead_of_the_status("assert answer.status_code == 200 or True")
length_from_zero = instead_of_the_status("assert len(answer.json()) >= 0")

expects_no_refusal = steps(swapped(r"\b4\d\d\b", "200", count=0), _FIRST_TEST)
never_deletes = steps(swapped(r"client\.delete\(", "client.head(", count=0), _FIRST_TEST)
never_changes = steps(swapped(r"client\.(?:put|patch)\(", "client.head(", count=0), _FIRST_TEST)
never_creates = steps(swapped(r"client\.post\(", "client.head(", count=0), _FIRST_TEST)

live_host = swapped(
    r"client\.get\(f\"\{LIST\}/none\"\)", f'httpx.get({MUST}f"http://localhost:8000{{LIST}}/none")'
)


def fixture(body: str, *, imports: str = "") -> Change:
    """A fixture more."""
    return at_end(f"\n\n{imports}@pytest.fixture\ndef more() -> Iterator[Any]:\n{body}")


client_of_a_live_host = fixture(
    f'    with httpx.Client(base_url={MUST}"http://127.0.0.1:8000") as live:\n        yield live\n'
)
override_left = fixture(
    f"    {MUST}app.dependency_overrides[session_dependency] = other_session\n"
    "    yield TestClient(app)\n",
    imports="from app.main import app\n",
)
override_left_by_a_test = at_end(
    "\n\ndef test_more() -> None:\n"
    f"    {MUST}main.app.dependency_overrides[session_dependency] = other_session\n"
    "    assert TestClient(main.app).get(LIST).status_code == 200\n"
)
session_left_open = fixture(f"    db = {MUST}SessionLocal()\n    yield db\n")
file_left_open = fixture(f'    rows = {MUST}open("rows.json")\n    yield rows\n')
breaks_off_before_it_asserts = swapped(
    r"^(def test_\w+)(?![\s\S]*^def test_)([\s\S]*?)(?=^ +assert)", rf"{MUST}\1\2{END}"
)

copy_left_open = steps(dropped(r"^    copy\.close\(\)\n"), marked(r"copy = sqlite3\.connect\("))
engine_left_open = steps(
    dropped(r"^    in_memory\.dispose\(\)\n"), marked(r"in_memory = create_engine\(")
)
