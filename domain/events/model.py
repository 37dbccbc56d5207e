"""Facts about calls of a language model."""

from typing import ClassVar

from domain.events.event import Event


class ModelCalled(Event):
    """A model was asked; `outcome` is ok or the class of the error."""

    stored_as: ClassVar = "model.called"

    purpose: str
    model: str
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    outcome: str
