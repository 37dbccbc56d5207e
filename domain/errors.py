"""Every error this service raises on purpose.

```text
OptimizerError
├── RejectedError            the caller can mend it: HTTP 4xx, exit code 2
│   ├── InvalidRequestError      empty, too long, not text
│   ├── InvalidSpecError         a specification that cannot be built
│   │   └── InvalidNameError     a name that cannot be one
│   ├── OutputFolderError        the folder is somebody else's
│   ├── UnusableFileError        a file that was named cannot be read or written
│   ├── UnknownTemplateError
│   ├── DuplicateTemplateError   a version that is there with another content
│   ├── InvalidTemplateError     metadata that do not fit together, a file that is no template
│   ├── UnknownRuleError
│   ├── UnknownArtefactError     a verdict on code that was never reviewed
│   ├── AmbiguousArtefactError   the beginning of more than one digest
│   ├── UnknownStandardError
│   ├── UnknownProjectionError
│   ├── DuplicateRuleError
│   ├── InvalidPatternError
│   ├── InvalidRuleError         a rule whose fields do not fit together
│   ├── CodeTooLargeError
│   ├── UnreadableCodeError      code that its language refuses; a review makes a rejection of it
│   ├── CannotRepairError        a repair would be a guess; the code is regenerated instead
│   └── InvalidPeriodError       no such period, or one that ends before it starts
├── ModelNeededError         neither cache nor rules can answer and no model is configured: exit 3
├── StoreError               a store cannot be used: exit code 4
│   ├── StoreNewerError          written by a newer version of this program
│   ├── StoreBusyError           another process holds it: try again
│   ├── CorruptStoreError        the file is damaged, or is no store of ours
│   └── StreamConflictError      somebody else appended first: decide again
└── CorruptHistoryError      stored events cannot be read: stop and look; exit code 4
```

Messages are built here from typed arguments; each is one sentence that says what to do.
"""

from collections.abc import Iterable


class OptimizerError(Exception):
    """The root: `code` is stable for programs, `hint` says what to do, may be empty."""

    code = "error"
    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class RejectedError(OptimizerError):
    """The caller can mend it."""

    code = "rejected"
    exit_code = 2


class InvalidRequestError(RejectedError):
    """A request text that cannot be one."""

    code = "invalid_request"


