"""client.post, client.get, client.patch, client.delete"""


# ruleid: test_integration_lifecycle
def test_create_and_read(client):
    client.post("/a")
    client.get("/a/1")


def test_unknown(client):
    assert client.patch("/a/9", json={}).status_code == 404
    gone = client.delete("/a/9")
    assert gone.status_code == 404
