"""Facts about calls of a language model."""

from typing import ClassVar

from domain.events.event import Event
from domain.metrics import Seconds, Tokens


class ModelCalled(Event):
    """A model was asked; `outcome` is ok or the class of the error."""

    stored_as: ClassVar = "model.called"

    purpose: str
    model: str
    prompt_tokens: Tokens
    completion_tokens: Tokens
    seconds: Seconds
    outcome: str
