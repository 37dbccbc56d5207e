"""The file that `template register` reads: the metadata of one template as a JSON object."""

from domain.located_json import read_object
from domain.template_checks import parse_metadata
from domain.templates import TemplateMetadata

_HINT = (
    'write {"template_id": …, "template_path": …, "entity_types": […], '
    '"swea_type": …, "version": …, "description": …}'
)


def read_metadata(text: str, *, source: str) -> TemplateMetadata:
    """InvalidRequestError for what is no JSON object, with its line; InvalidTemplateError."""
    return parse_metadata(read_object(text, source=source, hint=_HINT))
