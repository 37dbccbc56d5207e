"""client.post("/a"); client.get("/a"); client.put("/a"); client.delete("/a")"""


# ruleid: test_integration_lifecycle
def test_the_life_of_a_record(client):
    client.post("/a")
    client.get("/a/1")
