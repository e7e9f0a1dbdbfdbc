"""The way back: community, group, idea."""

from dataclasses import dataclass

from django.urls import reverse

from communities.models import Group
from frontend.shapes.cards import idea_url
from ideas.models import Idea


@dataclass(frozen=True)
class Crumb:
    url: str
    name: str


def trail(group: Group, *, with_group: bool = False) -> list[Crumb]:
    """Uses `group.community`, loaded."""
    home = Crumb(reverse("community", args=[group.community.slug]), group.community.name)
    own = Crumb(reverse("group", args=[group.community.slug, group.slug]), group.name)
    return [home, own] if with_group else [home]


def trail_to(idea: Idea) -> list[Crumb]:
    return [*trail(idea.group, with_group=True), Crumb(idea_url(idea), idea.title)]
