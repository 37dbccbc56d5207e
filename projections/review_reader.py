"""The records of rules and reviews as the use cases read them."""

import json
import sqlite3
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from application.ports.review_records import Reviewed, ReviewRecords, Spoken
from domain.confidence import Record
from domain.events.review import Judge, VerdictWord
from infrastructure.sqlite import store_error
from projections.sqlite_reading import ReadConnections


class SQLiteReviewRecords:
    """The ReviewRecords port over the file that the projection `review_records` writes."""

    def __init__(self, path: Path) -> None:
        self._files = ReadConnections(path)

    def learnt(self) -> Mapping[str, Record]:
        """See the port."""
        found = self._rows("SELECT rule_id, agreed, disagreed FROM rule_record")
        return {rule_id: Record(agreed, disagreed) for rule_id, agreed, disagreed in found}

    def spoken(self) -> Mapping[str, Spoken]:
        """See the port."""
        found = self._rows("SELECT rule_id, reviews, confident FROM rule_record")
        return {rule_id: Spoken(reviews, confident) for rule_id, reviews, confident in found}

    def reviewed(self, prefix: str, *, limit: int) -> list[Reviewed]:
        """See the port."""
        found = self._rows(
            "SELECT content_sha256, path, swea_type, position FROM reviewed "
            "WHERE content_sha256 >= ? AND content_sha256 < ? ORDER BY position DESC LIMIT ?",
            prefix,
            prefix + "g",  # after every hexadecimal digit
            limit,
        )
        return [Reviewed(*row) for row in found]

    def verdicts(self, contents: Collection[str], given_by: Judge) -> dict[str, VerdictWord]:
        """See the port."""
        found = self._rows(
            "SELECT content_sha256, verdict FROM verdict WHERE given_by = ? "
            "AND content_sha256 IN (SELECT value FROM json_each(?))",
            given_by,
            json.dumps(sorted(contents)),
        )
        return dict(found)

    def decided(self, swea_type: str, *, last: int) -> Sequence[bool]:
        """See the port."""
        found = self._rows(
            "SELECT approved FROM decision WHERE swea_type = ? AND approved IS NOT NULL "
            "ORDER BY position DESC LIMIT ?",
            swea_type,
            last,
        )
        return [bool(approved) for (approved,) in found]

    def close(self) -> None:
        """Release the file."""
        self._files.close()

    def _rows(self, statement: str, *values: object) -> list[Any]:
        try:
            return self._files.rows(statement, values)
        except sqlite3.Error as error:
            raise store_error(error, self._files.path) from error


_: type[ReviewRecords] = SQLiteReviewRecords  # the type checker's proof
