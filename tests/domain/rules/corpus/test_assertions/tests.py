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
