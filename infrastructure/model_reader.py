"""Reads JSON into a pydantic model at msgspec's speed: half of a replay was pydantic's parsing.

The model's fields become a msgspec struct with the same types and bounds, which is read in C; its
values then become the model without another check. What does not fit is left to pydantic, which
may be more lenient, or says what is wrong: so a reader accepts nothing that the model refuses. A
model that asks for something that cannot be said in msgspec's words has no reader.
"""

import types
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin
from uuid import UUID

import annotated_types
import msgspec
from pydantic import AfterValidator, AwareDatetime, BaseModel, JsonValue
from pydantic.dataclasses import is_pydantic_dataclass
from pydantic.fields import FieldInfo

M = TypeVar("M")  # a pydantic model, or a dataclass of pydantic's with slots
_Convert = Callable[[Any], Any]
_BOUNDS = {
    annotated_types.Ge: "ge",
    annotated_types.Gt: "gt",
    annotated_types.Le: "le",
    annotated_types.Lt: "lt",
    annotated_types.MinLen: "min_length",
    annotated_types.MaxLen: "max_length",
}
_SHARED = 1_024  # values that are kept to be shared, of one field
_MUTABLE = (list, dict)
_SIMPLE = (str, int, float, bool, bytes, UUID, types.NoneType)


class NoReaderError(TypeError):
    """The model cannot be read this way; the reason is for those who add to the model."""


@dataclass(frozen=True, slots=True)
class ModelReader(Generic[M]):
    """How one model is read: decode its JSON as `shape`, then `build`."""

    shape: type[msgspec.Struct]
    build: Callable[[msgspec.Struct], M]


@cache
def reader_of(model: type[M]) -> ModelReader[M]:
    """The reader of a model, made once. NoReaderError says why there is none."""
    own: Any = vars(model)["__pydantic_decorators__"]
    if own.validators or own.field_validators or own.root_validators or own.model_validators:
        raise NoReaderError(f"{model.__name__} has validators of its own")
    shape: list[tuple[Any, ...]] = []
    converts: list[tuple[str, _Convert]] = []
    fields: dict[str, FieldInfo] = vars(model)["__pydantic_fields__"]
    for name, field in fields.items():
        kind, convert = _field(field.annotation, field.metadata)
        shape.append((name, kind) if field.is_required() else (name, kind, _default(field)))
        if convert is not None:
            converts.append((name, convert))
    struct = msgspec.defstruct(
        model.__name__, shape, kw_only=True, forbid_unknown_fields=True, gc=False
    )
    build = _model_builder if issubclass(model, BaseModel) else _dataclass_builder
    return ModelReader(struct, build(model, list(fields), converts))


def _default(field: FieldInfo) -> Any:
    if field.default_factory is not None:
        raise NoReaderError("a default is made by a factory")
    return field.default


def _model_builder(
    model: type[M], fields: Sequence[str], converts: Sequence[tuple[str, _Convert]]
) -> Callable[[msgspec.Struct], M]:
    """What model_construct does, in a fourth of its time."""
    new, values = object.__new__, msgspec.structs.asdict
    put_values, put_names, put_extra, put_private = (
        vars(BaseModel)[slot].__set__
        for slot in (
            "__dict__",
            "__pydantic_fields_set__",
            "__pydantic_extra__",
            "__pydantic_private__",
        )
    )
    names = set(fields)

    def build(read: msgspec.Struct) -> M:
        found = values(read)
        for name, convert in converts:
            value = found[name]
            if value or isinstance(value, _MUTABLE):  # None and an empty tuple stay what they are
                found[name] = convert(value)
        made = new(model)
        put_values(made, found)
        put_names(made, names)
        put_extra(made, None)
        put_private(made, None)
        return made

    return build


def _dataclass_builder(
    model: type[M], fields: Sequence[str], converts: Sequence[tuple[str, _Convert]]
) -> Callable[[msgspec.Struct], M]:
    """The same for a dataclass: its slots are filled one by one."""
    new, values, convert_of = object.__new__, msgspec.structs.astuple, dict(converts)
    slots = [(vars(model)[name].__set__, convert_of.get(name)) for name in fields]

    def build(read: msgspec.Struct) -> M:
        made = new(model)
        for (put, convert), value in zip(slots, values(read), strict=True):
            if convert is not None and (value or isinstance(value, _MUTABLE)):
                value = convert(value)  # noqa: PLW2901 - read here, used here
            put(made, value)
        return made

    return build


