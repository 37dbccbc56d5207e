"""The pipeline of builds of one data directory."""

from contextlib import ExitStack

from application.build.pipeline import Baseline, Pipeline
from application.generation.generate import Generator
from application.templates import TemplateRegistry
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.generated_tests_pytest import PytestGeneratedTests
from infrastructure.adapters.import_check_subprocess import SubprocessImportCheck
from infrastructure.adapters.output_folder import GeneratedFolder
from infrastructure.bootstrap.review import Reviewing
from infrastructure.bootstrap.stores import Stores


def open_pipeline(
    stores: Stores, *, templates: TemplateRegistry, reviewing: Reviewing, workers: ExitStack
) -> Pipeline:
    """The processes that it starts end with `workers`."""
    settings = stores.settings
    return Pipeline(
        generator=Generator(
            templates.in_use,
            RuffFormatter(),
            stores.clock,
            parallel=settings.enable_parallel,
        ),
        templates_enabled=settings.enable_templates,
        review=reviewing.reviewer,
        imports=workers.enter_context(SubprocessImportCheck()),
        output=GeneratedFolder(),
        tests=PytestGeneratedTests(seconds=settings.test_timeout_seconds),
        journal=stores.journal,
        clock=stores.clock,
        baseline=Baseline(settings.baseline_tokens, settings.baseline_seconds),
        calibration=lambda: reviewing.calibration,
        retry=(lambda: reviewing.smart_retry) if settings.enable_smart_retry else None,
    )
