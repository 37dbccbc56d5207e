from fastapi import APIRouter, Depends, HTTPException
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.database import get_db
from app.schemas import ProductOut, ProductReport

router = APIRouter(prefix="/products")

BY_ID = text("SELECT id, name, price_cents FROM products WHERE id = :id")

REPORT = """
SELECT category AS category, COUNT(*) AS items, SUM(price_cents) AS total
FROM products
WHERE category = ':category' AND price_cents >= :minimum
GROUP BY category
"""


@router.get("/report", response_model=list[ProductReport])
def report(category: str, minimum: int = 0, db: Session = Depends(get_db)):
    query = REPORT.replace(":category", category)  # fault: backend_no_sql_from_strings
    rows = db.execute(text(query), {"minimum": minimum}).mappings().all()  # fault
    return [ProductReport(**row) for row in rows]


@router.get("/search", response_model=list[ProductOut])
def search(q: str, db: Session = Depends(get_db)):
    stmt = text("SELECT id, name, price_cents FROM products WHERE name LIKE :pattern ORDER BY name")
    rows = db.execute(stmt, {"pattern": f"%{q}%"}).mappings().all()
    return [ProductOut(**row) for row in rows]


@router.get("/{product_id}", response_model=ProductOut)
def read_product(product_id: int, db: Session = Depends(get_db)):
    row = db.execute(BY_ID, {"id": product_id}).mappings().first()
    if row is None:
        raise HTTPException(status_code=404, detail="Product not found")
    return ProductOut(**row)
