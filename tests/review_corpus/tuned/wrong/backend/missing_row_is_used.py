from fastapi import APIRouter, Depends, status
from sqlalchemy.orm import Session

from app.deps import get_db
from app.models import Lamp

router = APIRouter()


@router.delete("/lamps/{lamp_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_lamp(lamp_id: int, db: Session = Depends(get_db)) -> None:
    lamp = db.query(Lamp).filter(Lamp.id == lamp_id).first()  # fault
    lamp.room.lamps.remove(lamp)  # fault: backend_error_handling
    db.commit()