def _field(kind: Any, metadata: Iterable[Any]) -> tuple[Any, _Convert | None]:
    """The type in msgspec's words, and what makes of its value that of the model."""
    bounds: dict[str, Any] = {}
    after: list[_Convert] = []
    for said in _flat(metadata):
        if type(said) in _BOUNDS:
            name = _BOUNDS[type(said)]
            bounds[name] = getattr(said, name)
        elif isinstance(said, AfterValidator) and kind in (AwareDatetime, JsonValue):
            after.append(said.func)  # type: ignore[arg-type]
        else:
            raise NoReaderError(f"{said!r} is not known here")
    shape, convert = _plain(kind)
    if bounds and shape is msgspec.Raw:
        raise NoReaderError(f"bounds of {kind!r} are not known here")
    if bounds:
        shape = _bounded(shape, msgspec.Meta(**bounds))
    for call in after:
        convert = call if convert is None else _chain(convert, call)
    return shape, convert


def _bounded(shape: Any, bounds: msgspec.Meta) -> Any:
    if get_origin(shape) is not Union:
        return Annotated[shape, bounds]
    members = (m if m is types.NoneType else Annotated[m, bounds] for m in get_args(shape))
    return Union.__getitem__(tuple(members))


def _flat(metadata: Iterable[Any]) -> Iterable[Any]:
    for said in metadata:
        if isinstance(said, FieldInfo):
            yield from said.metadata
        else:
            yield said


def _plain(kind: Any) -> tuple[Any, _Convert | None]:
    if kind is AwareDatetime:
        return Annotated[datetime, msgspec.Meta(tz=True)], None
    if kind is JsonValue:
        return Any, None
    if kind in _SIMPLE or get_origin(kind) is Literal:
        return kind, None
    if not isinstance(kind, type) or get_origin(kind) is not None:
        return _composed(get_origin(kind), get_args(kind))
    if issubclass(kind, BaseModel) or is_pydantic_dataclass(kind):
        reader: ModelReader[Any] = reader_of(kind)
        return reader.shape, reader.build
    if issubclass(kind, Enum):
        return kind, None
    raise NoReaderError(f"{kind!r} is not known here")


def _composed(origin: Any, parts: Sequence[Any]) -> tuple[Any, _Convert | None]:
    if origin is Annotated:
        return _field(parts[0], parts[1:])
    if origin in (Union, types.UnionType):
        return _optional(parts)
    if origin is tuple and parts[1:] == (...,):
        shape, convert = _field(parts[0], ())
        if convert is not None:
            return msgspec.Raw, _shared(shape, convert)
        return types.GenericAlias(tuple, (shape, ...)), None
    raise NoReaderError(f"{origin!r} of {parts!r} is not known here")


def _optional(parts: Sequence[Any]) -> tuple[Any, _Convert | None]:
    """`X | None`, or a union of what needs no conversion."""
    read = [_field(part, ()) for part in parts]
    converts = [convert for _, convert in read if convert is not None]
    if converts and (len(parts) != 2 or types.NoneType not in parts):  # noqa: PLR2004 - X | None
        raise NoReaderError(f"a union of {parts!r} is not known here")
    shapes = tuple(shape for shape, _ in read)
    if msgspec.Raw in shapes:
        raise NoReaderError(f"a union of {parts!r} is not known here")
    return Union.__getitem__(shapes), converts[0] if converts else None


def _shared(shape: Any, convert: _Convert) -> _Convert:
    """Lists and their values repeat: the same rules speak in most reviews of a template's output,
    the same attributes stand in many entities.

    They never change, so the same bytes give the same object, read once.
    """
    decode_one = msgspec.json.Decoder(shape).decode
    split = msgspec.json.Decoder(tuple[msgspec.Raw, ...]).decode

    @lru_cache(maxsize=_SHARED)
    def one(value: bytes) -> Any:
        return convert(decode_one(value))

    @lru_cache(maxsize=_SHARED)
    def every(values: bytes) -> Any:
        return tuple(map(one, map(bytes, split(values))))

    return lambda values: every(bytes(values))


def _chain(first: _Convert, second: _Convert) -> _Convert:
    return lambda value: second(first(value))
