"""What a user's template can do, what it cannot, and that each refusal is a reason, no error."""

import os
from collections.abc import Iterator
from dataclasses import is_dataclass
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

import pytest

from domain.attributes import Attribute, AttributeType, Reference
from domain.entities import Asked, EntityRelationship, EntitySpec, SystemSpec
from domain.errors import InvalidTemplateError
from domain.generation.views import SystemViews
from domain.template_context import entity_context, system_context
from domain.templates import TemplateInput, TemplateSource
from infrastructure.adapters.templates_sandbox import SubprocessTemplates

COURSE = EntitySpec(name="Course", attributes=(Attribute(name="title"),))
STUDENT = EntitySpec(
    name="Student",
    attributes=(
        Attribute(name="StudentName", required=True, default='a "quoted" {brace}'),
        Attribute(name="born", type=AttributeType.DATE),
        Attribute(name="course", type=AttributeType.INTEGER, references=Reference(entity="Course")),
    ),
    relationships=(EntityRelationship(related_entity="Course", field_name="course"),),
    business_rules=("a student has a name",),
)
SCHOOL = SystemSpec(name="school", entities=(STUDENT, COURSE))
ASKED = TemplateInput(entity=STUDENT, system=SCHOOL, standards_context="be brief")


LONG = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SubprocessTemplates]:
    with SubprocessTemplates(seconds=1.5, memory_bytes=1 << 27, output_characters=50_000) as made:
        yield made


def sources(text: str, **parts: str) -> tuple[TemplateSource, ...]:
    others = (TemplateSource(path=f"{name}.j2", text=part) for name, part in parts.items())
    return (TemplateSource(path="mine.j2", text=text), *others)


def test_the_five_names_of_the_seed_are_there(sandbox: SubprocessTemplates) -> None:
    text = (
        "{{ entity_name }} {{ standards_context }} {{ business_rules[0] }}\n"
        "{% for one in attributes %}{{ one.name | snake_case }}: {{ one | python_type }} "
        "{{ one.required }} {{ one.default | py_literal }}\n{% endfor %}"
        "{{ relationships[0].related_entity }}.{{ relationships[0].type }}\n"
    )

    done = sandbox.render(sources(text), ASKED, python=False)

    assert done.problem == ""
    assert done.text == (
        "Student be brief a student has a name\n"
        "student_name: str True 'a \"quoted\" {brace}'\n"
        "born: dt.date False None\n"
        "course: int False None\n"
        "Course.many_to_one\n"
    )


def test_what_our_own_templates_see_is_there_too(sandbox: SubprocessTemplates) -> None:
    text = "{{ entity.names.table }} {{ view.label }} {{ title }} {{ system.entities | length }}"

    assert sandbox.render(sources(text), ASKED, python=False).text == "students Student school 2"
    shared = sandbox.render_shared(sources("{{ entity_names | join(' ') }}"), SCHOOL, python=False)
    assert shared.text == "Student Course"


def test_parts_are_found_among_the_pinned_ones_and_ours(sandbox: SubprocessTemplates) -> None:
    text = '{% include "head.j2" %}{% include "backend/package.py.j2" %}'

    done = sandbox.render(sources(text, head="# {{ entity_name }}\n"), ASKED, python=True)

    assert done.problem == ""
    assert done.text.startswith("# Student\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ forgotten }}", "mine.j2, line 1: UndefinedError: 'forgotten' is undefined"),
        ("\n\n{{ entity.forgotten }}", "mine.j2, line 3: UndefinedError"),
        ("a\n{% if %}", "mine.j2, line 2: "),
        ("{{ 'x' | nofilter }}", "line 1: No filter named 'nofilter'"),
        ("{{ ''.__class__ }}", "access to attribute '__class__'"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", "access to attribute '__class__'"),
        ("{{ entity.names.__init__.__globals__ }}", "access to attribute '__init__'"),
        ("{{ ''['__class__'] }}", "access to attribute '__class__'"),
        ("{{ '{0.__class__}'.format(1) }}", "access to attribute '__class__'"),
        ("{{ ('{0.__class__}' | format)(1) }}", "Error"),
        ("{{ '' | attr('__class__') }}", "No filter named 'attr'"),
        ("{{ [1, 2] | random }}", "No filter named 'random'"),
        ("{{ lipsum() }}", "'lipsum' is undefined"),
        ("{{ self.__class__ }}", "Error"),
        ("{{ entity.names.fields.update({}) }}", "Error"),
        ("{{ attributes[0].update({'name': 'x'}) }}", "SecurityError"),
        ("{% set _ = attributes[0].clear() %}", "SecurityError"),
        ("{{ 1 / 0 }}", "ZeroDivisionError"),
        ("{% include '/etc/hostname' %}", "there is no part '/etc/hostname' beside it"),
        ("{% include '../secret' %}", "there is no part '../secret' beside it"),
        ("{% include 'backend/../../setup.py' %}", "there is no part"),
        ("{% include ['/etc/passwd', '/etc/hostname'] %}", "Templates"),
        ("{% import '/etc/passwd' as x %}", "there is no part"),
        ("{{ entity.names | py_literal }}", "has no literal"),
        ("{{ 'sting' | python_type }}", "unknown type 'sting'"),
        ("{{ range(10**9) | list }}", "Range too big"),
        ("{{ 'x' * 10**10 }}", "memory"),
        ("{{ [0] * 10**10 }}", "memory"),
        ("{% for i in range(99999) %}{{ 'x' * 1000 }}{% endfor %}", "more than 50,000 characters"),
        (LONG, "did not end within 1.5 s"),
        ("{{ 10 ** (10 ** 10) }}", "did not end within 1.5 s"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "nested too deeply"),
        ("{% include 'mine.j2' %}", "nested too deeply"),
        ("{{ " + "(" * 5000 + ")" * 5000 + " }}", "nested too deeply|mine.j2"),
    ],
)  # fmt: skip
def test_what_a_template_must_not_do_has_a_reason(
    sandbox: SubprocessTemplates, text: str, said: str
) -> None:
    done = sandbox.render(sources(text), ASKED, python=False)

    assert done.text == ""
    assert any(part in done.problem for part in said.split("|")), done.problem
    assert len(done.problem) < 600


