import requests

BASE = "https://staging.shop.internal:8443/api"  # fault: test_no_hardcoded_urls


def test_life():
    made = requests.post(f"{BASE}/tags", json={"name": "a"}, timeout=5)
    assert made.status_code == 201
    url = f"{BASE}/tags/{made.json()['id']}"
    try:
        assert requests.get(url, timeout=5).json()["name"] == "a"
        assert requests.put(url, json={"name": "b"}, timeout=5).status_code == 200
    finally:
        assert requests.delete(url, timeout=5).status_code == 204
    assert requests.get(url, timeout=5).status_code == 404
