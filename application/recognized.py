"""The outcome of one recognition, for a kernel and for one JSON line."""

from dataclasses import dataclass

from pydantic import JsonValue
from pydantic_core import to_jsonable_python

from application.ports.recogniser import Unparsed
from domain.recognition import Recognition, Source


@dataclass(frozen=True, slots=True)
class Recognized:
    """`recognition` is None exactly when `source` is unrecognized; then `unparsed` says why."""

    request_id: str
    text: str
    key: str
    recognition: Recognition | None
    source: Source
    seconds: float
    tokens: int = 0  # spent on this answer; a hit and a rule spend none
    unparsed: Unparsed | str | None = None

    def line(self) -> dict[str, JsonValue]:
        """The JSON line of `recognize --json`; fields may be added, none renamed or removed."""
        found = self.recognition
        said = to_jsonable_python(found) if found is not None else {}
        return {
            "request_id": self.request_id,
            "text": self.text,
            "key": self.key,
            "entity": said.get("entity"),
            "intent": said.get("intent"),
            "confidence": said.get("confidence"),
            "attributes": said.get("attributes", []),
            "relationship": said.get("relationship"),
            "change": said.get("change"),
            "scope": said.get("scope"),
            "business_rules": said.get("business_rules", []),
            "source": str(self.source),
            "seconds": self.seconds,
            "tokens": self.tokens,
            "unparsed": str(self.unparsed) if self.unparsed is not None else None,
        }
