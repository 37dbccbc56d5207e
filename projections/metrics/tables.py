"""The fact tables: their columns, what each one means, and what its NULL means.

One source for the DDL, the comments that analysts read, and the types that a batch is loaded
with. Facts carry no key and no index: they are appended once, guarded by the position that is
stored in the same transaction. Nearly every review of a template's output ends with the very same
outcomes of the rules, eight or so: these are kept once, under a digest of them. Raise
`MetricsDuckDB.version` when anything here changes.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its DuckDB type, its unit and meaning; NULL only where the words say so."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: a key of hot dictionaries
class Table:
    """A fact table begins with the columns of the envelope; a table that facts share does not."""

    name: str
    meaning: str
    own: tuple[Column, ...]
    of_facts: bool = True

    @property
    def columns(self) -> tuple[Column, ...]:
        """The envelope and the table's own columns, in the order of the rows."""
        return ENVELOPE + self.own if self.of_facts else self.own


ENVELOPE = (
    Column("position", "BIGINT", "Place of the event in the log, from 1; orders everything."),
    Column("event_id", "UUID", "Identity of the event (UUIDv7)."),
    Column("occurred_at", "TIMESTAMPTZ", "When it happened."),
    Column("day", "DATE", "The UTC day that the row counts for."),
    Column("request_id", "VARCHAR", "Correlates all rows of one request."),
)


def _seconds(step: str) -> Column:
    return Column(f"{step}_time", "DOUBLE", f"Seconds spent on {step}; 0 where it was not needed.")


def _tokens(step: str) -> Column:
    return Column(f"{step}_tokens", "BIGINT", f"Model tokens spent on {step}; 0 without a model.")


STEPS = ("total", "recognition", "backend", "database", "frontend", "test", "validation")

GENERATION = Table(
    "generation",
    "One row a generation (GenerationRecorded): the whole PerformanceMetrics.",
    (
        Column("entity_name", "VARCHAR", "The entity as the request named it."),
        Column("entity_type", "VARCHAR", "The class name of the entity."),
        Column("timestamp", "TIMESTAMPTZ", "When the generation was measured; gives `day`."),
        *(_seconds(step) for step in STEPS),
        *(_tokens(step) for step in STEPS),
        Column("cache_hit", "BOOLEAN", "The recognition came from the cache."),
        Column("cache_hit_time", "DOUBLE", "Seconds of the cache lookup."),
        Column("template_used", "BOOLEAN", "Templates gave the code."),
        Column("template_id", "VARCHAR", "The first template used. NULL: none was."),
        Column("template_fallback_count", "BIGINT", "How often no template could be used."),
        Column(
            "validation_outcome",
            "VARCHAR",
            "confident_approval, confident_rejection or uncertain.",
        ),
        Column("validation_llm_called", "BOOLEAN", "A model was asked for the review."),
        Column("approval_granted", "BOOLEAN", "The review ended with an approval."),
        Column("test_passed", "BOOLEAN", "The generated tests were run and passed."),
        Column("error_count", "BIGINT", "Errors on the way."),
        Column("tests_run", "BOOLEAN", "The generated tests were run; else test_passed is moot."),
    ),
)

RECOGNITION_LOOKUP = Table(
    "recognition_lookup",
    "One row a lookup in the recognition cache, hit or miss (RecognitionHitsRecorded holds many).",
    (
        Column("key", "VARCHAR", "Canonical form of the request."),
        Column("tier", "VARCHAR", "memory, persistent or miss."),
        Column("seconds", "DOUBLE", "Seconds that the lookup took."),
        Column("tokens_saved", "BIGINT", "Model tokens that a hit made unnecessary; 0 for a miss."),
    ),
)

VALIDATION = Table(
    "validation",
    "One row a review of one artefact (CodeValidated).",
    (
        Column("path", "VARCHAR", "The file, below the output folder."),
        Column("content_sha256", "VARCHAR", "Digest of what was reviewed."),
        Column("swea_type", "VARCHAR", "backend, database, frontend or test."),
        Column("outcome", "VARCHAR", "confident_approval, confident_rejection or uncertain."),
        Column("confidence", "DOUBLE", "From 0 to 1."),
        Column("model_called", "BOOLEAN", "A model was asked."),
        Column("seconds", "DOUBLE", "Seconds that the review took."),
        Column("set_id", "VARCHAR", "What its rules said; see `rule_outcome`. NULL: nothing."),
    ),
)

OUTCOME_SET = Table(
    "outcome_set",
    "One row a rule of a set of outcomes; reviews that end the same share one set.",
    (
        Column("set_id", "VARCHAR", "Digest of the set."),
        Column("place", "BIGINT", "Place of the rule among those of the review, from 1."),
        Column("rule_id", "VARCHAR", "The rule that spoke."),
        Column("outcome", "VARCHAR", "confident_approval, confident_rejection or uncertain."),
        Column("confidence", "DOUBLE", "From 0 to 1."),
        Column("applicable", "BOOLEAN", "False: the code has no subject of the rule's kind."),
        Column("first_line", "BIGINT", "The first line it named. NULL: it named none."),
    ),
    of_facts=False,
)

REVIEW_VERDICT = Table(
    "review_verdict",
    "One row a later verdict on a reviewed artefact; `content_sha256` joins it to `validation`.",
    (
        Column("content_sha256", "VARCHAR", "Digest of what was judged."),
        Column("verdict", "VARCHAR", "approve or reject."),
        Column("given_by", "VARCHAR", "model, person or tests."),
    ),
)

TEMPLATE_RENDER = Table(
    "template_render",
    "One row an attempt to use a template (TemplateRendered, TemplateFellBack).",
    (
        Column("template_id", "VARCHAR", "NULL: no template was fit to be tried."),
        Column("template_version", "VARCHAR", "NULL: it fell back."),
        Column("entity", "VARCHAR", "The entity as the request named it."),
        Column("swea_type", "VARCHAR", "backend, database, frontend or test."),
        Column("seconds", "DOUBLE", "Seconds of the rendering. NULL: it fell back."),
        Column("fell_back", "BOOLEAN", "No template could be used."),
        Column("reason", "VARCHAR", "Why it fell back. NULL: it did not."),
    ),
)

EVICTION = Table(
    "eviction",
    "One row an entry that left the recognition cache (RecognitionEvicted).",
    (
        Column("key", "VARCHAR", "Canonical form of the request."),
        Column("entity", "VARCHAR", "The entity that the entry was about."),
        Column("tier", "VARCHAR", "memory, persistent or both."),
        Column(
            "reason",
            "VARCHAR",
            "lru, expired, invalidated, schema_evolved, superseded or migrated.",
        ),
    ),
)

MODEL_CALL = Table(
    "model_call",
    "One row a call of a language model (ModelCalled).",
    (
        Column("purpose", "VARCHAR", "What the model was asked for."),
        Column("model", "VARCHAR", "The model's name."),
        Column("prompt_tokens", "BIGINT", "Tokens sent, as the provider counted them."),
        Column("completion_tokens", "BIGINT", "Tokens received, as the provider counted them."),
        Column("seconds", "DOUBLE", "Seconds that the call took."),
        Column("outcome", "VARCHAR", "ok, or the class of the error."),
    ),
)

TABLES = (
    GENERATION,
    RECOGNITION_LOOKUP,
    VALIDATION,
    OUTCOME_SET,
    REVIEW_VERDICT,
    TEMPLATE_RENDER,
    EVICTION,
    MODEL_CALL,
)
