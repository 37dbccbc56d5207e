"""Do the generated tests notice a broken API? Run `make bench ONLY=mutants` (a quarter of an hour).

Every table of three schemas and of one with business rules, each broken in 14 to 19 places, one
at a time. Expected: at least 13 of 14 mutants are noticed, and the sound system passes.
"""

import tempfile
from pathlib import Path

from benchmarks.harness import Figure, measure, report
from domain.naming import name_system
from tests.templates.mutation import Survivors, Target, survivors
from tests.templates.systems import generation, specification, write

SYSTEMS = ("chinook", "northwind", "sakila", "rules")


def main() -> None:
    """Try every table and report."""
    figures = [_of_schema(schema) for schema in SYSTEMS]
    report("Mutants", figures)


def _of_schema(schema: str) -> Figure:
    found: list[Survivors] = []
    with tempfile.TemporaryDirectory(prefix="baes-mutants-") as folder:
        sound = write(generation(schema), Path(folder) / "sound")
        for names in name_system(specification(schema)).values():
            into = Path(folder) / names.module
            one = survivors(sound, Target(names.module, names.class_name), into)
            found.append(one)
            if one.alive or not one.sound_passes:
                print(f"{schema}.{names.entity}: alive: {one.alive}, sound: {one.sound_passes}")
    tried = sum(one.tried for one in found)
    killed = tried - sum(len(one.alive) for one in found)
    share = killed / tried if all(one.sound_passes for one in found) else 0.0
    return measure(
        f"{schema}, mutants noticed of {tried}",
        lambda: share,
        unit="share",
        rounds=1,
        at_least=13 / 14,
    )


if __name__ == "__main__":
    main()
