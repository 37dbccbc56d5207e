"""What did rules say, what did others say later, and which code was approved in the end?"""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from domain.confidence import Record, lessons
from domain.events import CodeValidated, Event, Recorded, ReviewVerdictRecorded
from domain.review import Outcome
from projections.sqlite_projection import Handler, SQLiteProjection

_REVIEWED = """CREATE TABLE IF NOT EXISTS reviewed (
    content_sha256 TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    path TEXT NOT NULL,
    swea_type TEXT NOT NULL
) WITHOUT ROWID"""
_RULE = """CREATE TABLE IF NOT EXISTS rule_record (
    rule_id TEXT PRIMARY KEY,
    agreed INTEGER NOT NULL DEFAULT 0,
    disagreed INTEGER NOT NULL DEFAULT 0,
    reviews INTEGER NOT NULL DEFAULT 0,
    confident INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID"""
_VERDICT = """CREATE TABLE IF NOT EXISTS verdict (
    content_sha256 TEXT NOT NULL,
    given_by TEXT NOT NULL,
    verdict TEXT NOT NULL,
    PRIMARY KEY (content_sha256, given_by)
) WITHOUT ROWID"""
_LESSON = """CREATE TABLE IF NOT EXISTS lesson (
    content_sha256 TEXT NOT NULL,
    given_by TEXT NOT NULL,
    rule_id TEXT NOT NULL,
    agreed INTEGER NOT NULL,
    disagreed INTEGER NOT NULL,
    PRIMARY KEY (content_sha256, given_by, rule_id)
) WITHOUT ROWID"""
# One row a review of own code that no template wrote; NULL until somebody decides.
_DECISION = """CREATE TABLE IF NOT EXISTS decision (
    position INTEGER PRIMARY KEY,
    swea_type TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    approved INTEGER
)"""
_LEARN = """INSERT INTO rule_record (rule_id, agreed, disagreed) VALUES (?, ?, ?)
ON CONFLICT (rule_id) DO UPDATE SET
    agreed = agreed + excluded.agreed, disagreed = disagreed + excluded.disagreed"""
_SPEAK = """INSERT INTO rule_record (rule_id, reviews, confident) VALUES (?, 1, ?)
ON CONFLICT (rule_id) DO UPDATE SET
    reviews = reviews + 1, confident = confident + excluded.confident"""
_REVIEW = """INSERT INTO reviewed (content_sha256, position, path, swea_type) VALUES (?, ?, ?, ?)
ON CONFLICT (content_sha256) DO UPDATE SET
    position = excluded.position, path = excluded.path, swea_type = excluded.swea_type"""
# What somebody said of this very content before; a person goes first.
_KNOWN = """SELECT verdict = 'approve' FROM verdict WHERE content_sha256 = ?
ORDER BY given_by = 'person' DESC, given_by LIMIT 1"""
_APPROVED = {Outcome.CONFIDENT_APPROVAL: True, Outcome.CONFIDENT_REJECTION: False}


class ReviewRecordsTable(SQLiteProjection):
    """The record of each rule, and what it was learnt from."""

    name: ClassVar[str] = "review_records"
    tables: ClassVar[Sequence[str]] = ("reviewed", "rule_record", "verdict", "lesson", "decision")
    schema: ClassVar[Sequence[str]] = (_REVIEWED, _RULE, _VERDICT, _LESSON, _DECISION)
    indexes: ClassVar[Sequence[str]] = (
        "CREATE INDEX IF NOT EXISTS decision_of_type ON decision(swea_type, position)",
        "CREATE INDEX IF NOT EXISTS decision_on_content ON decision(content_sha256)",
    )

    def _reviewed(self, event: CodeValidated, recorded: Recorded) -> None:
        at, content = recorded.position, event.content_sha256
        self._db.execute(_REVIEW, (content, at, event.path, event.swea_type))
        spoken = [
            (one.rule_id, one.outcome is not Outcome.UNCERTAIN)
            for one in event.rules
            if one.applicable
        ]
        self._db.executemany(_SPEAK, spoken)
        if event.own and not event.template_id:
            known = self._db.execute(_KNOWN, (content,)).fetchone()
            approved = known[0] if known else _APPROVED.get(event.outcome)
            row = (at, event.swea_type, content, approved)
            self._db.execute("INSERT INTO decision VALUES (?, ?, ?, ?)", row)

    def _judged(self, event: ReviewVerdictRecorded, _: Recorded) -> None:
        judged = (event.content_sha256, event.given_by)
        where = "WHERE content_sha256 = ? AND given_by = ?"
        undone = f"SELECT rule_id, -agreed, -disagreed FROM lesson {where}"  # noqa: S608 - our own
        self._db.executemany(_LEARN, self._db.execute(undone, judged).fetchall())
        self._db.execute(f"DELETE FROM lesson {where}", judged)  # noqa: S608 - our own
        learnt = [(rule_id, *_counts(record)) for rule_id, record in lessons(event).items()]
        self._db.executemany(_LEARN, learnt)
        self._db.executemany(
            "INSERT INTO lesson VALUES (?, ?, ?, ?, ?)", [(*judged, *row) for row in learnt]
        )
        self._db.execute("REPLACE INTO verdict VALUES (?, ?, ?)", (*judged, event.verdict))
        self._db.execute(
            "UPDATE decision SET approved = ? WHERE content_sha256 = ?",
            (event.verdict == "approve", event.content_sha256),
        )

    handlers: ClassVar[Mapping[type[Event], Handler]] = {
        CodeValidated: _reviewed,
        ReviewVerdictRecorded: _judged,
    }


def _counts(record: Record) -> tuple[int, int]:
    return record.agreed, record.disagreed
