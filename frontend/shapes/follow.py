"""The button that follows an idea, and ends it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from ideas.models import Idea
from notifications.queries import follows


@dataclass(frozen=True)
class Follow:
    """Where the button leads, and whether this person follows now."""

    url: str
    on: bool


def follow_of(idea: Idea, user: Any) -> Follow:
    return Follow(reverse("follow", args=[idea.pk]), follows(user, idea))
