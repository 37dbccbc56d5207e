"""The base of every immutable value in the model: frozen, closed to unknown fields.

What checks a value is built when the first one is made, under a lock of pydantic's: a command uses
a few of these classes, and building them all takes as long as the work of a short one.
"""

from pydantic import BaseModel, ConfigDict

# Of values that are kept by the thousand: pydantic's dataclasses with slots take a quarter of the
# memory of a model. Built at once: pydantic builds a deferred dataclass without a lock, and two
# threads that need the first one at the same time see half of it.
CLOSED = ConfigDict(extra="forbid", allow_inf_nan=False)


class Model(BaseModel):
    """A value: compared by content, never changed after it was made."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)
