"""The template registry of one data directory, with what it renders and validates with."""

from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING

from application.template_validation import TemplateValidator
from application.templates import TemplateRegistry
from infrastructure.adapters.formatter_ruff import RuffFormatter
from infrastructure.adapters.templates_folder import UserTemplateFolder
from infrastructure.adapters.templates_jinja import ROOT, JinjaTemplates
from infrastructure.adapters.templates_sandbox import SubprocessTemplates
from infrastructure.bootstrap.stores import Stores

if TYPE_CHECKING:
    from application.build.verdicts import ReviewCode


def open_registry(stores: Stores, *, review: "ReviewCode", workers: ExitStack) -> TemplateRegistry:
    """The registry; what only a validation needs is made when one is asked for.

    The processes that it starts end with `workers`.
    """
    packaged, formatter = JinjaTemplates(), RuffFormatter()
    sandbox = workers.enter_context(SubprocessTemplates())

    @cache
    def validator() -> TemplateValidator:
        from infrastructure.adapters.import_check_subprocess import SubprocessImportCheck
        from infrastructure.adapters.templates_case_run import TemplateCaseRun

        seconds = stores.settings.test_timeout_seconds
        imports = workers.enter_context(SubprocessImportCheck(seconds=seconds))
        return TemplateValidator(
            packaged=packaged,
            sandbox=sandbox,
            formatter=formatter,
            clock=stores.clock,
            review=review,
            imports=imports,
            run=TemplateCaseRun(imports),
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
