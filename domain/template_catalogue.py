"""Which templates there are, in which version, and which are used. Decisions are pure functions.

The state starts with the catalogue that ships with this version; the stream holds what a user
registered and disabled. Every version stays readable with its text, and can be gone back to.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from uuid import NAMESPACE_URL, uuid5

from domain.errors import DuplicateTemplateError, UnknownTemplateError
from domain.events import Event, TemplateDisabled, TemplateRegistered
from domain.generation.artefacts import ARTEFACTS, PER_ENTITY, Artefact
from domain.template_checks import check_template
from domain.templates import SweaType, TemplateMetadata, TemplateSource, TemplateVersion

STREAM = uuid5(NAMESPACE_URL, "https://baes-optimizer.invalid/streams/template-catalogue")


@dataclass(frozen=True, slots=True)
class TemplateCatalogue:
    """By id the versions in the order in which they came into use; the last one is in use."""

    versions: Mapping[str, tuple[TemplateVersion, ...]]
    disabled: frozenset[str] = frozenset()
    version: int = 0  # counts the stream's events

    @classmethod
    def shipped(cls, packaged: Iterable[TemplateMetadata]) -> "TemplateCatalogue":
        """The state before any event."""
        return cls(MappingProxyType({m.template_id: (TemplateVersion(m),) for m in packaged}))

    def after(self, *events: Event) -> "TemplateCatalogue":
        """The state when these have happened."""
        versions, disabled = dict(self.versions), set(self.disabled)
        for event in events:
            if isinstance(event, TemplateRegistered):
                one = event.metadata.template_id
                earlier = versions.get(one, ())
                disabled.discard(one)
                versions[one] = (*earlier, _registered(event, earlier))
            elif isinstance(event, TemplateDisabled):
                disabled.add(event.template_id)
        number = self.version + len(events)
        return TemplateCatalogue(MappingProxyType(versions), frozenset(disabled), number)

    def get(self, template_id: str) -> TemplateVersion:
        """The version in use; UnknownTemplateError."""
        return self.history(template_id)[-1]

    def history(self, template_id: str) -> tuple[TemplateVersion, ...]:
        """Every version, the one in use last; UnknownTemplateError."""
        try:
            return self.versions[template_id]
        except KeyError:
            raise UnknownTemplateError(template_id, self.versions) from None

    def version_of(self, template_id: str, version: str | None) -> TemplateVersion:
        """That version, or without one the version in use; UnknownTemplateError."""
        versions = {one.metadata.version: one for one in self.history(template_id)}
        if version is None:
            return self.get(template_id)
        if version not in versions:
            known = (f"{template_id} {one}" for one in versions)
            raise UnknownTemplateError(f"{template_id} {version}", known)
        return versions[version]

    def list(
        self, swea_type: SweaType | None = None, *, enabled_only: bool = True
    ) -> tuple[TemplateVersion, ...]:
        """The version in use of each, in the order in which they joined."""
        found = (versions[-1] for versions in self.versions.values())
        return tuple(
            one
            for one in found
            if (swea_type is None or one.metadata.swea_type is swea_type)
            and not (enabled_only and one.metadata.template_id in self.disabled)
        )

    def select(self, entity_type: str, swea_type: SweaType) -> TemplateVersion | None:
        """The template of that SWEA for an entity: one that names it before one for any."""
        fitting = [
            one
            for one in self.list(swea_type)
            if one.metadata.is_for(entity_type)
            and (not one.is_packaged or one.metadata.template_id in PER_ENTITY)
        ]
        named = [one for one in fitting if entity_type in one.metadata.entity_types]
        return next(iter(named or fitting), None)

    def in_place_of(self, template_id: str, entity_type: str | None) -> TemplateVersion | None:
        """What a build renders where it needs `template_id`; None where that is disabled.

        Without an entity it is a file of the whole system.
        """
        if entity_type is not None:
            rivals = [one for one in self.list() if one.metadata.replaces == template_id]
            fitting = [one for one in rivals if one.metadata.is_for(entity_type)]
            named = [one for one in fitting if entity_type in one.metadata.entity_types]
            if named or fitting:
                return (named or fitting)[0]
        return None if template_id in self.disabled else self.get(template_id)

    def artefacts(self) -> tuple[Artefact, ...]:
        """Every file that a build writes: those of the table, then those of the user's."""
        own = (one.metadata for one in self.list())
        added = (
            Artefact(m.template_id, m.output_path, entity_types=m.entity_types)
            for m in own
            if m.output_path
        )
        return (*ARTEFACTS, *added)


def _registered(event: TemplateRegistered, earlier: tuple[TemplateVersion, ...]) -> TemplateVersion:
    """The version that an event speaks of; a packaged one as this program ships it."""
    shipped = (one for one in earlier if one.is_packaged)
    again = None if event.sources else next(shipped, None)
    return again or TemplateVersion(event.metadata, event.sources)


def register(
    state: TemplateCatalogue, metadata: TemplateMetadata, sources: tuple[TemplateSource, ...]
) -> list[Event]:
    """Use a template from now on: a new one, a higher version, or an earlier one as it was.

    DuplicateTemplateError, InvalidTemplateError.
    """
    asked = TemplateVersion(metadata, sources)
    versions = state.versions.get(metadata.template_id, ())
    if versions and asked == versions[-1] and metadata.template_id not in state.disabled:
        return []
    if versions and asked not in versions:
        newest = max((one.metadata for one in versions), key=lambda m: m.order)
        if metadata.order <= newest.order:
            raise DuplicateTemplateError(metadata.template_id, metadata.version, newest.version)
    check_template(asked, versions, state.list())
    return [TemplateRegistered(metadata=metadata, sources=sources)]


def restore(state: TemplateCatalogue, template_id: str, version: str | None = None) -> list[Event]:
    """Use a disabled template, or an earlier version, again. UnknownTemplateError."""
    found = state.version_of(template_id, version)
    return register(state, found.metadata, found.sources)


def disable(state: TemplateCatalogue, template_id: str) -> list[Event]:
    """The template is not selected any more; what it replaced is used again."""
    state.get(template_id)
    return [] if template_id in state.disabled else [TemplateDisabled(template_id=template_id)]
