from sqlalchemy import Column, DateTime, ForeignKey, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Sensor(Base):
    __tablename__ = "sensors"
    id = Column(Integer, primary_key=True)
    label = Column(String(40), nullable=False)


class Reading(Base):  # fault: backend_model_primary_key
    __tablename__ = "readings"
    sensor_id = Column(Integer, ForeignKey("sensors.id"), nullable=False, index=True)
    taken_at = Column(DateTime, nullable=False)
    value = Column(Integer)
