"""The named cast of the tests: Ada proposes, Bob is her neighbour, Mod moderates, and so on."""

from datetime import timedelta

import pytest

from accounts.models import User
from activity import clock
from communities.actions import Stretch, create_community, create_group, grant_role
from communities.models import Community, Department, Group
from ideas.actions import propose_idea
from ideas.models import Idea
from ideas.words import Words


def person(name: str, **rest) -> User:
    return User.objects.create_user(
        f"{name.lower()}@example.org", "correct horse", display_name=name, **rest
    )


def running(*kinds: str) -> list[Stretch]:
    """Phases that are open now, for a month."""
    begin = clock.now() - timedelta(days=1)
    return [Stretch(kind, begin, begin + timedelta(days=30)) for kind in kinds]


def words(title: str = "Benches at every stop", **rest) -> Words:
    given = {"title": title, "summary": "Somewhere to sit while waiting.", "answers": ANSWERS}
    return Words(**(given | rest))


ANSWERS = {
    "problem": "Waiting hurts.",
    "solution": "A bench at every stop.",
    "impact": "More people wait.",
}


@pytest.fixture
def ada(db) -> User:
    return person("Ada")


@pytest.fixture
def bob(db) -> User:
    return person("Bob")


@pytest.fixture
def stranger(db) -> User:
    return person("Stranger")


@pytest.fixture
def community(db) -> Community:
    return create_community(slug="wellbridge", name="Wellbridge")


@pytest.fixture
def group(community) -> Group:
    return open_group(community, "service")


def open_group(community: Community, slug: str, **rest) -> Group:
    return create_group(
        community=community,
        slug=slug,
        name=slug.title(),
        question_set="service_improvement",
        phases=running("propose", "discuss", "vote"),
        **rest,
    )


@pytest.fixture
def mod(community) -> User:
    user = person("Mod")
    grant_role(admin=None, person=user, role="moderator", community=community)
    return user


@pytest.fixture
def department(community) -> Department:
    return Department.objects.create(community=community, name="Streets")


@pytest.fixture
def official(community, department) -> User:
    user = person("Olga")
    grant_role(admin=None, person=user, role="official", community=community, department=department)
    return user


@pytest.fixture
def idea(ada, group) -> Idea:
    return propose_idea(author=ada, group=group, words=words())
