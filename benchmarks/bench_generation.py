"""What does generating cost? Run `make bench ONLY=generation`.

The seed's six artefacts of one warm entity, in milliseconds (expected: at most 30, formatted);
whole systems, in seconds an entity (at most 0.25), against the same work without threads; and an
application of 100 entities with relations (100,000 lines), generated alone and built with events,
reviews and import check, in seconds (at most 5) and peak memory (at most 300 MB).
And does what is generated work? The share of the checks of `tests/independent_client` that running
systems pass (at least 0.99); it takes some minutes.
"""

import resource
import sys
import tempfile
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

from application.generation.generate import Generator
from baes_optimizer import Optimizer, Settings
from benchmarks.harness import Figure, measure, report
from domain.attributes import Attribute, AttributeType, Reference
from domain.consistency import check_system
from domain.entities import EntitySpec, SystemSpec
from domain.generation.catalogue import SEED_TEMPLATES
from domain.specification import parse_specification
from domain.templates import TemplateInput, TemplateVersion
from infrastructure.adapters.clock_system import SystemClock
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.templates_jinja import JinjaTemplates
from tests.independent_client.run import check_system as check_with_client
from tests.independent_client.schemas import SCHEMAS as CHECKED

DATA = Path(__file__).parents[1] / "tests" / "data"
SCHEMAS = ("chinook", "northwind", "sakila")
MANY = 100
MEGABYTE = 1024 if sys.platform != "darwin" else 1024 * 1024  # what ru_maxrss counts in


def load(schema: str) -> SystemSpec:
    text = (DATA / f"{schema}.json").read_text(encoding="utf-8")
    return parse_specification(text, source=schema)


def client_checks(schema: str) -> Figure:
    """Passed of total, of a running system; what failed is printed."""
    with tempfile.TemporaryDirectory() as folder:
        found = check_with_client(CHECKED[schema], Path(folder))
    print(f"{schema}\n{found}")
    return measure(
        f"{schema}, client checks passed",
        lambda: found.share,
        unit=f"of {found.total.total()}",
        rounds=1,
        at_least=0.99,
    )


def chain(entities: int) -> SystemSpec:
    """Entities of ten attributes; each but the first refers to the one before it."""
    specs = []
    for number in range(entities):
        attributes = [
            Attribute(name=f"{kind} {part}", type=kind, required=part == 0)
            for kind in (AttributeType.STRING, AttributeType.INTEGER, AttributeType.DATE)
            for part in range(3)
        ]
        if number:
            before = Reference(entity=f"Part {number - 1}")
            attributes.append(
                Attribute(name="before", type=AttributeType.INTEGER, references=before)
            )
        specs.append(EntitySpec(name=f"Part {number}", attributes=tuple(attributes)))
    return check_system(SystemSpec(name="many", entities=tuple(specs)))


def build(system: SystemSpec) -> float:
    """Seconds of a whole build of an open service: everything but the tests."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder) / "data")
        with Optimizer.open(settings) as optimizer:
            start = time.perf_counter()
            optimizer.builder.build_spec(system, out=Path(folder) / "out", source="benchmark")
            return time.perf_counter() - start


def main() -> None:
    """Measure and report."""
    registry, formatter, clock = JinjaTemplates(), RuffFormatter(), SystemClock()
    threads = Generator(registry, formatter, clock, parallel=True)
    in_turn = Generator(registry, formatter, clock, parallel=False)
    film = next(e for e in load("sakila").entities if e.name == "film")
    alone = check_system(
        SystemSpec(
            name="film",
            entities=(
                film.model_copy(
                    update={
                        "attributes": tuple(replace(a, references=None) for a in film.attributes)
                    }
                ),
            ),
        )
    )
    asked = TemplateInput(entity=alone.entities[0], system=alone)

    def render() -> dict[str, str]:
        return {
            f"{m.template_id}.{'sql' if 'sql' in m.template_path else 'py'}": registry.render(
                TemplateVersion(m), asked
            ).generated_code
            for m in SEED_TEMPLATES
        }

    def render_seconds() -> float:
        start = time.perf_counter()
        render()
        return (time.perf_counter() - start) * 1000

    def with_format() -> float:
        start = time.perf_counter()
        formatter.format(render())
        return (time.perf_counter() - start) * 1000

    def generate(generator: Generator, system: SystemSpec) -> float:
        start = time.perf_counter()
        generator.generate(system)
        return (time.perf_counter() - start) / len(system.entities)

    render()
    figures = [
        measure(
            "six artefacts, rendered",
            render_seconds,
            unit="ms",
            rounds=20,
            at_most=30,
            higher_is_better=False,
        ),
        measure(
            "six artefacts, formatted",
            with_format,
            unit="ms",
            rounds=20,
            at_most=30,
            higher_is_better=False,
        ),
    ]
    for schema in SCHEMAS:
        system = load(schema)
        figures.append(
            measure(
                f"{schema}, an entity",
                partial(generate, threads, system),
                partial(generate, in_turn, system),
                unit="s",
                at_most=0.25,
                higher_is_better=False,
            )
        )
    many = chain(MANY)
    figures.append(
        measure(
            f"{MANY} entities, generated",
            lambda: generate(threads, many) * MANY,
            unit="s",
            rounds=3,
            at_most=5,
            higher_is_better=False,
        )
    )
    figures.append(
        measure(
            f"{MANY} entities, built",
            partial(build, many),
            unit="s",
            rounds=3,
            at_most=5,
            higher_is_better=False,
        )
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE
    figures.append(
        measure(
            "peak memory", lambda: peak, unit="MB", rounds=1, at_most=300, higher_is_better=False
        )
    )
    figures += [client_checks(schema) for schema in CHECKED]
    report("Generation", figures)


if __name__ == "__main__":
    main()
