"""Files of requests: one a line, UTF-8; empty lines and lines that begin with # do not count."""

from pathlib import Path

from domain.errors import InvalidRequestError


def read_requests(path: Path) -> list[str]:
    """The requests of a file, in order; InvalidRequestError if it cannot be read or holds none."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InvalidRequestError(f"{path} is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise InvalidRequestError(f"{path} cannot be read: {error.strerror}") from error
    requests = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not requests:
        raise InvalidRequestError(f"{path} holds no request")
    return requests
