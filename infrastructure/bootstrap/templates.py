"""The template registry of one data directory, with what it renders and validates with."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from application.template_validation import TemplateValidator
from application.templates import TemplateRegistry
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.templates_folder import UserTemplateFolder
from infrastructure.adapters.templates_jinja import ROOT, JinjaTemplates
from infrastructure.bootstrap.stores import Stores

if TYPE_CHECKING:
    from application.build.verdicts import ReviewCode
    from application.ports.import_check import ImportCheck
    from application.ports.templates import TemplateSandbox


def open_registry(
    stores: Stores,
    *,
    sandbox: "TemplateSandbox",
    review: "ReviewCode",
    imports: "Callable[[], ImportCheck]",
) -> TemplateRegistry:
    """The registry; what only a validation needs is made when one is asked for."""
    packaged, formatter = JinjaTemplates(), RuffFormatter()

    def validator() -> TemplateValidator:
        from infrastructure.adapters.generated_tests_pytest import PytestGeneratedTests
        from infrastructure.adapters.templates_case_run import TemplateCaseRun

        tests = PytestGeneratedTests(seconds=stores.settings.test_timeout_seconds)
        return TemplateValidator(
            packaged=packaged,
            sandbox=sandbox,
            formatter=formatter,
            clock=stores.clock,
            review=review,
            imports=imports(),
            run=TemplateCaseRun(imports(), tests),
        )

    return TemplateRegistry(
        log=stores.log,
        journal=stores.journal,
        clock=stores.clock,
        packaged=packaged,
        formatter=formatter,
        folder=UserTemplateFolder(stores.settings.template_folder, ROOT),
        sandbox=sandbox,
        validator=validator,
    )
