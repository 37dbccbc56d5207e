"""Whether a template is good: five systems are generated with it, reviewed, imported and run."""

from collections.abc import Callable, Sequence
from functools import partial

from application.build.verdicts import ReviewCode, review_artefacts
from application.generation.generate import Generation, Generator
from application.ports.clock import Clock
from application.ports.formatter import Formatter
from application.ports.import_check import ImportCheck
from application.ports.template_cases import CaseRun, Problem
from application.ports.templates import Templates, TemplateSandbox
from application.templates_in_use import TemplatesInUse, artefact_path
from domain.entities import SystemSpec
from domain.errors import UnreadableCodeError
from domain.events import TemplateRegistered
from domain.model import Model
from domain.review import Outcome
from domain.template_cases import cases
from domain.template_catalogue import TemplateCatalogue
from domain.template_checks import MODULE
from domain.templates import TemplateVersion

CASES = 5
MAX_REASONS = 3  # of one case
Progress = Callable[[str, int, int], None]


def nothing_shown(_what: str, _done: int, _total: int) -> None:
    """No progress bar."""


class CaseResult(Model):
    """One of the five; `problems` are sentences with file and line, empty where it is good."""

    case: str
    ok: bool
    problems: tuple[str, ...] = ()
    seconds: float


class TemplateValidation(Model):
    """What became of one template."""

    template_id: str
    version: str
    cases: tuple[CaseResult, ...]

    @property
    def ok(self) -> bool:
        """Whether all five are good."""
        return all(one.ok for one in self.cases)


class TemplateValidator:
    """The use case; the other templates of each system are those that we ship."""

    def __init__(
        self,
        *,
        packaged: Templates,
        sandbox: TemplateSandbox,
        formatter: Formatter,
        clock: Clock,
        review: ReviewCode,
        imports: ImportCheck,
        run: CaseRun,
    ) -> None:
        self._packaged = packaged
        self._sandbox = sandbox
        self._formatter = formatter
        self._clock = clock
        self._review = review
        self._imports = imports
        self._run = run

    def validate(
        self, templates: Sequence[TemplateVersion], progress: Progress
    ) -> list[TemplateValidation]:
        """Each of them. Those that we ship are judged together, by the file a problem shows in."""
        self._imports.warm_up()
        shipped = [one for one in templates if one.is_packaged]
        groups = [[one] for one in templates if not one.is_packaged]
        groups = ([shipped] if shipped else []) + groups
        found: list[TemplateValidation] = []
        for number, group in enumerate(groups):
            found += self._group(group, partial(_tell, progress, number, len(groups)))
        order = [one.metadata.template_id for one in templates]
        return sorted(found, key=lambda one: order.index(one.template_id))

    def _group(
        self, group: Sequence[TemplateVersion], done: Callable[[int], None]
    ) -> list[TemplateValidation]:
        results: dict[str, list[CaseResult]] = {one.metadata.template_id: [] for one in group}
        generator = self._generator(group[0])
        for number, (name, system) in enumerate(cases(group[0].metadata).items()):
            done(number)
            started = self._clock.elapsed()
            problems, made_by = self._problems(generator, system)
            seconds = self._clock.elapsed() - started
            for template_id, rows in results.items():
                mine = [
                    f"{one.path}: {one.reason}" if one.path else one.reason
                    for one in problems
                    if len(results) == 1 or made_by.get(one.path, template_id) == template_id
                ]
                rows.append(
                    CaseResult(
                        case=name,
                        ok=not mine,
                        problems=tuple(mine[:MAX_REASONS]),
                        seconds=seconds,
                    )
                )
        done(CASES)
        return [
            TemplateValidation(
                template_id=one.metadata.template_id,
                version=one.metadata.version,
                cases=tuple(results[one.metadata.template_id]),
            )
            for one in group
        ]

    def _generator(self, template: TemplateVersion) -> Generator:
        catalogue = _beside_ours(self._packaged.catalogue, template)
        templates = TemplatesInUse(
            lambda: catalogue, packaged=self._packaged, sandbox=self._sandbox
        )
        return Generator(templates, self._formatter, self._clock)

    def _problems(
        self, generator: Generator, system: SystemSpec
    ) -> tuple[list[Problem], dict[str, str]]:
        """What is wrong with one system, and which template made which file."""
        try:
            generation = generator.generate(system)
        except UnreadableCodeError as error:
            return [Problem("", error.message)], {}
        made_by = {one.path: one.template_id for one in generation.files}
        made_by |= {one.path: one.template_id for one in generation.fallbacks}
        if generation.fallbacks:
            return [Problem(one.path, one.reason) for one in generation.fallbacks], made_by
        files = {one.path: one.text for one in generation.files}
        return [*self._rejected(generation), *self._run.run(files)], made_by

    def _rejected(self, generation: Generation) -> list[Problem]:
        verdicts = review_artefacts(
            generation.files, review=self._review, imports=self._imports, clock=self._clock
        )
        return [
            Problem(verdict.artefact.path, sentence.removeprefix(f"{verdict.artefact.path}: "))
            for verdict in verdicts
            if verdict.outcome is Outcome.CONFIDENT_REJECTION or verdict.problem
            for sentence in verdict.complaints()
        ]


def _tell(progress: Progress, group: int, groups: int, done: int) -> None:
    progress("validating", CASES * group + done, CASES * groups)


def _beside_ours(ours: TemplateCatalogue, template: TemplateVersion) -> TemplateCatalogue:
    """The shipped catalogue with one of a user's; what a build leaves alone becomes a file more."""
    if template.is_packaged:
        return ours
    metadata = template.metadata
    known = metadata.template_id in ours.versions
    if not known and metadata.replaces is None and metadata.output_path is None:
        name = artefact_path(metadata).rpartition("/")[2]
        extension = name[name.find(".") :] if "." in name else ".txt"
        metadata = metadata.model_copy(update={"output_path": f"extra/{MODULE}{extension}"})
    return ours.after(TemplateRegistered(metadata=metadata, sources=template.sources))
