"""Verbs that write ideas. Each is one transaction, reads again what it decides on, and says what
happened."""

from ideas.actions.answer import answer_idea
from ideas.actions.remove import hide_idea, hold_idea, restore_idea
from ideas.actions.write import (
    discard_draft,
    edit_idea,
    propose_idea,
    publish_idea,
    save_draft,
    start_draft,
    withdraw_idea,
)

__all__ = [
    "answer_idea",
    "discard_draft",
    "edit_idea",
    "hide_idea",
    "hold_idea",
    "propose_idea",
    "publish_idea",
    "restore_idea",
    "save_draft",
    "start_draft",
    "withdraw_idea",
]
