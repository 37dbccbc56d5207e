"""One plain example of every event, for golden files and for tests that need any event."""

from datetime import UTC, datetime
from uuid import UUID

from domain.attributes import Attribute, AttributeType, Reference
from domain.entities import EntityRelationship, EntitySpec
from domain.events import (
    ArtefactGenerated,
    ArtefactPatched,
    CodeValidated,
    EntityDefined,
    EntityRemoved,
    EntitySchemaEvolved,
    Event,
    EvictionReason,
    Fact,
    GenerationRecorded,
    Hit,
    ModelCalled,
    RecognitionCached,
    RecognitionCacheMigrated,
    RecognitionDisputed,
    RecognitionEvicted,
    RecognitionHitsRecorded,
    RegenerationChosen,
    ReviewVerdictRecorded,
    RuleAdded,
    RuleDisabled,
    RuleEnabled,
    RuleOutcome,
    RuleUpdated,
    StandardsEscalated,
    StandardsRestored,
    TemplateDisabled,
    TemplateFellBack,
    TemplateRegistered,
    TemplateRendered,
    Tier,
)
from domain.metrics import PerformanceMetrics
from domain.recognition import Intent, Recognition, Relationship, Source
from domain.review import Category, Outcome, ValidationRule
from domain.templates import SweaType, TemplateMetadata, TemplateSource

WHEN = datetime(2026, 1, 31, 23, 59, 59, 123456, tzinfo=UTC)
STREAM = UUID("019bb000-0000-7000-8000-000000000000")
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

STUDENT = EntitySpec(
    name="Student",
    attributes=(
        Attribute(name="name", required=True, max_length=100),
        Attribute(name="grade", type=AttributeType.DECIMAL, precision=4, scale=2, minimum="0"),
        Attribute(
            name="status", type=AttributeType.ENUM, values=("active", "left"), default="active"
        ),
        Attribute(
            name="school",
            type=AttributeType.INTEGER,
            references=Reference(entity="Schöol", field="id"),
        ),
    ),
    relationships=(EntityRelationship(related_entity="Schöol", field_name="school"),),
    business_rules=("a student's grade is never negative",),
)
RECOGNITION = Recognition(
    entity="Student",
    intent=Intent.CREATE,
    confidence=0.98,
    attributes=STUDENT.attributes[:1],
    relationship=Relationship(primary="Student", secondary="Course", direction="Course->Student"),
)
CACHED = RecognitionCached(
    key="create student(name)",
    namespace="k1-en-1",
    text='Create a "student" with a näme',
    recognition=RECOGNITION,
    source=Source.RULES,
)
DISPUTED = RecognitionDisputed(
    key="create student(name)",
    text='Create a "student" with a näme',
    cached=RECOGNITION,
    given=Recognition(entity="Pupil", intent=Intent.CREATE, confidence=0.7),
    source=Source.MODEL,
)
HITS = RecognitionHitsRecorded(
    hits=(
        Hit("create student(name)", "r-1", Tier.MEMORY, WHEN, 1.5e-06, 812),
        Hit("create student(name)", "r-2", Tier.PERSISTENT, WHEN, 2.5e-05, 812),
        Hit("create teacher(name)", "r-3", Tier.MISS, WHEN, 0.0, 0),
    )
)
_RULE = ValidationRule(
    rule_id="no_print",
    description="use a logger",
    category=Category.BACKEND,
    prohibited_patterns=(r"^\s*print\(",),
)
_SPOKEN = (
    RuleOutcome(rule_id="no_print", outcome=Outcome.UNCERTAIN, confidence=0.5, lines=(3, 9)),
)
_METRICS = PerformanceMetrics(
    request_id="r-1",
    entity_name="Student",
    entity_type="Student",
    timestamp=WHEN,
    total_time=0.2,
    recognition_time=0.01,
    backend_time=0.05,
    database_time=0.01,
    frontend_time=0.05,
    test_time=0.05,
    validation_time=0.03,
    total_tokens=0,
    recognition_tokens=0,
    backend_tokens=0,
    database_tokens=0,
    frontend_tokens=0,
    test_tokens=0,
    validation_tokens=0,
    cache_hit=True,
    cache_hit_time=0.000002,
    template_used=True,
    template_id="backend_model_crud",
    template_fallback_count=0,
    validation_outcome="confident_approval",
    validation_llm_called=False,
    approval_granted=True,
    test_passed=True,
    error_count=0,
)

