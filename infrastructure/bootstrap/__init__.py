"""The one place that wires: settings in, a service with concrete parts out.

Parts are made when they are first used: a command that looks up one recognition loads no template
engine, no linter and no DuckDB. That is why imports stand inside the functions here.
"""

from infrastructure.bootstrap.optimizer import Optimizer

__all__ = ["Optimizer"]
