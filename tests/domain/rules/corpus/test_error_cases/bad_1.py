"""assert client.get("/a/1").status_code == 404"""


# ruleid: test_error_cases
def test_answers(client):
    assert client.get("/a/1").status_code == 200
