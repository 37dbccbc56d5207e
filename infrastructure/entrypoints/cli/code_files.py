"""Files of code that a command reads."""

from pathlib import Path

from domain.errors import InvalidRequestError


def read_code(path: Path) -> str:
    """The text with the line ends that it has; InvalidRequestError."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidRequestError(f"{path} is not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise InvalidRequestError(f"{path} cannot be read: {error.strerror}") from error
