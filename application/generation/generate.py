"""Generate the files of a system: every line of the artefact table, wave by wave.

Database and frontend need nothing of each other and are written at the same time, then the backend,
then the tests. Templates render in microseconds; what takes time is formatting, which runs outside
this process, so the waves really do overlap.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

from application.ports.clock import Clock
from application.ports.formatter import Formatter
from application.ports.templates import Templates
from domain.entities import EntitySpec, SystemSpec
from domain.generation.artefacts import ARTEFACTS, SCHEMA_PATH, WAVES, Artefact
from domain.generation.stamp import stamp
from domain.links import linked_entities
from domain.naming import EntityNames, name_system
from domain.templates import SweaType, TemplateInput, TemplateMetadata, TemplateOutput


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
        files: list[GeneratedFile] = []
        fallbacks: list[Fallback] = []
        seconds: dict[SweaType, float] = {}
        for wave in WAVES:
            for swea_type, done in zip(wave, self._run(system, names, wave), strict=True):
                files.extend(done.files)
                fallbacks.extend(done.fallbacks)
                seconds[swea_type] = done.seconds[swea_type]
        return Generation(tuple(files), tuple(fallbacks), seconds)

    def _run(
        self, system: SystemSpec, names: Mapping[str, EntityNames], wave: Sequence[SweaType]
    ) -> list[Generation]:
        write = partial(self._write, system, names)
        if not self._parallel or len(wave) == 1:
            return [write(swea_type) for swea_type in wave]
        with ThreadPoolExecutor(max_workers=len(wave)) as pool:
            return list(pool.map(write, wave))

    def _write(
        self, system: SystemSpec, names: Mapping[str, EntityNames], swea_type: SweaType
    ) -> Generation:
        """The files of one SWEA."""
        started = self._clock.elapsed()
        drafts = list(self._drafts(system, names, swea_type))
        rendered = [draft for draft in drafts if not draft.output.fallback_used]
        began = self._clock.elapsed()
        formatted = self._formatter.format({draft.path: draft.text for draft in rendered})
        share = (self._clock.elapsed() - began) / max(1, len(rendered))
        files = tuple(
            GeneratedFile(
                path=draft.path,
                text=stamp(draft.path, formatted[draft.path], draft.metadata),
                swea_type=swea_type,
                entity=draft.entity,
                template_id=draft.metadata.template_id,
                template_version=draft.metadata.version,
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

    def _drafts(
        self, system: SystemSpec, names: Mapping[str, EntityNames], swea_type: SweaType
    ) -> Iterator["_Draft"]:
        linked = linked_entities(system, names)
        for artefact in ARTEFACTS:
            metadata = self._templates.get(artefact.template_id)
            if metadata.swea_type is not swea_type or not artefact.made_for(system):
                continue
            if artefact.of_links and not linked:
                continue
            if not artefact.per_entity:
                render = self._shared(artefact, system)
                yield self._draft(artefact.path, None, metadata, render)
                continue
            drafts = [
                self._draft(
                    artefact.path.format(module=names[entity.name].module),
                    entity.name,
                    metadata,
                    self._of_entity(artefact, entity, system),
                )
                for entity in system.entities
                if entity.name in linked or not artefact.of_links
            ]
            yield from [_joined(drafts)] if artefact.path == SCHEMA_PATH else drafts

    def _shared(self, artefact: Artefact, system: SystemSpec) -> Callable[[], TemplateOutput]:
        return lambda: self._templates.render_shared(artefact.template_id, system)

    def _of_entity(
        self, artefact: Artefact, entity: EntitySpec, system: SystemSpec
    ) -> Callable[[], TemplateOutput]:
        asked = TemplateInput(entity=entity, system=system)
        return lambda: self._templates.render(artefact.template_id, asked)

    def _draft(
        self,
        path: str,
        entity: str | None,
        metadata: TemplateMetadata,
        render: Callable[[], TemplateOutput],
    ) -> "_Draft":
        started = self._clock.elapsed()
        output = render()
        return _Draft(path, entity, metadata, output, self._clock.elapsed() - started)


@dataclass(frozen=True, slots=True)
class _Draft:
    path: str
    entity: str | None
    metadata: TemplateMetadata
    output: TemplateOutput
    seconds: float

    @property
    def text(self) -> str:
        return self.output.generated_code


def _joined(drafts: Iterable[_Draft]) -> _Draft:
    """The sections of all entities as one file; one that fell back makes the whole fall back."""
    sections = list(drafts)
    bad = next((draft for draft in sections if draft.output.fallback_used), None)
    if bad:
        return bad
    text = "\n".join(draft.text for draft in sections)
    output = sections[0].output.model_copy(update={"generated_code": text})
    seconds = sum(draft.seconds for draft in sections)
    return replace(sections[0], entity=None, output=output, seconds=seconds)
