"""Written for unittest; pytest collects it."""
import unittest
from unittest.mock import patch

from fastapi.testclient import TestClient
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from app.db import Base, get_db
from app.main import app


class InvoiceTest(unittest.TestCase):
    def setUp(self) -> None:
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
        self.addCleanup(engine.dispose)
        Base.metadata.create_all(engine)
        self.addCleanup(Base.metadata.drop_all, engine)
        session = sessionmaker(engine)()
        self.addCleanup(session.close)
        overriding = patch.dict(app.dependency_overrides, {get_db: lambda: session})
        overriding.start()
        self.addCleanup(overriding.stop)
        self.http = self.enterContext(TestClient(app))

    def test_invoice_lives_and_goes(self) -> None:
        created = self.http.post("/invoices", json={"customer": "Berg", "cents": 100})
        self.assertEqual(created.status_code, 201)
        path = f"/invoices/{created.json()['id']}"
        self.assertEqual(self.http.get(path).json()["customer"], "Berg")
        self.assertEqual(self.http.patch(path, json={"cents": 250}).status_code, 200)
        self.assertEqual(self.http.get(path).json()["cents"], 250)
        self.assertEqual(self.http.delete(path).status_code, 204)
        self.assertEqual(self.http.get(path).status_code, 404)

    def test_bad_amounts_are_refused(self) -> None:
        for cents in (-1, "many", None):
            with self.subTest(cents=cents):
                answer = self.http.post("/invoices", json={"customer": "Berg", "cents": cents})
                self.assertEqual(answer.status_code, 422)
