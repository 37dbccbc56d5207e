import unittest

from fastapi.testclient import TestClient
from sqlmodel import Session, SQLModel, create_engine
from sqlmodel.pool import StaticPool

from app.api import app, get_session


class HeroApiTests(unittest.TestCase):
    def setUp(self):
        engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
        self.addCleanup(engine.dispose)
        SQLModel.metadata.create_all(engine)
        session = Session(engine)
        self.addCleanup(session.close)
        app.dependency_overrides[get_session] = lambda: session
        self.addCleanup(app.dependency_overrides.pop, get_session)
        self.client = TestClient(app)
        self.addCleanup(self.client.close)

    def make(self, name="Spider-Boy"):
        response = self.client.post("/heroes/", json={"name": name})
        self.assertEqual(response.status_code, 201)
        return response.json()["id"]

    def test_create_then_read(self):
        hero_id = self.make("Rusty-Man")
        data = self.client.get(f"/heroes/{hero_id}").json()
        self.assertEqual(data["name"], "Rusty-Man")

    def test_update_is_stored(self):
        hero_id = self.make()
        response = self.client.patch(f"/heroes/{hero_id}", json={"name": "Deadpond"})
        self.assertEqual(response.status_code, 200)
        self.assertEqual(self.client.get(f"/heroes/{hero_id}").json()["name"], "Deadpond")

    def test_delete_then_gone(self):
        hero_id = self.make()
        self.assertEqual(self.client.delete(f"/heroes/{hero_id}").status_code, 204)
        self.assertNotIn(hero_id, [hero["id"] for hero in self.client.get("/heroes/").json()])

    def test_unknown_hero(self):
        for call in (self.client.get, self.client.delete):
            with self.subTest(call=call.__name__):
                self.assertEqual(call("/heroes/999").status_code, 404)


if __name__ == "__main__":
    unittest.main()
