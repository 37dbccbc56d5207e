"""What must hold of a template's metadata before it can be used beside the others."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from domain.errors import InvalidNameError, InvalidRequestError, InvalidTemplateError
from domain.generation.artefacts import ARTEFACTS, PER_ENTITY
from domain.generation.catalogue import CATALOGUE
from domain.names.checks import check_name
from domain.templates import ANY_ENTITY, SweaType, TemplateMetadata, TemplateVersion

MAX_PATH = 200
MODULE = "{module}"
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./")
_OURS = frozenset({"migrations", "manifest.json"})


def check_template(
    asked: TemplateVersion,
    earlier: Iterable[TemplateVersion],
    used: Iterable[TemplateVersion],
) -> None:
    """InvalidTemplateError with the first thing that is wrong.

    `earlier` are the versions of the same id, `used` the templates that are in use.
    """
    metadata = asked.metadata
    shipped = next((one.metadata for one in earlier if one.is_packaged), None)
    others = [one.metadata for one in used if one.metadata.template_id != metadata.template_id]
    problem = next(_problems(metadata, shipped, others), None)
    if problem:
        raise InvalidTemplateError(metadata.template_id, problem)


def _problems(
    metadata: TemplateMetadata, shipped: TemplateMetadata | None, others: list[TemplateMetadata]
) -> Iterator[str]:
    yield from _problems_of_entities(metadata)
    if metadata.replaces is not None and metadata.output_path is not None:
        yield "give replaces or output_path, not both"
    if shipped is not None:
        yield from _problems_beside(metadata, shipped)
    if metadata.replaces is not None:
        yield from _problems_of_place(metadata, metadata.replaces, others)
    if metadata.output_path is not None:
        yield from _problems_of_path(metadata.output_path)
        rival = next((o for o in others if o.output_path == metadata.output_path), None)
        if rival:
            yield f"{metadata.output_path} is written by {rival.template_id}; disable that first"


def _problems_of_entities(metadata: TemplateMetadata) -> Iterator[str]:
    for name in metadata.entity_types:
        try:
            if name != ANY_ENTITY:
                check_name(name)
        except InvalidNameError as error:
            yield f"entity_types: {error.message}"
    if len(set(metadata.entity_types)) != len(metadata.entity_types):
        yield "entity_types names an entity twice"


def _problems_beside(metadata: TemplateMetadata, shipped: TemplateMetadata) -> Iterator[str]:
    """A version of a user's of a template that we ship: it has to do the whole of its work."""
    if metadata.swea_type is not shipped.swea_type:
        yield f"swea_type must be {shipped.swea_type}, as in the packaged one"
    if ANY_ENTITY not in metadata.entity_types:
        yield (
            'a version of a packaged template must be for any entity ("*"); for some give it '
            "another template_id, and replaces"
        )
    if metadata.replaces is not None or metadata.output_path is not None:
        yield "a version of a packaged template has neither replaces nor output_path"


def _problems_of_place(
    metadata: TemplateMetadata, place: str, others: list[TemplateMetadata]
) -> Iterator[str]:
    if place not in PER_ENTITY:
        yield f"replaces must be one of {', '.join(sorted(PER_ENTITY))}"
    swea_type = next((m.swea_type for m in CATALOGUE if m.template_id == place), None)
    if swea_type is not metadata.swea_type:
        yield f"swea_type must be {swea_type}, as in {place}"
    for other in others:
        both = sorted({*other.entity_types} & {*metadata.entity_types})
        if other.replaces == place and both:
            yield f"{place} is replaced for {both[0]} by {other.template_id}; disable that first"


def _problems_of_path(path: str) -> Iterator[str]:
    parts = PurePosixPath(path).parts
    if path.count(MODULE) != 1:
        yield f"output_path must hold {MODULE} once: there is a file for each entity"
    elif not set(path.replace(MODULE, "")) <= _LETTERS or len(path) > MAX_PATH:
        yield f"output_path may hold letters, digits, _ - . / and {MODULE}, {MAX_PATH} at most"
    elif path != "/".join(parts) or ".." in parts or path.startswith("/"):
        yield "output_path must lead to a file below the generated folder"
    elif parts[0] in _OURS:
        yield f"output_path: {parts[0]} is written by the build itself"
    elif not PurePosixPath(path).suffix:
        yield "output_path needs an extension: .py, .sql, .md, …"
    taken = next((a for a in ARTEFACTS if a.path == path), None)
    if taken:
        yield f"{path} is written by {taken.template_id}; say that it replaces that one"


def parse_metadata(fields: Mapping[str, Any]) -> TemplateMetadata:
    """Metadata of plain fields; InvalidTemplateError names the first field that does not fit."""
    try:
        return TemplateMetadata.model_validate(dict(fields))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the metadata"
        name = str(fields.get("template_id", "without a template_id"))
        raise InvalidTemplateError(name, f"{where}: {first['msg']}") from error


def swea_type_of(given: SweaType | str) -> SweaType:
    """The type of that name; InvalidRequestError."""
    try:
        return SweaType(given)
    except ValueError as error:
        known = ", ".join(SweaType)
        raise InvalidRequestError(f"no SWEA type {ascii(given)[:60]}; known: {known}") from error
