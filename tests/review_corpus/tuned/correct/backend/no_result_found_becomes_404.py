from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path
from sqlalchemy import bindparam, text
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from app.db import get_session
from app.models import Contract
from app.schemas import ContractOut, ContractPatch, ContractTotal

SessionDep = Annotated[Session, Depends(get_session)]
ContractId = Annotated[int, Path(gt=0)]

TOTALS = text(
    "SELECT customer_id, SUM(amount) AS total FROM contracts"
    " WHERE customer_id IN :customers AND state = :state"
    " GROUP BY customer_id"
).bindparams(bindparam("customers", expanding=True))

router = APIRouter(prefix="/contracts", responses={404: {"description": "Unknown contract"}})


class ContractService:
    def __init__(self, session: SessionDep) -> None:
        self.session = session

    def load(self, contract_id: int) -> Contract:
        try:
            return self.session.get_one(Contract, contract_id)
        except NoResultFound as error:
            raise HTTPException(404, "Unknown contract") from error

    def totals(self, customers: list[int], state: str) -> list[ContractTotal]:
        rows = self.session.execute(TOTALS, {"customers": customers, "state": state})
        return [ContractTotal(**row) for row in rows.mappings()]


ServiceDep = Annotated[ContractService, Depends(ContractService)]


@router.post("/totals")
def totals(customers: list[int], service: ServiceDep) -> list[ContractTotal]:
    """A report only: nothing is stored, so the answer stays 200."""
    return service.totals(customers, "active")


@router.patch("/{contract_id}", response_model=ContractOut)
def change(contract_id: ContractId, body: ContractPatch, service: ServiceDep):
    contract = service.load(contract_id)
    for field, value in body.model_dump(exclude_unset=True).items():
        setattr(contract, field, value)
    service.session.commit()
    return contract
