from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from app.api.deps import get_db
from app.models import Task
from app.schemas import TaskRead, TaskUpdate

router = APIRouter(prefix="/tasks")
DbSession = Annotated[Session, Depends(get_db)]


def existing_task(task_id: Annotated[int, Path(ge=1)], db: DbSession) -> Task:
    task = db.get(Task, task_id)
    if not task:
        raise HTTPException(status_code=404, detail="Task not found")
    return task


ExistingTask = Annotated[Task, Depends(existing_task)]


@router.get("/{task_id}", response_model=TaskRead)
def read_task(task: ExistingTask):
    return task


@router.patch("/{task_id}", response_model=TaskRead)
def patch_task(task: ExistingTask, changes: TaskUpdate, db: DbSession):
    for field, value in changes.model_dump(exclude_unset=True).items():
        setattr(task, field, value)
    db.commit()
    db.refresh(task)
    return task


# Not a creation, so it answers 200
@router.post("/{task_id}/complete", response_model=TaskRead)
def complete_task(task: ExistingTask, db: DbSession):
    db.execute(update(Task).where(Task.id == task.id).values(done=True))
    db.commit()
    db.refresh(task)
    return task


@router.delete("/{task_id}", status_code=204)
def delete_task(task: ExistingTask, db: DbSession) -> None:
    db.execute(delete(Task).where(Task.id == task.id))
    db.commit()
