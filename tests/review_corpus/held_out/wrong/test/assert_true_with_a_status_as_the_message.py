import unittest

from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from app.database import Base, get_db
from app.main import app


class BookApiTest(unittest.TestCase):
    def setUp(self):
        self.engine = create_engine("sqlite://", connect_args={"check_same_thread": False}, poolclass=StaticPool)
        Base.metadata.create_all(self.engine)
        self.session = Session(self.engine)
        app.dependency_overrides[get_db] = lambda: self.session
        self.client = TestClient(app)

    def tearDown(self):
        self.client.close()
        app.dependency_overrides.clear()
        self.session.close()
        self.engine.dispose()

    def add_book(self):
        return self.client.post("/books", json={"title": "Dune", "year": 1965}).json()

    def test_create_and_read(self):
        book = self.add_book()
        self.assertEqual(self.client.get(f"/books/{book['id']}").json(), book)

    def test_update(self):
        book = self.add_book()
        self.client.put(f"/books/{book['id']}", json={"title": "Dune", "year": 1966})
        self.assertEqual(self.client.get(f"/books/{book['id']}").json()["year"], 1966)

    def test_delete(self):
        book = self.add_book()
        self.client.delete(f"/books/{book['id']}")
        self.assertEqual(self.client.get(f"/books/{book['id']}").status_code, 404)

    def test_list_is_sorted(self):  # fault
        self.add_book()
        response = self.client.get("/books", params={"sort": "title"})
        self.assertTrue(response.status_code, 200)  # fault: test_assertions

    def test_year_must_be_a_number(self):
        response = self.client.post("/books", json={"title": "Dune", "year": "long ago"})
        self.assertEqual(response.status_code, 422)


if __name__ == "__main__":
    unittest.main()
