from datetime import datetime, timezone

from sqlmodel import Field, Relationship, SQLModel


def utcnow() -> datetime:
    return datetime.now(timezone.utc)


class ProjectBase(SQLModel):
    name: str = Field(index=True, min_length=1, max_length=100)
    description: str | None = None


class Project(ProjectBase, table=True):
    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = Field(default_factory=utcnow)

    milestones: list["Milestone"] = Relationship(back_populates="project")


class ProjectPublic(ProjectBase):
    id: int


class MilestoneBase(SQLModel):
    title: str = Field(max_length=200)
    due: datetime | None = None


class Milestone(MilestoneBase, table=True):  # fault: backend_model_primary_key
    """A step of a project, addressed by its id."""

    id: int | None = Field(default=None, index=True, unique=True)  # fault
    project_id: int = Field(foreign_key="project.id", index=True, ondelete="CASCADE")

    project: Project = Relationship(back_populates="milestones")


class MilestonePublic(MilestoneBase):
    id: int
    project_id: int
