import httpx


def test_life():
    with httpx.Client(base_url="http://localhost:8000/api") as client:  # fault: test_no_hardcoded_urls
        made = client.post("/tags", json={"name": "a"})
        assert made.status_code == 201
        url = made.headers["location"]
        assert client.get(url).json()["name"] == "a"
        assert client.put(url, json={"name": "b"}).status_code == 200
        assert client.delete(url).status_code == 204
        assert client.get(url).status_code == 404
