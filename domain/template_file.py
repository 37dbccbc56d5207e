"""The file that `template register` reads: the metadata of one template as a JSON object."""

from json import JSONDecodeError

from domain.errors import InvalidRequestError
from domain.located_json import DuplicateKeyError, LocatedObject, parse
from domain.template_checks import parse_metadata
from domain.templates import TemplateMetadata


def read_metadata(text: str, *, source: str) -> TemplateMetadata:
    """InvalidRequestError for what is no JSON object, with its line; InvalidTemplateError."""
    try:
        document = parse(text)
    except JSONDecodeError as error:
        problem = f"{source}:{error.lineno}: this is not valid JSON: {error.msg}"
        raise InvalidRequestError(problem) from error
    except DuplicateKeyError as error:
        raise InvalidRequestError(f"{source}:{error.line}: {error}") from error
    except RecursionError as error:
        raise InvalidRequestError(f"{source} is nested too deeply") from error
    if not isinstance(document, LocatedObject):
        raise InvalidRequestError(
            f"{source} is no JSON object",
            hint='write {"template_id": …, "template_path": …, "entity_types": […], '
            '"swea_type": …, "version": …, "description": …}',
        )
    return parse_metadata(document)
