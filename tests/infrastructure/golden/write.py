"""Write the golden file of the newest version; see README.md for when that is right."""

from pathlib import Path

from infrastructure.adapters.event_codec import encode
from tests.examples import EXAMPLES, fact


def main() -> None:
    """One file an example, beside this one."""
    for event in EXAMPLES:
        topic, state = encode(fact(event))
        file = Path(__file__).parent / f"{topic}.v{event.schema_version}.json"
        file.write_bytes(state + b"\n")


if __name__ == "__main__":
    main()
