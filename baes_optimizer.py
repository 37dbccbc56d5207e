"""The public face: what a kernel may import.

The packages of this distribution have generic names (`domain`, `templates`, …). On import it is
checked that they were loaded from beside this file; if another distribution shadows one, the
ImportError names both files.
"""

import importlib.util
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_PACKAGES = ("domain", "application", "infrastructure", "projections", "templates")

for _package in _PACKAGES:
    _spec = importlib.util.find_spec(_package)
    _found = Path(_spec.origin).resolve() if _spec and _spec.origin else None
    if _found != _HERE / _package / "__init__.py":
        raise ImportError(
            f"baes_optimizer needs its own package {_package!r} at {_HERE / _package}, "
            f"but Python finds {_found or 'none'}; remove or rename the one that shadows it"
        )

from domain.attributes import Attribute, AttributeType, Reference  # noqa: E402 - after the check
from domain.entities import EntitySpec, SystemSpec  # noqa: E402 - after the check
from domain.errors import ModelNeededError, OptimizerError, RejectedError  # noqa: E402 - the same
from domain.metrics import AggregatedMetrics, PerformanceMetrics  # noqa: E402 - the same
from domain.recognition import Intent, Recognition, Source  # noqa: E402 - the same
from domain.review import Outcome, Review, ValidationResult, ValidationRule  # noqa: E402 - the same
from domain.templates import TemplateInput, TemplateMetadata, TemplateOutput  # noqa: E402 - the same
from infrastructure.bootstrap import Optimizer  # noqa: E402 - the same
from infrastructure.settings import Settings  # noqa: E402 - the same

__all__ = [
    "AggregatedMetrics",
    "Attribute",
    "AttributeType",
    "EntitySpec",
    "Intent",
    "ModelNeededError",
    "Optimizer",
    "OptimizerError",
    "Outcome",
    "PerformanceMetrics",
    "Recognition",
    "Reference",
    "RejectedError",
    "Review",
    "Settings",
    "Source",
    "SystemSpec",
    "TemplateInput",
    "TemplateMetadata",
    "TemplateOutput",
    "ValidationResult",
    "ValidationRule",
]
