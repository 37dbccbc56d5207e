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
            yield _flush(group)
        except ValueError:
            faults = [(hit, _fault(hit)) for hit in group]
            bad = [fault for _, fault in faults if fault]
            logger.warning("%d hits cannot be stored: %s", len(bad), bad[0])
            good = tuple(hit for hit, fault in faults if not fault)
            if good:
                yield _flush(good)


def _flush(hits: tuple[Hit, ...]) -> RecognitionHitsRecorded:
    """ValueError: pydantic's ValidationError is one, and so is UnicodeEncodeError."""
    flush = RecognitionHitsRecorded(hits=hits)
    "".join([hit.key for hit in hits]).encode()  # pydantic takes text that has no UTF-8
    "".join([hit.request_id for hit in hits]).encode()
    return flush


def _fault(hit: Hit) -> str:
    try:
        _flush((hit,))
    except ValidationError as error:
        return str(error.errors(include_url=False, include_input=False)[0]["msg"])
    except ValueError as error:
        return str(error)
    return ""
