"""Single hits and misses become events that carry many of them."""

import logging
from collections.abc import Iterator, Sequence

from pydantic import ValidationError

from domain.events import Hit, RecognitionHitsRecorded

logger = logging.getLogger(__name__)


def flushes_of(hits: Sequence[Hit], *, size: int) -> Iterator[RecognitionHitsRecorded]:
    """Events of at most `size` hits, in order.

    A hit that cannot be stored (negative seconds, a key that is no text) is logged and left out:
    it does not take the others with it.
    """
    for start in range(0, len(hits), size):
        group = tuple(hits[start : start + size])
        try:
            yield RecognitionHitsRecorded(hits=group)
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
            bad = {fault["loc"][1] for fault in faults}  # ("hits", number, field)
            logger.warning("%d hits cannot be stored: %s", len(bad), faults[0]["msg"])
            good = tuple(hit for number, hit in enumerate(group) if number not in bad)
            if good:
                yield RecognitionHitsRecorded(hits=good)
