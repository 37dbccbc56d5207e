"""Sentences in which standard rules are written, by what they are about, and who reads each."""

from domain.business_rules.frames import bounds, choices, lengths, presence, rows
from domain.business_rules.readers import Frames

TABLE: Frames = (
    *presence.TABLE,
    *lengths.TABLE,  # before the bounds: "at most 20 characters" begins like "at most 20"
    *bounds.TABLE,
    *rows.TABLE,
    *choices.TABLE,
)
