"""The base of every immutable value in the model: frozen, closed to unknown fields."""

from pydantic import BaseModel, ConfigDict

# Of values that are kept by the thousand: pydantic's dataclasses with slots take a quarter of the
# memory of a model.
CLOSED = ConfigDict(extra="forbid", allow_inf_nan=False)


class Model(BaseModel):
    """A value: compared by content, never changed after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