EXAMPLES: tuple[Event, ...] = (
    CACHED,
    DISPUTED,
    HITS,
    RecognitionEvicted(
        key=CACHED.key, entity="Student", tier="both", reason=EvictionReason.INVALIDATED
    ),
    RecognitionCacheMigrated(from_version=1, to_version=2, moved=9, merged=2, split=0, dropped=1),
    EntityDefined(system="school", spec=STUDENT),
    EntitySchemaEvolved(
        system="school", spec=STUDENT, entity_version=2, changes=("added grade (decimal)",)
    ),
    EntityRemoved(system="school", entity="Student"),
    TemplateRendered(
        template_id="backend_model_crud",
        template_version="1.0.0",
        entity="Student",
        swea_type=SweaType.BACKEND,
        seconds=0.002,
    ),
    TemplateFellBack(
        template_id=None, entity="Student", swea_type=SweaType.TEST, reason="custom logic: discount"
    ),
    ArtefactGenerated(
        system="school",
        entity="Student",
        path="app/models/student.py",
        content_sha256=DIGEST,
        size_bytes=1234,
        template_id="backend_model_crud",
        template_version="1.0.0",
    ),
    ArtefactPatched(
        path="app/models/student.py",
        rule_id="no_print",
        before_sha256=DIGEST,
        after_sha256=DIGEST[::-1],
        tokens_saved=900,
    ),
    RegenerationChosen(
        path="app/models/student.py",
        content_sha256=DIGEST,
        rule_ids=("no_print",),
        rounds=1,
        reason="no_print: the violation is not gone",
    ),
    GenerationRecorded(metrics=_METRICS),
    CodeValidated(
        path="app/models/student.py",
        content_sha256=DIGEST,
        swea_type="backend",
        outcome=Outcome.CONFIDENT_APPROVAL,
        confidence=0.97,
        rules=_SPOKEN,
        model_called=False,
        seconds=0.004,
    ),
    ReviewVerdictRecorded(
        content_sha256=DIGEST, verdict="reject", given_by="person", rules=_SPOKEN
    ),
    RuleAdded(rule=_RULE),
    RuleUpdated(rule=_RULE.model_copy(update={"confidence_threshold": 0.9})),
    RuleDisabled(rule_id="no_print"),
    RuleEnabled(rule_id="no_print"),
    TemplateRegistered(
        metadata=TemplateMetadata(
            template_id="student_model",
            template_path="student_model.py.j2",
            entity_types=("Student",),
            swea_type=SweaType.BACKEND,
            version="1.0.0",
            description="SQLAlchemy model of a student",
            replaces="backend_model_crud",
        ),
        sources=(
            TemplateSource(path="student_model.py.j2", text='{% include "head.j2" %}\n'),
            TemplateSource(path="head.j2", text="# é {{ entity_name }}\n"),
        ),
    ),
    TemplateDisabled(template_id="backend_model_crud"),
    StandardsEscalated(swea_type="backend", approval_rate=0.8),
    StandardsRestored(swea_type="backend", approval_rate=0.93),
    ModelCalled(
        purpose="recognition",
        model="gpt",
        prompt_tokens=700,
        completion_tokens=112,
        seconds=1.25,
        outcome="ok",
    ),
)


def fact(event: Event, number: int = 1, *, request_id: str = "r-1") -> Fact:
    """The event in an envelope whose id is made of `number`."""
    return Fact(
        event_id=UUID(f"019bb000-0000-7000-8000-{number:012x}"),
        occurred_at=WHEN,
        request_id=request_id,
        event=event,
    )
