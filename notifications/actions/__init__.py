"""Verbs of telling: follow, read, choose, and the rounds by which mails leave."""

from notifications.actions.follow import (
    follow_after_vote,
    follow_by_taking_part,
    follow_idea,
    unfollow_idea,
)
from notifications.actions.invitations import invite_by_mail
from notifications.actions.prefer import change_mail_preference, unsubscribe
from notifications.actions.read import mark_all_read, mark_read

__all__ = [
    "change_mail_preference",
    "follow_after_vote",
    "follow_by_taking_part",
    "follow_idea",
    "invite_by_mail",
    "mark_all_read",
    "mark_read",
    "unfollow_idea",
    "unsubscribe",
]
