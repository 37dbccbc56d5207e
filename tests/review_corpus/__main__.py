"""`python -m tests.review_corpus` prints how the review judges each half of the corpus."""

from rich.console import Console
from rich.table import Table

from domain.review import Outcome
from tests.review_corpus.corpus import HALVES, Verdict, score, verdicts


def main() -> None:
    """The table, and below it what was not judged as labelled."""
    console = Console(width=140)
    table = Table(title="Review of the labelled corpus")
    table.add_column("half")
    for name in ("correct", "rejected", "uncertain"):
        table.add_column(name, justify="right")
    for name in ("wrong", "approved", "uncertain", "another line"):
        table.add_column(name, justify="right")
    table.add_column("uncertain of all", justify="right")
    misjudged: list[Verdict] = []
    for half in HALVES:
        found = verdicts(half)
        misjudged += [verdict for verdict in found if not _as_labelled(verdict)]
        got = score(found)
        figures = (
            got.correct,
            got.correct_rejected,
            got.correct_uncertain,
            got.wrong,
            got.wrong_approved,
            got.wrong_uncertain,
            got.wrong_elsewhere,
        )
        table.add_row(half, *map(str, figures), f"{got.uncertain_share:.0%}")
    console.print(table)
    for verdict in misjudged:
        _print(console, verdict)


def _as_labelled(verdict: Verdict) -> bool:
    if verdict.variant.is_wrong:
        return verdict.outcome is Outcome.CONFIDENT_REJECTION and verdict.names_the_fault
    return verdict.outcome is Outcome.CONFIDENT_APPROVAL


def _print(console: Console, verdict: Verdict) -> None:
    marked = sorted(verdict.variant.faults)
    where = f"; marked {marked}, named {sorted(set(verdict.lines))}" if marked else ""
    console.print(f"{verdict.variant.name}: {verdict.outcome.value}{where}", highlight=False)
    for reason in verdict.reasons:
        console.print(f"    {reason}", highlight=False, soft_wrap=True)


if __name__ == "__main__":
    main()
