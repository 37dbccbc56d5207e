"""Given what happened to the catalogue, when a command is decided, then these events."""

from typing import Any

import pytest
from hypothesis import given as everywhere
from hypothesis import strategies as st

from domain import template_catalogue
from domain.errors import DuplicateTemplateError, InvalidTemplateError, UnknownTemplateError
from domain.events import Event, TemplateDisabled, TemplateRegistered
from domain.generation.artefacts import ARTEFACTS, SCHEMA_PATH
from domain.generation.catalogue import CATALOGUE
from domain.template_catalogue import TemplateCatalogue
from domain.templates import SweaType, TemplateMetadata, TemplateSource

SHIPPED = TemplateCatalogue.shipped(CATALOGUE)
PLAIN = TemplateMetadata(
    template_id="student_model",
    template_path="student.py.j2",
    entity_types=("Student",),
    swea_type=SweaType.BACKEND,
    version="1.0.0",
    description="of a user",
    replaces="backend_model_crud",
)
TEXT = (TemplateSource(path="student.py.j2", text="# one\n"),)
OTHER_TEXT = (TemplateSource(path="student.py.j2", text="# two\n"),)
REGISTERED = TemplateRegistered(metadata=PLAIN, sources=TEXT)
DISABLED = TemplateDisabled(template_id="student_model")


def of(**fields: Any) -> TemplateMetadata:
    return TemplateMetadata.model_validate(PLAIN.model_dump() | fields)


def given(*events: Event) -> TemplateCatalogue:
    return SHIPPED.after(*events)


NEXT = of(version="1.10.0")
UPGRADED = TemplateRegistered(metadata=NEXT, sources=OTHER_TEXT)


def test_a_new_template_is_registered() -> None:
    assert template_catalogue.register(given(), PLAIN, TEXT) == [REGISTERED]


def test_registering_exactly_the_same_again_changes_nothing() -> None:
    assert template_catalogue.register(given(REGISTERED), PLAIN, TEXT) == []


def test_a_higher_version_takes_over_and_the_previous_one_is_kept() -> None:
    state = given(TemplateRegistered(metadata=of(version="1.9.0"), sources=TEXT))

    assert template_catalogue.register(state, NEXT, OTHER_TEXT) == [UPGRADED]
    after = state.after(UPGRADED)
    assert after.get("student_model").sources == OTHER_TEXT
    assert [one.sources for one in after.history("student_model")] == [TEXT, OTHER_TEXT]
    assert after.version_of("student_model", "1.9.0").sources == TEXT


@pytest.mark.parametrize(
    ("metadata", "sources"),
    [
        (PLAIN, OTHER_TEXT),
        (of(description="another"), TEXT),
        (of(version="0.9.9"), TEXT),
        (of(version="1.9.0"), OTHER_TEXT),
    ],
)
def test_another_content_needs_a_higher_version(
    metadata: TemplateMetadata, sources: tuple[TemplateSource, ...]
) -> None:
    with pytest.raises(DuplicateTemplateError, match=r"'student_model' is there in version 1\.10"):
        template_catalogue.register(given(REGISTERED, UPGRADED), metadata, sources)


def test_an_earlier_version_can_be_gone_back_to() -> None:
    state = given(REGISTERED, UPGRADED)

    assert template_catalogue.restore(state, "student_model", "1.0.0") == [REGISTERED]
    assert template_catalogue.register(state, PLAIN, TEXT) == [REGISTERED]
    back = state.after(REGISTERED)
    assert back.get("student_model").metadata.version == "1.0.0"
    with pytest.raises(DuplicateTemplateError, match=r"1\.10\.0"):  # higher than all that were
        template_catalogue.register(back, of(version="1.5.0"), OTHER_TEXT)


def test_a_template_is_disabled_once_and_used_again() -> None:
    assert template_catalogue.disable(given(REGISTERED), "student_model") == [DISABLED]
    off = given(REGISTERED, DISABLED)
    assert template_catalogue.disable(off, "student_model") == []
    assert off.select("Student", SweaType.BACKEND) == SHIPPED.get("backend_model_crud")
    assert template_catalogue.restore(off, "student_model") == [REGISTERED]
    assert template_catalogue.register(off, PLAIN, TEXT) == [REGISTERED]
    assert template_catalogue.restore(off.after(REGISTERED), "student_model") == []


def test_a_disabled_packaged_template_is_used_again_as_the_program_ships_it() -> None:
    off = given(TemplateDisabled(template_id="backend_model_crud"))

    (event,) = template_catalogue.restore(off, "backend_model_crud")

    assert off.in_place_of("backend_model_crud", "Student") is None
    newer = CATALOGUE[0].model_copy(update={"version": "1.1.0"})
    assert isinstance(event, TemplateRegistered)
    assert event.sources == ()
    upgraded = TemplateCatalogue.shipped([newer]).after(event)
    assert upgraded.get("backend_model_crud").metadata == newer


def test_a_user_may_take_over_a_packaged_template_and_give_it_back() -> None:
    mine = CATALOGUE[0].model_copy(update={"version": "1.0.1"})
    taken = given(*template_catalogue.register(given(), mine, TEXT))

    assert taken.in_place_of("backend_model_crud", "Student") == taken.get("backend_model_crud")
    assert taken.get("backend_model_crud").sources == TEXT
    (event,) = template_catalogue.restore(taken, "backend_model_crud", "1.0.0")
    assert taken.after(event).get("backend_model_crud").is_packaged


