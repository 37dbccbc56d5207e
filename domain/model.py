"""The base of every immutable value in the model: frozen, closed to unknown fields."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A value: compared by content, never changed after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