def test_a_template_that_was_stopped_costs_the_next_one_nothing(
    sandbox: SubprocessTemplates,
) -> None:
    sandbox.render(sources("{{ 10 ** (10 ** 10) }}"), ASKED, python=False)

    assert sandbox.render(sources("fine"), ASKED, python=False).text == "fine"


def test_what_is_no_python_is_refused_with_its_line(sandbox: SubprocessTemplates) -> None:
    done = sandbox.render(sources("x = 1\ndef f(:\n"), ASKED, python=True)

    assert done.text == ""
    assert done.problem.startswith("what mine.j2 writes is no Python: line 2: ")
    assert sandbox.render(sources("def f(:"), ASKED, python=False).text == "def f(:"


def test_a_system_that_cannot_be_rendered_has_a_reason(sandbox: SubprocessTemplates) -> None:
    dangling = Attribute(name="x", references=Reference(entity="Nobody"))
    broken = EntitySpec(name="Student", attributes=(dangling,))
    asked = TemplateInput(entity=broken, system=SystemSpec(name="s", entities=(broken,)))

    assert "Nobody" in sandbox.render(sources("x"), asked, python=False).problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a\n{% if %}", r"mine\.j2, line 2 cannot be used: Expected an expression"),
        ("{{ x | nofilter }}", r"mine\.j2, line 1 cannot be used: No filter named 'nofilter'"),
        ("{{ x is notest }}", "No test named 'notest'"),
        ("{{ 10 ** (10 ** 10) }}", "did not end"),
    ],
)
def test_what_is_no_template_is_refused_when_it_is_checked(
    sandbox: SubprocessTemplates, text: str, said: str
) -> None:
    with pytest.raises(InvalidTemplateError, match=said):
        sandbox.check(sources(text))


def test_the_part_that_is_wrong_is_named(sandbox: SubprocessTemplates) -> None:
    with pytest.raises(InvalidTemplateError, match=r"template head\.j2, line 2"):
        sandbox.check(sources("fine", head="\n{{ x | nofilter }}"))


def test_a_worker_that_died_is_started_again(sandbox: SubprocessTemplates) -> None:
    sandbox.warm_up()
    assert sandbox._worker is not None
    os.kill(sandbox._worker.pid, 9)

    outcomes = [sandbox.render(sources("fine"), ASKED, python=False) for _ in range(2)]

    assert outcomes[0].text == "fine" or "sandbox" in outcomes[0].problem
    assert outcomes[1].text == "fine"


def test_a_closed_sandbox_says_so() -> None:
    sandbox = SubprocessTemplates()
    sandbox.close()
    sandbox.close()

    assert "the sandbox is closed" in sandbox.render(sources("x"), ASKED, python=False).problem


def test_of_a_model_only_the_fields_can_be_seen(
    sandbox: SubprocessTemplates, tmp_path: Path
) -> None:
    """pydantic's models have methods that read files and unpickle."""
    (tmp_path / "secret.json").write_text('{"request_id": "", "text": "secret", "entity": null}')
    system = SCHOOL.model_copy(
        update={"requests": (Asked(text="create student", entity="Student"),)}
    )
    asked = ASKED.model_copy(update={"system": system})

    def say(text: str) -> str:
        done = sandbox.render(sources(text), asked, python=False)
        return done.text or done.problem

    assert say("{{ requests[0].text }}") == "create student"
    path = str(tmp_path / "secret.json")
    for attempt in (f"requests[0].parse_file('{path}')", "requests[0].model_copy()", "dict.mro()"):
        assert "unsafe" in say(f"{{{{ {attempt} }}}}"), attempt


def test_the_methods_in_the_context_are_known_to_be_harmless() -> None:
    views = SystemViews(SCHOOL)
    met: list[Any] = []
    for context in (entity_context(views, ASKED), system_context(views, SCHOOL)):
        _walk(context, met)

    assert [one for one in met if isinstance(one, FunctionType | Path | type)] == []
    methods = {
        name
        for one in met
        if is_dataclass(one)
        for name in dir(one)
        if not name.startswith("_") and isinstance(getattr(one, name), MethodType)
    }
    assert methods <= {"sql", "stated", "key_type", "targets"}  # text or values of their own


def _walk(value: Any, met: list[Any]) -> None:
    if any(value is one for one in met):
        return
    met.append(value)
    if is_dataclass(value):
        names = [name for name in dir(value) if not name.startswith("_")]
        for name in names:
            inner = getattr(value, name)
            if not isinstance(inner, MethodType):
                _walk(inner, met)
    elif hasattr(value, "items"):
        for key, inner in value.items():
            _walk(key, met)
            _walk(inner, met)
    elif isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            _walk(inner, met)
