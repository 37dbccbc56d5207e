"""What a rule of the catalogue asks for and why: the text at the top of its file."""

import sys

from domain.rules import CATALOGUE


def explanation(rule_id: str) -> str:
    """Prose, its title first; empty for a rule of the user's."""
    if rule_id not in CATALOGUE:
        return ""
    module = sys.modules[CATALOGUE[rule_id].check.__module__]
    return (module.__doc__ or "").partition("\n>>>")[0].strip()
