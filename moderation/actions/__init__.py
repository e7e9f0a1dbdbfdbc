"""Verbs of moderation. Each is one transaction and says what happened."""

from moderation.actions.decide import decide
from moderation.actions.flag import flag

__all__ = ["decide", "flag"]
