"""client.post("/a"); client.get("/a"); client.put("/a"); client.delete("/a")"""


# ruleid: test_integration_lifecycle
def test_the_life_of_a_record(client):
    """client.post, client.get, client.put, client.delete"""
    client.delete("/a/1")
