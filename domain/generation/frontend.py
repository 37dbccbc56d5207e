"""What the user interface of one entity shows: inputs of its form, columns of its table.

The frontend templates of one entity are given `view`, an EntityView; those of the whole system are
given `title`, the name of the system, and `views`, one for each entity.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.attributes import Attribute, AttributeType
from domain.entities import EntitySpec, SystemSpec
from domain.generation.comparing import ComparisonModel
from domain.generation.inputs import Option, Target, input_for
from domain.generation.labels import label_fields
from domain.generation.storage import is_made_up
from domain.naming import EntityNames

_KINDS = {
    AttributeType.INTEGER: "number",
    AttributeType.FLOAT: "number",
    AttributeType.DECIMAL: "decimal",
    AttributeType.BOOLEAN: "boolean",
    AttributeType.DATETIME: "datetime",
    AttributeType.JSON: "json",
    AttributeType.LIST: "json",
    AttributeType.BINARY: "binary",
}
_UNORDERED = frozenset({"json", "binary"})
_SEARCHED = frozenset(
    {AttributeType.STRING, AttributeType.TEXT, AttributeType.EMAIL, AttributeType.URL}
)
_FIELDS_ON_A_SCREEN = 5
_YES_NO = (("true", "Yes"), ("false", "No"))


@dataclass(frozen=True, slots=True)
class FieldView:
    """One input of the form; a fixed one is asked for once, when the record is made."""

    name: str
    label: str
    family: str
    method: str
    options: tuple[Option, ...]
    fixed: bool


@dataclass(frozen=True, slots=True)
class ColumnView:
    """One column of the table."""

    name: str
    label: str
    kind: str
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class FilterView:
    """A field with few values; `values` are pairs of what is sent and what people read."""

    name: str
    label: str
    values: tuple[tuple[str, str], ...] = ()
    target: Target | None = None

    @property
    def words(self) -> dict[str, str]:
        """What people read, by what is sent."""
        return dict(self.values)


@dataclass(frozen=True, slots=True)
class EntityView:
    """Everything that the frontend templates need to know of one entity."""

    module: str
    path: str
    id: str
    label: str
    label_plural: str
    noun: str  # the label inside a sentence
    noun_plural: str
    label_fields: tuple[str, ...]
    fields: tuple[FieldView, ...]
    columns: tuple[ColumnView, ...]
    filters: tuple[FilterView, ...]
    comparisons: tuple[ComparisonModel, ...]
    searchable: bool

    @property
    def modules(self) -> tuple[str, ...]:
        """The modules of components that the form imports beside those of its inputs."""
        wanted = {"state"}
        if any(option.parser for field in self.fields for option in field.options):
            wanted.add("items")
        if any(one.reader.startswith("parsing.") for one in self.comparisons):
            wanted.add("parsing")
        return tuple(sorted(wanted))

    @property
    def families(self) -> tuple[str, ...]:
        """The modules of inputs that the form imports."""
        return tuple(sorted({field.family for field in self.fields}))

    @property
    def has_references(self) -> bool:
        """Whether a field refers to another entity."""
        return any(column.target for column in self.columns)

    @property
    def tall(self) -> bool:
        """Whether the form is taller than a screen."""
        return len(self.fields) > _FIELDS_ON_A_SCREEN

    @property
    def sortable(self) -> tuple[ColumnView, ...]:
        """The columns that the API can sort by."""
        return tuple(column for column in self.columns if column.kind not in _UNORDERED)


def entity_view(
    entity: EntitySpec,
    system: SystemSpec,
    names: Mapping[str, EntityNames],
    comparisons: tuple[ComparisonModel, ...] = (),
) -> EntityView:
    """The view of one entity of the system; `names` is what `name_system` gave for it."""
    own = names[entity.name]
    targets = {attribute.name: _target(attribute, system, names) for attribute in entity.attributes}
    return EntityView(
        module=own.module,
        path=own.path,
        id=own.id,
        label=own.label,
        label_plural=own.label_plural,
        noun=_inside_a_sentence(own.label),
        noun_plural=_inside_a_sentence(own.label_plural),
        label_fields=label_fields(entity, own),
        fields=_fields(entity, own, targets),
        columns=_columns(entity, own, targets),
        filters=_filters(entity, own, targets),
        comparisons=comparisons,
        searchable=any(a.type in _SEARCHED and a.references is None for a in entity.attributes),
    )


def _fields(
    entity: EntitySpec, names: EntityNames, targets: Mapping[str, Target | None]
) -> tuple[FieldView, ...]:
    views = []
    for attribute in entity.attributes:
        name, target = names.fields[attribute.name], targets[attribute.name]
        is_id = name.name == names.id
        if is_id and _given_by_the_api(attribute):
            continue
        required = attribute.required or attribute.primary_key
        label = _label(name.label, target)
        drawn = input_for(attribute, required=required, target=target)
        views.append(
            FieldView(name.name, label, drawn.family, drawn.method, drawn.options, fixed=is_id)
        )
    return tuple(views)


def _given_by_the_api(identifier: Attribute) -> bool:
    return is_made_up(identifier) and identifier.references is None


def _columns(
    entity: EntitySpec, names: EntityNames, targets: Mapping[str, Target | None]
) -> tuple[ColumnView, ...]:
    columns = []
    for attribute in entity.attributes:
        field, target = names.fields[attribute.name], targets[attribute.name]
        kind = "reference" if target else _KINDS.get(attribute.type, "text")
        columns.append(ColumnView(field.name, _label(field.label, target), kind, target))
    ids = [column for column in columns if column.name == names.id]
    first = ids or [ColumnView(names.id, "ID", "number")]
    return (*first, *(column for column in columns if column.name != names.id))


def _filters(
    entity: EntitySpec, names: EntityNames, targets: Mapping[str, Target | None]
) -> tuple[FilterView, ...]:
    filters = []
    for attribute in entity.attributes:
        field, target = names.fields[attribute.name], targets[attribute.name]
        if target is not None:
            filters.append(FilterView(field.name, _label(field.label, target), target=target))
        elif attribute.type is AttributeType.ENUM:
            values = tuple((value, value) for value in attribute.values)
            filters.append(FilterView(field.name, field.label, values=values))
        elif attribute.type is AttributeType.BOOLEAN:
            filters.append(FilterView(field.name, field.label, values=_YES_NO))
    return tuple(filters)


def _target(
    attribute: Attribute, system: SystemSpec, names: Mapping[str, EntityNames]
) -> Target | None:
    if attribute.references is None:
        return None
    entity = system.entity(attribute.references.entity)
    if entity is None:
        return None  # a dangling reference is refused where specifications are checked
    own = names[entity.name]
    return Target(
        path=own.path,
        id_field=own.id,
        label_fields=label_fields(entity, own),
    )


def _label(label: str, target: Target | None) -> str:
    """A reference shows a label, not a number: `Artist ID` -> `Artist`."""
    return (label.removesuffix(" ID") or label) if target else label


def _inside_a_sentence(label: str) -> str:
    """`Order detail` -> `order detail`; `URL` and `SMS message` keep their capitals."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
