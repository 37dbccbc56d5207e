"""The Jinja2 environments: which filters there are, and what a template cannot reach.

Values reach the output through literal filters only; a forgotten variable is an error.
"""

import re
from typing import Any
from urllib.parse import quote

from jinja2 import BaseLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment, SandboxedEnvironment
from pydantic import BaseModel

from domain.generation.annotations import python_type
from domain.generation.literals import py_docstring, py_literal, sql_literal, sql_name
from domain.naming import pascal_case, plural, snake_case

# Of Jinja2's own: no chance, no look at the insides, nothing for HTML.
_WITHHELD_FILTERS = ("attr", "pprint", "random", "escape", "e", "forceescape", "safe", "urlize",
                     "xmlattr", "striptags", "filesizeformat")  # fmt: skip
_WITHHELD_GLOBALS = ("lipsum",)


def sa_text(sql: str) -> str:
    """SQL for `sqlalchemy.text`, which takes a colon for a parameter.

    >>> sa_text("'10:30'")
    "'10\\\\:30'"
    """
    return sql.replace(":", "\\:")


def url_part(value: object) -> str:
    """A value as one part of a path, for text between quotes.

    >>> url_part("a/b c")
    'a%2Fb%20c'
    """
    return quote(str(value), safe="")


def markdown(text: str) -> str:
    """Text for one line of Markdown: what would be markup is escaped.

    >>> markdown("*Books*")
    '\\\\*Books\\\\*'
    """
    printable = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return re.sub(r"([\\\\`*_{}\[\]<>()#+!|~])", r"\\\1", printable)


FILTERS = {
    "py_docstring": py_docstring,
    "py_literal": py_literal,
    "python_type": python_type,
    "sql_literal": sql_literal,
    "sql_name": sql_name,
    "sa_text": sa_text,
    "url_part": url_part,
    "markdown": markdown,
    "snake_case": snake_case,
    "pascal_case": pascal_case,
    "plural": plural,
}


class UserEnvironment(ImmutableSandboxedEnvironment):
    """Of a model only its fields can be seen: it has methods that read files."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Asked by the sandbox before a template gets an attribute."""
        if isinstance(obj, type):
            return False
        if isinstance(obj, BaseModel) and attr not in type(obj).model_fields:
            return False
        return super().is_safe_attribute(obj, attr, value)


def packaged_environment(loader: BaseLoader) -> SandboxedEnvironment:
    """For what travels with the program."""
    return _made(SandboxedEnvironment, loader)


def user_environment(loader: BaseLoader) -> SandboxedEnvironment:
    """For templates of users: nothing that they are given can be changed by them."""
    environment = _made(UserEnvironment, loader)
    for name in _WITHHELD_FILTERS:
        del environment.filters[name]
    for name in _WITHHELD_GLOBALS:
        del environment.globals[name]
    return environment


def _made(kind: type[SandboxedEnvironment], loader: BaseLoader) -> SandboxedEnvironment:
    environment = kind(
        loader=loader,
        autoescape=False,  # we write source code, not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters |= FILTERS
    return environment
