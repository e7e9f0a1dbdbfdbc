"""A row of the inbox as its fragment shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from notifications.models import Notification
from notifications.wording import Told, in_words

Kind = Notification.Kind
ICONS = {
    Kind.ANSWER: "landmark",
    Kind.STATUS: "circle-dot",
    Kind.REPLY: "reply",
    Kind.COMMENT: "message-square",
    Kind.EDIT: "pencil",
    Kind.DECISION: "shield",
}


@dataclass(frozen=True)
class Item:
    """What was told, with the drawing of its kind."""

    told: Told
    icon: str
    new: bool


def items_of(person: Any, rows: Iterable[Notification]) -> list[Item]:
    return [
        Item(told, ICONS[Kind(told.row.kind)], told.row.read_at is None)
        for told in in_words(person, rows)
    ]
