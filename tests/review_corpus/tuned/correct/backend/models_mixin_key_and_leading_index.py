from datetime import datetime

from sqlalchemy import Column, DateTime, ForeignKey, Index, Integer, String, Table, UniqueConstraint, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    pass


class Identified:
    id: Mapped[int] = mapped_column(Integer, primary_key=True)


class Stamped:
    created_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now())


course_teacher = Table(
    "course_teacher",
    Base.metadata,
    Column("course_id", ForeignKey("course.id"), primary_key=True),
    Column("teacher_id", ForeignKey("teacher.id"), primary_key=True, index=True),
)


class Teacher(Identified, Stamped, Base):
    __tablename__ = "teacher"
    name: Mapped[str] = mapped_column(String(80))


class Course(Identified, Stamped, Base):
    __tablename__ = "course"
    title: Mapped[str] = mapped_column(String(120))
    teachers: Mapped[list[Teacher]] = relationship(secondary=course_teacher)
    lessons: Mapped[list["Lesson"]] = relationship(back_populates="course")


class Lesson(Identified, Base):
    __tablename__ = "lesson"
    course_id: Mapped[int] = mapped_column(ForeignKey(Course.id))
    position: Mapped[int]
    course: Mapped[Course] = relationship(back_populates="lessons")
    __table_args__ = (UniqueConstraint("course_id", "position"),)


class Attendance(Identified, Stamped, Base):
    __tablename__ = "attendance"
    lesson_id: Mapped[int] = mapped_column(ForeignKey("lesson.id"))
    pupil: Mapped[str] = mapped_column(String(80))


Index("ix_attendance_lesson_pupil", Attendance.lesson_id, Attendance.pupil)
