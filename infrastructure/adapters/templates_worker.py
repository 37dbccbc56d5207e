"""The process behind the sandbox of templates: a program of its own, `root` is its argument.

For each job (a JSON line on stdin) it forks a child with limits, which renders and answers by a
pipe; the answer is a JSON line on stdout. The context is made here from the specification, so that
nothing but data comes in, and before the fork, so that it is made once for a system.
"""

import ast
import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, cast

if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])  # ours, also where it is not installed

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    TemplateNotFound,
    TemplateSyntaxError,
)

import templates
from domain.entities import SystemSpec
from domain.errors import InvalidSpecError
from domain.generation.views import SystemViews
from domain.template_context import entity_context, system_context
from domain.templates import TemplateInput
from infrastructure.adapters.import_check_worker import ending, limit, read_until
from infrastructure.adapters.templates_environment import user_environment

MAX_ERROR = 400  # characters
Job = dict[str, Any]


class OutputTooLongError(Exception):
    """A template that writes without end."""


def main() -> None:
    """Answer jobs until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    silence = os.open(os.devnull, os.O_RDWR)
    os.dup2(silence, 1)  # the pipe is ours
    os.dup2(silence, 2)
    for line in sys.stdin:
        answers.write(json.dumps(_answer(json.loads(line))) + "\n")
        answers.flush()


def _answer(job: Job) -> Job:
    try:
        context = _context(job) if job["do"] == "render" else {}
    except (InvalidSpecError, KeyError, ValueError) as error:
        return {"problem": _one_line(str(error))}
    return _in_child(job, context)


def _context(job: Job) -> dict[str, Any]:
    system, views = _views(job["system"])
    if job["entity"] is None:
        return system_context(views, system)
    entity = system.entity(job["entity"])
    if entity is None:
        raise ValueError(f"the system has no entity {job['entity']!r}")
    asked = TemplateInput(entity=entity, system=system, standards_context=job["standards_context"])
    return entity_context(views, asked)


@lru_cache(maxsize=2)
def _views(text: str) -> tuple[SystemSpec, SystemViews]:
    system = SystemSpec.model_validate_json(text)
    return system, SystemViews(system)


def _in_child(job: Job, context: dict[str, Any]) -> Job:
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        _run_child(job, context, write_end)
    os.close(write_end)
    try:
        seconds = float(job["seconds"])
        text, in_time = read_until(read_end, time.monotonic() + seconds)
        if not in_time:
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    finally:
        os.close(read_end)
    with contextlib.suppress(ValueError):
        return cast("Job", json.loads(text))
    return {"problem": ending("the template", status, in_time=in_time, seconds=seconds)}


def _run_child(job: Job, context: dict[str, Any], descriptor: int) -> None:
    """Never returns: nothing of the worker may run in the child afterwards."""
    try:
        patient = job | {"seconds": float(job["seconds"]) + 1}  # the clock on the wall is first
        limit(patient, file_bytes=0)
        os.environ.clear()
        answer = json.dumps(_done(job, context)).encode()
        with os.fdopen(descriptor, "wb") as report:
            report.write(answer)
    finally:
        os._exit(0)


def _done(job: Job, context: dict[str, Any]) -> Job:
    sources = dict(job["sources"])
    name = next(iter(sources))
    environment = user_environment(_loader(sources))
    try:
        if job["do"] == "check":
            for part, text in sources.items():
                environment.compile(text, part, part)
            return {"problem": ""}
        text = "".join(_pieces(environment, name, context, int(job["characters"])))
    except TemplateSyntaxError as error:
        reason, place, line = _one_line(str(error.message)), error.name or name, error.lineno
        if job["do"] == "check":
            return {"problem": reason, "name": place, "line": line}
        return {"problem": f"{place}, line {line}: {reason}"}
    except Exception as error:  # noqa: BLE001 - foreign code: whatever it raises is the answer
        return {"problem": _described(error, sources, job)}
    if problem := _fault(name, text) if job["python"] else "":
        return {"problem": problem}
    return {"problem": "", "text": text}


def _loader(sources: dict[str, str]) -> BaseLoader:
    """What was pinned, else what we ship; in a traceback a file has the name of the template."""
    pinned = FunctionLoader(lambda name: (sources[name], name, None) if name in sources else None)
    return ChoiceLoader([pinned, FileSystemLoader(os.path.dirname(str(templates.__file__)))])  # noqa: PTH120


def _pieces(
    environment: Environment, name: str, context: dict[str, Any], most: int
) -> Iterator[str]:
    length = 0
    for piece in environment.get_template(name).generate(context):
        length += len(piece)
        if length > most:
            raise OutputTooLongError
        yield piece


def _fault(name: str, text: str) -> str:
    """Why text that should be Python is none."""
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        said = f"line {error.lineno}: {error.msg}" if isinstance(error, SyntaxError) else error
        return f"what {name} writes is no Python: {said}"
    return ""


def _described(error: Exception, sources: dict[str, str], job: Job) -> str:
    """The error with the last place of it that is in a template."""
    name = next(iter(sources))
    if isinstance(error, OutputTooLongError):
        return f"{name} writes more than {job['characters']:,} characters"
    if isinstance(error, MemoryError):
        return f"{name} needs more than {int(job['memory_bytes']) >> 20} MB of memory"
    if isinstance(error, RecursionError):
        return f"{name} is nested too deeply, or includes itself"
    place, trace = name, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename in sources:
            place = f"{trace.tb_frame.f_code.co_filename}, line {trace.tb_lineno}"
        trace = trace.tb_next
    said = _one_line(str(error))
    if isinstance(error, TemplateNotFound):
        said = f"there is no part {said!r} beside it"
    return f"{place}: {type(error).__name__}: {said}"


def _one_line(text: str) -> str:
    return " ".join(text.split())[:MAX_ERROR]


if __name__ == "__main__":
    main()
