import pytest


@pytest.fixture
def board(client):
    made = client.post("/boards", json={"name": "main"})
    yield made.json()
    client.delete(f"/boards/{made.json()['id']}")


class TestBoards:
    class TestLife:
        def test_created(self, client):
            assert client.post("/boards", json={"name": "b"}).status_code == 201

        def test_read(self, client, board):
            assert client.get(f"/boards/{board['id']}").json() == board

        def test_updated(self, client, board):
            answer = client.put(f"/boards/{board['id']}", json={"name": "c"})
            assert answer.json()["name"] == "c"

        def test_deleted(self, client, board):
            assert client.delete(f"/boards/{board['id']}").status_code == 204

    class TestRefusals:
        @pytest.mark.parametrize("verb", ["get", "delete"])
        def test_unknown(self, client, verb):
            assert getattr(client, verb)("/boards/0").status_code == 404
