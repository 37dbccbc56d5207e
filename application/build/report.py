"""What a build says when it is done: one line a request, and the totals."""

from domain.metrics import Seconds, Tokens
from domain.model import Model
from domain.recognition import Intent
from domain.review import Outcome


class TestCounts(Model):
    """The generated tests of one entity."""

    __test__ = False  # for pytest this is no test class

    passed: int
    failed: int


class BuiltRequest(Model):
    """One request, from its text to its files; `source` is spec where a file asked, not a text."""

    request_id: str
    text: str
    entity: str
    intent: Intent
    source: str
    seconds: Seconds
    tokens: Tokens
    template_used: bool
    review: Outcome
    tests: TestCounts | None
    files: tuple[str, ...]
    templates: tuple[str, ...] = ()  # "student_model 1.0.0": those that wrote them


class BuildTotals(Model):
    """The wall time of the build without its tests, against one baseline an entity."""

    seconds: Seconds
    tokens: Tokens
    token_reduction_pct: float
    time_reduction_pct: float


class BuildReport(Model):
    """The whole build; `merged`, `conflicts` and `kept` are files that a person had edited."""

    out: str
    system: str
    requests: tuple[BuiltRequest, ...]
    totals: BuildTotals
    merged: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()  # to be resolved by a person before the next build
    kept: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()  # one sentence for each of these files
    rejected: tuple[str, ...] = ()  # one sentence a finding, with file and line
    repaired: tuple[str, ...] = ()  # one sentence a file that a rule had rejected at first
    failures: tuple[str, ...] = ()  # of the generated tests

    @property
    def failed(self) -> bool:
        """True when a review rejected something, a conflict is left or a generated test failed."""
        return bool(self.rejected or self.conflicts or self.failures)
