from sqlmodel import Field, SQLModel


class City(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    name: str


class Street(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    city_id: int = Field(foreign_key="city.id")  # fault: backend_foreign_key_index
    name: str
