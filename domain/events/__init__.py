"""Every event that can be stored: the table is the index.

A new event is one class in the file of its area and one line here.
"""

from domain.events.entities import EntityDefined, EntityRemoved, EntitySchemaEvolved
from domain.events.event import Event, Fact, Recorded
from domain.events.generation import (
    ArtefactGenerated,
    ArtefactPatched,
    GenerationRecorded,
    RegenerationChosen,
    TemplateFellBack,
    TemplateRendered,
)
from domain.events.model import ModelCalled
from domain.events.recognition import (
    EvictionReason,
    Hit,
    RecognitionCached,
    RecognitionCacheMigrated,
    RecognitionDisputed,
    RecognitionEvicted,
    RecognitionHitsRecorded,
    Tier,
)
from domain.events.review import CodeValidated, ReviewVerdictRecorded, RuleOutcome
from domain.events.rules import RuleAdded, RuleDisabled, RuleEnabled, RuleUpdated
from domain.events.standards import StandardsEscalated, StandardsRestored
from domain.events.templates import TemplateDisabled, TemplateRegistered

EVENT_TYPES: tuple[type[Event], ...] = (
    RecognitionCached,
    RecognitionHitsRecorded,
    RecognitionEvicted,
    RecognitionDisputed,
    RecognitionCacheMigrated,
    EntityDefined,
    EntitySchemaEvolved,
    EntityRemoved,
    TemplateRendered,
    TemplateFellBack,
    ArtefactGenerated,
    ArtefactPatched,
    RegenerationChosen,
    GenerationRecorded,
    CodeValidated,
    ReviewVerdictRecorded,
    RuleAdded,
    RuleUpdated,
    RuleDisabled,
    RuleEnabled,
    TemplateRegistered,
    TemplateDisabled,
    StandardsEscalated,
    StandardsRestored,
    ModelCalled,
)

__all__ = [
    "EVENT_TYPES",
    "ArtefactGenerated",
    "ArtefactPatched",
    "CodeValidated",
    "EntityDefined",
    "EntityRemoved",
    "EntitySchemaEvolved",
    "Event",
    "EvictionReason",
    "Fact",
    "GenerationRecorded",
    "Hit",
    "ModelCalled",
    "RecognitionCacheMigrated",
    "RecognitionCached",
    "RecognitionDisputed",
    "RecognitionEvicted",
    "RecognitionHitsRecorded",
    "Recorded",
    "RegenerationChosen",
    "ReviewVerdictRecorded",
    "RuleAdded",
    "RuleDisabled",
    "RuleEnabled",
    "RuleOutcome",
    "RuleUpdated",
    "StandardsEscalated",
    "StandardsRestored",
    "TemplateDisabled",
    "TemplateFellBack",
    "TemplateRegistered",
    "TemplateRendered",
    "Tier",
]
