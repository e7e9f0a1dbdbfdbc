"""Verbs of the debate. Each is one transaction and says what happened."""

from comments.actions.mark import mark_comment
from comments.actions.remove import hide_comment, hold_comment, restore_comment
from comments.actions.write import edit_comment, withdraw_comment, write_comment

__all__ = [
    "edit_comment",
    "hide_comment",
    "hold_comment",
    "mark_comment",
    "restore_comment",
    "withdraw_comment",
    "write_comment",
]
