from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.deps import get_db
from app.models import Expense
from app.schemas import ExpenseIn, ExpenseOut

router = APIRouter(prefix="/expenses", tags=["expenses"])
Db = Annotated[Session, Depends(get_db)]


@router.post("", status_code=201)
def create_expense(data: ExpenseIn, db: Db) -> ExpenseOut:
    expense = Expense(**data.model_dump())
    db.add(expense)
    db.commit()
    db.refresh(expense)
    return ExpenseOut.model_validate(expense)


@router.get("")
def list_expenses(db: Db) -> list[ExpenseOut]:
    return [ExpenseOut.model_validate(e) for e in db.scalars(select(Expense).order_by(Expense.id))]


@router.get("/summary", response_model=list[dict[str, Any]])  # fault: backend_response_models
def summarize_expenses(db: Db):  # fault
    stmt = (
        select(Expense.category, func.sum(Expense.amount_cents).label("total"))
        .group_by(Expense.category)
        .order_by(Expense.category)
    )
    return [dict(row) for row in db.execute(stmt).mappings()]


@router.get("/{expense_id}")
def get_expense(expense_id: int, db: Db) -> ExpenseOut:
    expense = db.get(Expense, expense_id)
    if expense is None:
        raise HTTPException(404, "Expense not found")
    return ExpenseOut.model_validate(expense)


@router.delete("/{expense_id}", status_code=204)
def delete_expense(expense_id: int, db: Db) -> Response:
    expense = db.get(Expense, expense_id)
    if expense is None:
        raise HTTPException(404, "Expense not found")
    db.delete(expense)
    db.commit()
    return Response(status_code=204)
