import unittest

from fastapi.testclient import TestClient

from app.main import create_app


class ItemTests(unittest.TestCase):
    def setUp(self):
        self.client = TestClient(create_app("sqlite://"))
        self.addCleanup(self.client.close)

    def test_life_cycle(self):
        created = self.client.post("/items", json={"name": "a"})
        self.assertEqual(created.status_code, 201)
        url = f"/items/{created.json()['id']}"
        self.assertEqual(self.client.get(url).json()["name"], "a")
        self.assertEqual(self.client.put(url, json={"name": "b"}).json()["name"], "b")
        self.assertEqual(self.client.delete(url).status_code, 204)

    def test_not_found(self):
        self.assertEqual(self.client.get("/items/1").status_code, 404)
