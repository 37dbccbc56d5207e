"""What a structural check saw: how many subjects of its kind, and which of them break the rule.

A rule's check reads a source and answers "for every subject S of this kind, property P holds".
Without a subject it has nothing to say; a construct that it cannot judge is a doubt.
"""

from collections.abc import Callable
from dataclasses import dataclass

from domain.review import Category, Finding, Severity, ValidationRule
from domain.rules.python_source import PythonSource
from domain.rules.sql_source import SqlSource


@dataclass(frozen=True, slots=True)
class Inspection:
    """`findings` break the property; `doubts` are places that only a reader can judge."""

    subjects: int
    findings: tuple[Finding, ...] = ()
    doubts: tuple[Finding, ...] = ()

    @property
    def lines(self) -> tuple[int, ...]:
        """The lines of the findings, in order, each once."""
        return tuple(sorted({finding.line for finding in self.findings}))


@dataclass(frozen=True, slots=True)
class PythonRule:
    """A rule of the catalogue over a Python syntax tree."""

    rule: ValidationRule
    check: Callable[[PythonSource], Inspection]


@dataclass(frozen=True, slots=True)
class SqlRule:
    """A rule of the catalogue over an SQL script that SQLite has run."""

    rule: ValidationRule
    check: Callable[[SqlSource], Inspection]


StructuralRule = PythonRule | SqlRule

__all__ = [
    "Category",
    "Finding",
    "Inspection",
    "PythonRule",
    "PythonSource",
    "Severity",
    "SqlRule",
    "SqlSource",
    "StructuralRule",
    "ValidationRule",
]
