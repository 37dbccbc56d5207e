"""Generate the files of a system: every line of the artefact table, wave by wave.

Database and frontend need nothing of each other and are written at the same time, then the backend,
then the tests. Templates render in microseconds; what takes time is formatting, which runs outside
this process, so the waves really do overlap.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from application.ports.clock import Clock
from application.ports.formatter import Formatter
from application.ports.templates import Templates
from domain.entities import EntitySpec, SystemSpec
from domain.generation.artefacts import SCHEMA_PATH, WAVES, Artefact
from domain.generation.stamp import stamp
from domain.links import linked_entities
from domain.naming import EntityNames, name_system
from domain.template_catalogue import TemplateCatalogue
from domain.templates import (
    SweaType,
    TemplateInput,
    TemplateMetadata,
    TemplateOutput,
    fell_back,
)


@dataclass(frozen=True, slots=True)
class GeneratedFile:
    """One file below the output folder; `entity` is None for one of the whole system."""

    path: str
    text: str
    swea_type: SweaType
    entity: str | None
    template_id: str
    template_version: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Fallback:
    """A file that no template could write, and why."""

    path: str
    swea_type: SweaType
    entity: str | None
    template_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Generation:
    """All files of a system in the order of the table; seconds are wall time by SWEA type."""

    files: tuple[GeneratedFile, ...]
    fallbacks: tuple[Fallback, ...]
    seconds: Mapping[SweaType, float]


@dataclass(frozen=True, slots=True)
class Sections:
    """One piece of `schema.sql` as rendered for an entity: for the review of that entity."""

    entity: str
    text: str


class Generator:
    """The use case; holds no state between calls."""

    def __init__(
        self, templates: Templates, formatter: Formatter, clock: Clock, *, parallel: bool = True
    ) -> None:
        self._templates = templates
        self._formatter = formatter
        self._clock = clock
        self._parallel = parallel

    def generate(self, system: SystemSpec) -> Generation:
        """Every file of a checked system. Deterministic."""
        names = name_system(system)
        job = _Job(system, names, self._templates.catalogue, linked_entities(system, names))
        files: list[GeneratedFile] = []
        fallbacks: list[Fallback] = []
        seconds: dict[SweaType, float] = {}
        for wave in WAVES:
            for swea_type, done in zip(wave, self._run(job, wave), strict=True):
                files.extend(done.files)
                fallbacks.extend(done.fallbacks)
                seconds[swea_type] = done.seconds[swea_type]
        fallbacks.extend(_written_twice(files))
        return Generation(tuple(files), tuple(fallbacks), seconds)

    def _run(self, job: "_Job", wave: Sequence[SweaType]) -> list[Generation]:
        if not self._parallel or len(wave) == 1:
            return [self._write(job, swea_type) for swea_type in wave]
        with ThreadPoolExecutor(max_workers=len(wave)) as pool:
            return list(pool.map(lambda swea_type: self._write(job, swea_type), wave))

    def _write(self, job: "_Job", swea_type: SweaType) -> Generation:
        """The files of one SWEA."""
        started = self._clock.elapsed()
        drafts = list(self._drafts(job, swea_type))
        rendered = [draft for draft in drafts if not draft.output.fallback_used]
        began = self._clock.elapsed()
        formatted = self._formatter.format({draft.path: draft.text for draft in rendered})
        share = (self._clock.elapsed() - began) / max(1, len(rendered))
        files = tuple(
            GeneratedFile(
                path=draft.path,
                text=stamp(draft.path, formatted[draft.path], *draft.templates),
                swea_type=swea_type,
                entity=draft.entity,
                template_id=", ".join(one.template_id for one in draft.templates),
                template_version=", ".join(one.version for one in draft.templates),
                seconds=draft.seconds + share,
            )
            for draft in rendered
        )
        fallbacks = tuple(
            Fallback(d.path, swea_type, d.entity, d.metadata.template_id, d.output.warnings[0])
            for d in drafts
            if d.output.fallback_used
        )
        return Generation(files, fallbacks, {swea_type: self._clock.elapsed() - started})

    def _drafts(self, job: "_Job", swea_type: SweaType) -> Iterator["_Draft"]:
        for artefact in job.catalogue.artefacts():
            slot = job.catalogue.get(artefact.template_id).metadata
            if slot.swea_type is not swea_type or not job.needs(artefact):
                continue
            if not artefact.per_entity:
                yield self._draft(job, artefact, None)
                continue
            entities = (one for one in job.system.entities if job.needs(artefact, one))
            drafts = [self._draft(job, artefact, entity) for entity in entities]
            yield from [_joined(drafts)] if artefact.path == SCHEMA_PATH else drafts

    def _draft(self, job: "_Job", artefact: Artefact, entity: EntitySpec | None) -> "_Draft":
        name = entity.name if entity else None
        path = (
            artefact.path.format(module=job.names[entity.name].module) if entity else artefact.path
        )
        started = self._clock.elapsed()
        template = job.catalogue.in_place_of(artefact.template_id, name)
        if template is None:
            slot = job.catalogue.get(artefact.template_id).metadata
            return _Draft(path, name, slot, fell_back(slot, "the template is disabled"), 0.0)
        output = (
            self._templates.render(template, TemplateInput(entity=entity, system=job.system))
            if entity
            else self._templates.render_shared(template, job.system)
        )
        return _Draft(path, name, template.metadata, output, self._clock.elapsed() - started)


@dataclass(frozen=True, slots=True)
class _Job:
    """One system, and the catalogue as it was when its generation began."""

    system: SystemSpec
    names: Mapping[str, EntityNames]
    catalogue: TemplateCatalogue
    linked: frozenset[str]  # entities with links

    def needs(self, artefact: Artefact, entity: EntitySpec | None = None) -> bool:
        """Whether the system has such a file, and one for this entity."""
        if entity is None:
            return artefact.made_for(self.system) and (bool(self.linked) or not artefact.of_links)
        return artefact.is_for(entity.name) and (
            entity.name in self.linked or not artefact.of_links
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    path: str
    entity: str | None
    metadata: TemplateMetadata
    output: TemplateOutput
    seconds: float
    others: tuple[TemplateMetadata, ...] = ()  # that wrote parts of it as well

    @property
    def templates(self) -> tuple[TemplateMetadata, ...]:
        return (self.metadata, *self.others)

    @property
    def text(self) -> str:
        return self.output.generated_code


def _joined(drafts: Iterable[_Draft]) -> _Draft:
    """The sections of all entities as one file; one that fell back makes the whole fall back.

    Where more than one template wrote them, the file names them all.
    """
    sections = list(drafts)
    bad = next((draft for draft in sections if draft.output.fallback_used), None)
    if bad:
        return bad
    text = "\n".join(draft.text for draft in sections)
    output = sections[0].output.model_copy(update={"generated_code": text})
    seconds = sum(draft.seconds for draft in sections)
    first, *others = dict.fromkeys(draft.metadata for draft in sections)
    return replace(
        sections[0],
        entity=None,
        metadata=first,
        others=tuple(others),
        output=output,
        seconds=seconds,
    )


def _written_twice(files: Sequence[GeneratedFile]) -> Iterator[Fallback]:
    """A user's file of the name of another one: `app/{module}.py` for an entity Main."""
    taken: dict[str, str] = {}
    for file in files:
        other = taken.setdefault(file.path, file.template_id)
        if other != file.template_id:
            reason = f"{file.path} is written by {other} already"
            yield Fallback(file.path, file.swea_type, file.entity, file.template_id, reason)