def test_a_template_for_the_entity_goes_before_one_for_any() -> None:
    state = given(REGISTERED)
    own = state.get("student_model")
    any_of_them = TemplateRegistered(
        metadata=of(template_id="mine", entity_types=["*"]), sources=TEXT
    )

    assert state.select("Student", SweaType.BACKEND) == own
    assert state.select("Course", SweaType.BACKEND) == SHIPPED.get("backend_model_crud")
    assert state.in_place_of("backend_model_crud", "Student") == own
    assert state.in_place_of("backend_model_crud", "Course") == SHIPPED.get("backend_model_crud")
    assert state.in_place_of("backend_routes_crud", "Student") == SHIPPED.get("backend_routes_crud")
    both = given(any_of_them, REGISTERED)
    assert both.in_place_of("backend_model_crud", "Student") == own
    assert both.in_place_of("backend_model_crud", "Course") == both.get("mine")


def test_a_template_of_the_whole_system_is_never_selected_for_an_entity() -> None:
    off = given(
        *(
            TemplateDisabled(template_id=name)
            for name in ("backend_model_crud", "backend_routes_crud", "backend_links_routes")
        )
    )

    assert off.select("Student", SweaType.BACKEND) is None


def test_a_file_more_for_each_entity_is_an_artefact() -> None:
    report = of(template_id="report", replaces=None, output_path="reports/{module}.md")
    state = given(TemplateRegistered(metadata=report, sources=TEXT))

    added = state.artefacts()[-1]
    assert (added.template_id, added.path) == ("report", "reports/{module}.md")
    assert added.is_for("Student")
    assert not added.is_for("Course")
    assert given(REGISTERED).artefacts() == ARTEFACTS


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"output_path": "x/{module}.py"}, "not both"),
        ({"replaces": "backend_main"}, "replaces must be one of"),
        ({"replaces": "student_model"}, "replaces must be one of"),
        ({"swea_type": "frontend"}, "swea_type must be backend"),
        ({"entity_types": ["Student", "Student"]}, "twice"),
        ({"entity_types": ["x/y"]}, "path separator"),
        ({"entity_types": ["a\x00b"]}, "control character"),
        ({"replaces": None, "output_path": "../{module}.py"}, "below the generated folder"),
        ({"replaces": None, "output_path": "/x/{module}.py"}, "below the generated folder"),
        ({"replaces": None, "output_path": "a//{module}.py"}, "below the generated folder"),
        ({"replaces": None, "output_path": "x/all.py"}, "once"),
        ({"replaces": None, "output_path": "{module}/{module}.py"}, "once"),
        ({"replaces": None, "output_path": "{module.__class__}.py"}, "once"),
        ({"replaces": None, "output_path": "x/{module}{y}.py"}, "may hold letters"),
        ({"replaces": None, "output_path": "x/{module}\x00.py"}, "may hold letters"),
        ({"replaces": None, "output_path": "x/{module}"}, "extension"),
        ({"replaces": None, "output_path": "migrations/{module}.sql"}, "by the build itself"),
        ({"replaces": None, "output_path": "app/models/{module}.py"}, "say that it replaces"),
        ({"template_id": "backend_model_crud", "version": "2.0.0"}, "for any entity"),
        (
            {"template_id": "backend_main", "version": "2.0.0", "entity_types": ["*"]},
            "neither replaces nor output_path",
        ),
    ],
)
def test_metadata_that_do_not_fit_are_refused(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidTemplateError, match=said):
        template_catalogue.register(given(), of(**fields), TEXT)


def test_two_templates_cannot_have_the_same_place() -> None:
    rival = of(template_id="rival", entity_types=["Course", "Student"])

    with pytest.raises(InvalidTemplateError, match="for Student by student_model; disable"):
        template_catalogue.register(given(REGISTERED), rival, TEXT)
    assert template_catalogue.register(given(REGISTERED, DISABLED), rival, TEXT)


def test_a_place_that_was_taken_meanwhile_is_not_taken_back() -> None:
    rival = TemplateRegistered(metadata=of(template_id="rival"), sources=TEXT)

    with pytest.raises(InvalidTemplateError, match="by rival; disable that first"):
        template_catalogue.restore(given(REGISTERED, DISABLED, rival), "student_model")


def test_unknown_templates_and_versions_are_refused() -> None:
    with pytest.raises(UnknownTemplateError, match=r"known: .*backend_model_crud"):
        template_catalogue.disable(given(), "backend_modle_crud")
    with pytest.raises(UnknownTemplateError, match=r"known: student_model 1\.0\.0"):
        template_catalogue.restore(given(REGISTERED), "student_model", "3.0.0")


def test_each_event_raises_the_version() -> None:
    assert given(REGISTERED, DISABLED).version == 2


@everywhere(st.lists(st.sampled_from([REGISTERED, UPGRADED, DISABLED]), max_size=8))
def test_deciding_twice_adds_nothing(events: list[Event]) -> None:
    state = given(*events)
    for decided in (
        template_catalogue.register(state, of(version="2.0.0"), TEXT),
        template_catalogue.disable(state, "backend_main"),
    ):
        after = state.after(*decided)
        again = (
            template_catalogue.register(after, of(version="2.0.0"), TEXT)
            if isinstance(decided[0], TemplateRegistered)
            else template_catalogue.disable(after, "backend_main")
        )
        assert again == []


def test_the_sections_of_the_schema_can_be_replaced() -> None:
    assert SCHEMA_PATH == "schema.sql"
    table = of(template_id="table", replaces="database_schema_crud", swea_type="database")

    assert template_catalogue.register(given(), table, TEXT)
