"""The table of events is the index of what can be stored: all of them, no name taken twice."""

import re

from domain.events import EVENT_TYPES, Event


def _subclasses(kind: type[Event]) -> set[type[Event]]:
    direct = {c for c in kind.__subclasses__() if c.__module__.startswith("domain.events")}
    return direct.union(*(_subclasses(c) for c in direct)) if direct else set()


def test_the_table_lists_every_event_once() -> None:
    assert set(EVENT_TYPES) == _subclasses(Event)
    assert len(EVENT_TYPES) == len(set(EVENT_TYPES))


def test_no_stored_name_is_used_twice() -> None:
    names = [kind.stored_as for kind in EVENT_TYPES]

    assert len(names) == len(set(names))


def test_stored_names_are_area_dot_past_tense() -> None:
    assert [
        k.stored_as for k in EVENT_TYPES if not re.fullmatch(r"[a-z]+\.[a-z_]+", k.stored_as)
    ] == []


def test_every_older_version_has_its_upcast() -> None:
    for kind in EVENT_TYPES:
        assert set(kind.upcasts) == set(range(1, kind.schema_version)), kind.__name__
