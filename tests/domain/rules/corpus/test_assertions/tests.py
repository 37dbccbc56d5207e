"""def test_in_a_docstring(): pass"""
import pytest


# ok: test_assertions
def test_asserts(client):
    assert client.get("/a").status_code == 200


# ok: test_assertions
def test_raises():
    with pytest.raises(ValueError):
        int("x")


# ok: test_assertions
def test_by_a_function(client):
    created(client.post("/a"))


def created(answer):
    assert answer.status_code == 201


# ok: test_assertions
class TestStudents:
    # ok: test_assertions
    def test_method(self, client):
        assert client.get("/a").json()["items"] == []

    # ruleid: test_assertions
    def test_silent_method(self, client):
        client.get("/a")


# ruleid: test_assertions
def test_nothing():
    pass


# ruleid: test_assertions
def test_calls_only(client):
    """assert client.get("/a")"""
    client.get("/a")  # assert


# ruleid: test_assertions
async def test_prints(client):
    answer = await client.get("/a")
    print(answer)


def test_idle(client):
    client.get("/a")
    # ruleid: test_assertions
    assert True


def test_tuple(client):
    # ruleid: test_assertions
    assert (client.get("/a").status_code == 200, "not found")


# ok: test_assertions
def test_that_explains_a_failure(client):
    try:
        assert client.get("/a").status_code == 200
    except AssertionError:
        print(client.get("/log").text)
        raise


# ruleid: test_assertions
def test_that_catches_its_failure(client):
    try:
        assert client.get("/a").status_code == 200
    except Exception as error:
        print(error)


# ruleid: test_assertions
def test_that_returns_before_it_asserts(client):
    answer = client.get("/a")
    return answer
    assert answer.status_code == 200


# ok: test_assertions
def test_that_returns_on_one_way(client):
    answer = client.get("/a")
    if answer.status_code == 304:
        return
    assert answer.status_code == 200


def test_with_alternatives(client):
    answer = client.get("/a")
    # ok: test_assertions
    assert answer.status_code == 200 or answer.is_redirect
    # ok: test_assertions
    assert len(answer.json()) >= 1
    # ruleid: test_assertions
    assert answer.status_code == 200 or True
    # ruleid: test_assertions
    assert len(answer.json()) >= 0


# ruleid: test_assertions
def test_of_a_helper_that_nobody_calls(client):
    def check(row):
        assert row["n"] == 1

    map(check, client.get("/a").json())


# ok: test_assertions
def test_of_a_helper_that_is_called(client):
    def check(row):
        assert row["n"] == 1

    for row in client.get("/a").json():
        check(row)


def check_nothing(answer):
    print(answer)


# ruleid: test_assertions
def test_of_a_helper_by_its_name_only(client):
    check_nothing(client.get("/a"))
