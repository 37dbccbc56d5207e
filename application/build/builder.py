"""What a build begins with: requests as people type them, or a specification file."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from application.build.asks import Ask
from application.build.pipeline import Pipeline, Progress
from application.build.produced import Produced
from application.build.report import BuildReport
from application.cache_evictions import CacheEvictions
from application.ports.clock import Clock
from application.ports.entity_catalogue import EntityCatalogue
from application.ports.exclusive import Exclusive
from application.recognize import RecognitionService
from application.recognized import Recognized
from domain.custom_logic import CustomLogic, detect_custom_logic
from domain.entities import EntitySpec, SystemSpec
from domain.errors import ModelNeededError
from domain.events import EntityRemoved, EntitySchemaEvolved, Event
from domain.evolution import Evolution, evolve, redefine
from domain.known_entities import KnownEntities
from domain.names.checks import check_name
from domain.recognition import Intent, Recognition

DEFAULT_SYSTEM = "default"


def _no_progress(_what: str, _done: int, _total: int) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Builder:
    """The main job. Everything is understood before anything is generated."""

    recognition: RecognitionService
    catalogue: Callable[[], EntityCatalogue]  # as it is now
    pipeline: Pipeline
    evictions: CacheEvictions
    exclusive: Exclusive
    clock: Clock

    def build(
        self,
        texts: Sequence[str],
        *,
        out: Path,
        system: str | None = None,
        test: bool = False,
        progress: Progress = _no_progress,
    ) -> BuildReport:
        """Build what the requests ask for, in their order, on top of what the system has.

        ModelNeededError for the first request that cannot be answered without a model;
        RejectedError and its kin for one that cannot be built.
        """
        started = self.clock.elapsed()
        with self.pipeline.output.held(out):
            name = system or self.pipeline.output.system(out) or DEFAULT_SYSTEM
            check_name(name, where="system")
            self.pipeline.imports.warm_up()
            with self.exclusive.held():
                current, versions = self._current(name)
                asks = []
                for number, text in enumerate(texts):
                    progress("recognising", number, len(texts))
                    asked, current, versions = self._ask(text, current, versions)
                    asks.append(asked)
                progress("recognising", len(texts), len(texts))
                _refuse_custom_rules(current)
                produced = self._produce(current, asks, out=out, started=started, progress=progress)
        return self.pipeline.finish(produced, test=test)

    def build_spec(
        self,
        spec: SystemSpec,
        *,
        out: Path,
        source: str,
        test: bool = False,
        progress: Progress = _no_progress,
    ) -> BuildReport:
        """Build exactly the entities of a specification; `source` names the file for people."""
        started = self.clock.elapsed()
        check_name(spec.name, where=source)
        with self.pipeline.output.held(out):
            self.pipeline.output.system(out)
            self.pipeline.imports.warm_up()
            _refuse_custom_rules(spec, f" in {source}")
            with self.exclusive.held():
                produced = self._produce_spec(
                    spec, out=out, source=source, started=started, progress=progress
                )
        return self.pipeline.finish(produced, test=test)

    def _produce_spec(
        self, spec: SystemSpec, *, out: Path, source: str, started: float, progress: Progress
    ) -> Produced:
        current, versions = self._current(spec.name)
        events = redefine(current, spec, versions)
        removed = events.pop(None)
        asks = [
            self._spec_ask(entity, source, (*(removed if first else ()), *events[entity.name]))
            for first, entity in _marked(spec.entities)
        ]
        return self._produce(spec, asks, out=out, started=started, progress=progress)

    def _produce(
        self,
        system: SystemSpec,
        asks: Sequence[Ask],
        *,
        out: Path,
        started: float,
        progress: Progress,
    ) -> Produced:
        """What is known of an entity that evolves ends with that, in the same transaction."""
        keep = {ask.key for ask in asks}
        gone: set[str] = set()
        final = []
        for ask in asks:
            events = self.evictions.by_evolution(_evolved(ask.events) - gone, keep=keep)
            gone |= _evolved(ask.events)
            final.append(replace(ask, events=(*ask.events, *events)))
        produced = self.pipeline.produce(system, final, out=out, started=started, progress=progress)
        if not produced.rejected:
            self.evictions.forget(event for ask in final for event in ask.events)
        return produced

    def _current(self, name: str) -> tuple[SystemSpec, dict[str, int]]:
        catalogue = self.catalogue()
        system = catalogue.system(name)
        return system.model_copy(update={"name": name}), catalogue.versions(name)

    def _ask(
        self, text: str, system: SystemSpec, versions: dict[str, int]
    ) -> tuple[Ask, SystemSpec, dict[str, int]]:
        request_id = str(self.clock.new_id())
        found = self.recognition.recognize(
            text, request_id=request_id, known=KnownEntities.of(versions.items())
        )
        if found.recognition is None:
            raise ModelNeededError(text, str(found.unparsed))
        meaning = found.recognition
        _refuse(detect_custom_logic(text, meaning, meaning.business_rules), text)
        evolution = evolve(system, meaning, versions)
        asked = _ask_of(found, meaning, evolution)
        return asked, evolution.system, _after(versions, evolution)

    def _spec_ask(
        self,
        entity: EntitySpec,
        source: str,
        events: tuple[Event, ...],
    ) -> Ask:
        return Ask(
            request_id=str(self.clock.new_id()),
            text=f"{entity.name} ({source})",
            key="",
            entity=entity.name,
            shown_entity=entity.name,
            intent=Intent.CREATE,
            source="spec",
            seconds=0.0,
            tokens=0,
            events=events,
        )


def _evolved(events: Sequence[Event]) -> set[str]:
    """The entities that are no longer what they were."""
    evolved = {event.spec.name for event in events if isinstance(event, EntitySchemaEvolved)}
    return evolved | {event.entity for event in events if isinstance(event, EntityRemoved)}


def _ask_of(found: Recognized, meaning: Recognition, evolution: Evolution) -> Ask:
    return Ask(
        request_id=found.request_id,
        text=found.text,
        key=found.key,
        entity=evolution.entity,
        shown_entity=evolution.entity or meaning.entity,
        intent=meaning.intent,
        source=found.source,
        seconds=found.seconds,
        tokens=found.tokens,
        events=evolution.events,
    )


def _after(versions: Mapping[str, int], evolution: Evolution) -> dict[str, int]:
    """The entity versions once these events are recorded."""
    return {
        entity.name: versions.get(entity.name, 0)
        + any(getattr(event, "spec", None) == entity for event in evolution.events)
        or 1
        for entity in evolution.system.entities
    }


def _refuse(logic: CustomLogic, text: str) -> None:
    if logic.custom:
        part = logic.custom[0]
        raise ModelNeededError(text, f"{part.words!r} is custom logic: {part.reason}")


def _refuse_custom_rules(system: SystemSpec, where: str = "") -> None:
    """Also those of entities that a request changed, whose rules may not fit any more."""
    for entity in system.entities:
        logic = detect_custom_logic(
            "", None, entity.business_rules, entity=entity.name, attributes=entity.attributes
        )
        _refuse(logic, f"{entity.name}{where}")


def _marked(entities: Sequence[EntitySpec]) -> list[tuple[bool, EntitySpec]]:
    """Each entity, and whether it is the first."""
    return [(number == 0, entity) for number, entity in enumerate(entities)]