class InvalidSpecError(RejectedError):
    """A specification that cannot be built; `where` names file, line and field as far as known."""

    code = "invalid_spec"

    def __init__(self, problem: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(f"{where}: {problem}" if where else problem, hint=hint)
        self.problem = problem
        self.where = where


class InvalidNameError(InvalidSpecError):
    """A name that cannot become an identifier in Python, SQL and a path."""

    code = "invalid_name"

    def __init__(self, name: str, reason: str, *, where: str = "") -> None:
        shown = ascii(name if len(name) <= 60 else name[:57] + "...")  # noqa: PLR2004 - one screen line
        super().__init__(f"the name {shown} cannot be used: {reason}", where=where)
        self.name = name
        self.reason = reason


class OutputFolderError(RejectedError):
    """The output folder cannot be written by us."""

    code = "output_folder"


class UnusableFileError(RejectedError):
    """A file that was named on the command line; `what`: read or written."""

    code = "unusable_file"

    def __init__(self, path: object, what: str, reason: str) -> None:
        super().__init__(f"{path} cannot be {what}: {reason}")


class UnknownTemplateError(RejectedError):
    """No template of that id."""

    code = "unknown_template"

    def __init__(self, template_id: str, known: Iterable[str]) -> None:
        super().__init__(f"no template named {template_id!r}; known: {', '.join(sorted(known))}")


class DuplicateTemplateError(RejectedError):
    """A template of that id exists, and the new one is no newer version of it."""

    code = "duplicate_template"

    def __init__(self, template_id: str, version: str, newest: str) -> None:
        super().__init__(
            f"the template {template_id!r} is there in version {newest}, "
            f"and version {version} is another one",
            hint="give it a version higher than that, or another template_id",
        )


class InvalidTemplateError(RejectedError):
    """A template that cannot be registered; `line` where a text of it is wrong."""

    code = "invalid_template"

    def __init__(self, what: str, reason: str, *, line: int | None = None, hint: str = "") -> None:
        shown = ascii(what)[1:-1][:100]
        place = shown if line is None else f"{shown}, line {line}"
        super().__init__(f"the template {place} cannot be used: {reason}", hint=hint)
        self.reason = reason
        self.line = line


class UnknownRuleError(RejectedError):
    """No rule of that id."""

    code = "unknown_rule"

    def __init__(self, rule_id: str, known: Iterable[str]) -> None:
        super().__init__(f"no rule named {rule_id!r}; known: {', '.join(sorted(known))}")


class UnknownArtefactError(RejectedError):
    """Code that was never reviewed."""

    code = "unknown_artefact"

    def __init__(self, artefact: str) -> None:
        super().__init__(
            f"{artefact} was never reviewed as it is now",
            hint="review it with baes-opt rule check FILE --swea TYPE, or build it",
        )


class AmbiguousArtefactError(RejectedError):
    """More than one reviewed content has a digest that begins so."""

    code = "ambiguous_artefact"

    def __init__(self, prefix: str, paths: Iterable[str]) -> None:
        super().__init__(
            f"more than one digest begins with {prefix}: of {', '.join(paths)} and perhaps others",
            hint="give more digits",
        )


class UnknownProjectionError(RejectedError):
    """No projection of that name."""

    code = "unknown_projection"

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(f"no projection named {name!r}; known: {', '.join(sorted(known))}")


class UnknownStandardError(RejectedError):
    """No standard of that SWEA type."""

    code = "unknown_standard"

    def __init__(self, swea_type: str, known: Iterable[str]) -> None:
        super().__init__(f"no standard for {swea_type!r}; known: {', '.join(sorted(known))}")


class DuplicateRuleError(RejectedError):
    """A rule of that id exists."""

    code = "duplicate_rule"

    def __init__(self, rule_id: str) -> None:
        super().__init__(f"a rule named {rule_id!r} exists already; update it instead")


class InvalidPatternError(RejectedError):
    """A pattern that no engine takes."""

    code = "invalid_pattern"

    def __init__(self, pattern: str, reason: str) -> None:
        shown = pattern if len(pattern) <= 60 else pattern[:57] + "..."  # noqa: PLR2004 - one screen line
        super().__init__(f"the pattern {shown!r} cannot be used: {reason}")


class CodeTooLargeError(RejectedError):
    """Code over the size that can be reviewed."""

    code = "code_too_large"

    def __init__(self, size: int, limit: int) -> None:
        super().__init__(f"the code has {size:,} bytes; at most {limit:,} can be reviewed")


class InvalidRuleError(RejectedError):
    """A rule whose fields do not fit together, or have a wrong type."""

    code = "invalid_rule"

    def __init__(self, rule_id: str, reason: str) -> None:
        super().__init__(f"the rule {rule_id!r} cannot be used: {reason}")


class UnreadableCodeError(RejectedError):
    """Code that its own language refuses; line and column count from 1."""

    code = "unreadable_code"

    def __init__(self, reason: str, line: int, column: int) -> None:
        super().__init__(f"line {line}: {reason}")
        self.reason = reason
        self.line = line
        self.column = column


class CannotRepairError(RejectedError):
    """A repair would be a guess."""

    code = "cannot_repair"

    def __init__(self, reason: str, *, line: int | None = None) -> None:
        super().__init__(f"line {line}: {reason}" if line else reason)


class InvalidPeriodError(RejectedError):
    """A period that metrics cannot be asked for."""

    code = "invalid_period"


class ModelNeededError(OptimizerError):
    """Neither cache nor rules can answer; `unparsed` names what stopped the rules."""

    code = "model_needed"
    exit_code = 3

    def __init__(self, text: str, unparsed: str) -> None:
        shown = text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004 - one screen line
        super().__init__(
            f"a model is needed for {shown!r}: {unparsed}",
            hint="this version asks no model; rephrase the request as "
            "'create <entity> with <attribute>, <attribute>:<type>'",
        )
        self.text = text
        self.unparsed = unparsed


class StoreError(OptimizerError):
    """A store cannot be used."""

    code = "store_unusable"
    exit_code = 4


class StoreNewerError(StoreError):
    """The store was written by a newer version."""

    code = "store_newer"

    def __init__(self, path: str, found: int, known: int, *, position: int | None = None) -> None:
        super().__init__(
            f"{path} has format {found}, newer than the {known} that this version knows",
            hint="upgrade baes-optimizer, or use another store",
        )
        self.position = position  # of the event, where one event is meant and not the file


class StoreBusyError(StoreError):
    """Another process holds the store."""

    code = "store_busy"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is in use by another process", hint="try again when that process is done"
        )


class CorruptStoreError(StoreError):
    """The file is damaged, or no store of ours."""

    code = "store_corrupt"


class StreamConflictError(StoreError):
    """Somebody else appended to the stream first: read again and decide again."""

    code = "stream_conflict"

    def __init__(self, stream: str, expected: int) -> None:
        super().__init__(f"stream {stream} is no longer at version {expected}; decide again")


class CorruptHistoryError(OptimizerError):
    """Stored events cannot be read; `position` is that of the first unreadable one."""

    code = "history_corrupt"
    exit_code = 4

    def __init__(self, topic: str, reason: str, *, position: int | None = None) -> None:
        where = "an event" if position is None else f"event {position}"
        super().__init__(
            f"{where} ({topic}) cannot be read: {reason}",
            hint="run 'baes-opt audit verify'; if a newer version wrote it, upgrade baes-optimizer",
        )
        self.topic = topic
        self.position = position
