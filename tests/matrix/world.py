"""One small world for the whole matrix: a group of each visibility, an idea and contributions of
each state in it, and everybody who might look. Every text holds a canary word of its own."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.test import Client

from accounts.models import User
from activity import clock
from activity.circumstances import UNKNOWN
from comments.actions import edit_comment, withdraw_comment, write_comment
from comments.models import Comment
from communities.actions import create_community, create_group, grant_role, invite
from communities.models import Community, Department, Group, Membership
from ideas.actions import answer_idea, edit_idea, propose_idea, start_draft, withdraw_idea
from ideas.models import Category, Idea
from ideas.words import Words
from moderation.actions import decide, flag
from notifications.actions import follow_idea
from tests.cast import running
from tests.matrix.oracle import VIEWERS, Content
from voting.actions import cast_vote

PLACES = {
    "public": "public",
    "community": "community",
    "secret": "secret",
    "other": "secret",
    "abroad": "public",
}
STATES = ("shown", "draft", "held", "hidden", "withdrawn")
COMMON = "lanternfish"
NOBODYS = 999
FOLLOWERS = ("member", "resident", "ex_member", "moderator", "employee", "deactivated")


def canary(number: int) -> str:
    return f"zq{number:03}q"


@dataclass
class World:
    people: dict[str, User] = field(default_factory=dict)
    browsers: dict[str, Client] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    contents: list[Content] = field(default_factory=list)
    departments: dict[str, Department] = field(default_factory=dict)
    missing: dict[tuple[str, str], Any] = field(default_factory=dict)
    token: str = ""
    _numbers: Any = field(default_factory=lambda: count(1))

    def of(self, kind: str, **wanted: str) -> list[Content]:
        found = [one for one in self.contents if one.kind == kind]
        return [one for one in found if all(getattr(one, k) == v for k, v in wanted.items())]

    def one(self, kind: str, **wanted: str) -> Content:
        return self.of(kind, **wanted)[0]

    def by_number(self, number: int) -> Content:
        return self.contents[number - 1]

    def next(self) -> int:
        return next(self._numbers)

    def add(self, number: int, kind: str, place: str, **rest: Any) -> Content:
        made = Content(number, kind, place, **rest)
        self.contents.append(made)
        assert self.by_number(number) is made
        return made


def build() -> World:
    world = World()
    here = create_community(slug="here", name="Here")
    elsewhere = create_community(slug="elsewhere", name="Elsewhere")
    _groups(world, here, elsewhere)
    _people(world)
    _roles(world, here, elsewhere)
    for place in PLACES:
        _fill(world, place)
    _names(world)
    _leave(world)
    admin, secret = world.people["admin"], world.groups["secret"]
    _, world.token = invite(admin=admin, group=secret, email=world.people["neighbour"].email or "")
    for name, person in world.people.items():
        world.browsers[name] = browser = Client(raise_request_exception=False)
        if name in VIEWERS and name != "visitor":
            browser.force_login(person, "django.contrib.auth.backends.ModelBackend")
    world.browsers["visitor"] = Client(raise_request_exception=False)
    gone = world.people["deactivated"]
    gone.is_active = False
    gone.save()
    return world


def _groups(world: World, here: Community, elsewhere: Community) -> None:
    for place, visibility in PLACES.items():
        number = world.next()
        word = f"{canary(number)} {COMMON}"
        community = elsewhere if place == "abroad" else here
        group = create_group(
            community=community,
            slug=f"g{number}-{canary(number)}",
            name=f"Group {word}",
            visibility=visibility,
            question_set="service_improvement",
            phases=running("propose", "discuss", "vote"),
            purpose=word,
            asked_by=word,
            outcome=word,
            rules=word,
            charter=word,
            report=word,
        )
        Category.objects.create(group=group, name=f"Category {canary(number)}")
        name = f"Department {place}"
        world.departments[place] = Department.objects.create(community=community, name=name)
        world.groups[place] = group
        world.add(number, "group", place, pk=group.pk, slug=group.slug)


def _people(world: World) -> None:
    """Viewers, and those who only write, flag or vote: nobody is told who the last two are."""
    for name in [*VIEWERS, "writer", "flagger", "voter"]:
        if name == "visitor":
            continue
        word = canary(NOBODYS) if name in {"flagger", "voter"} else name.title()
        person = User.objects.create_user(
            f"mail-{name}@example.org", "a long pass phrase", display_name=f"{word} Person"
        )
        person.emailaddress_set.create(email=person.email, verified=True, primary=True)
        world.people[name] = person
    User.objects.filter(pk=world.people["root"].pk).update(is_superuser=True)
    world.people["root"].refresh_from_db()


def _roles(world: World, here: Community, elsewhere: Community) -> None:
    def give(name: str, role: str, **where: Any) -> None:
        grant_role(admin=None, person=world.people[name], role=role, **where)

    for name in ("resident", "employee", "official", "admin", "ex_member"):
        role = name if name in {"employee", "official", "admin"} else "member"
        give(name, role, community=here)
    give("moderator_of_community", "moderator", community=here)
    give("moderator_elsewhere", "moderator", community=elsewhere)
    for place in ("public", "community", "secret"):
        for name in ("member", "ex_member", "author", "deactivated", "writer", "flagger", "voter"):
            give(name, "member", group=world.groups[place])
        give("moderator", "moderator", group=world.groups[place])
    for name in ("neighbour", "writer", "flagger", "voter"):
        give(name, "member", group=world.groups["other"])
    give("moderator_elsewhere", "moderator", group=world.groups["abroad"])


def _fill(world: World, place: str) -> None:
    for state in STATES if place in {"public", "community", "secret"} else ("shown", "held"):
        idea = _idea(world, place, state)
        if state == "shown":
            _debate(world, idea)


def _idea(world: World, place: str, state: str) -> Content:
    author = (
        "writer" if state in {"shown", "withdrawn"} or place in {"other", "abroad"} else "author"
    )
    number, person, group = world.next(), world.people[author], world.groups[place]
    said = _words(number, group)
    begin = start_draft if state == "draft" else propose_idea
    idea = begin(author=person, group=group, words=said)
    it = world.add(number, "idea", place, state=state, pk=idea.pk, author=author, slug=idea.slug)
    if state == "draft":
        return it
    edit_idea(author=person, idea=idea, words=said, version=1, note=canary(number))
    _live(world, it, idea)
    if state == "withdrawn":
        withdraw_idea(author=person, idea=idea, because=f"{canary(number)} no more")
    elif state != "shown":
        _decide(world, it, idea)
    return it


def _words(number: int, group: Group) -> Words:
    word = canary(number)
    answers = {q.key: f"**{word}** {q.key} {COMMON}" for q in group.questions.all()}
    return Words(
        title=f"{word} {COMMON} idea",
        summary=f"{word} {COMMON} in short",
        answers=answers,
        category_id=group.categories.get().pk,
        tags=[f"tag{word}"],
        place=f"Street {word}",
    )


def _live(world: World, it: Content, idea: Idea) -> None:
    """What happens to a published idea: followed, voted on, answered, argued about, flagged."""
    for name in FOLLOWERS:
        if idea.__class__.objects.visible_to(world.people[name]).filter(pk=idea.pk).exists():
            follow_idea(person=world.people[name], idea=idea)
    cast_vote(voter=world.people["voter"], idea=idea, stand=1)
    answer_idea(
        official=world.people["root"],
        idea=idea,
        department=world.departments[it.place],
        text=f"Answer {canary(it.number)} {COMMON}",
        status="under_way",
        next_step=canary(it.number),
    )
    _comment(world, it, "shown", side=1)


def _debate(world: World, idea: Content) -> None:
    for side, state in enumerate(("shown", "held", "hidden", "withdrawn"), start=-1):
        below = _comment(world, idea, state, side=side if side < 2 else 0)
        if below.state == "shown":
            _comment(world, idea, "shown", parent=below.pk)
            _comment(world, idea, "hidden", parent=below.pk)


def _comment(world: World, idea: Content, state: str, side: int = 0, parent: int = 0) -> Content:
    place, number = idea.place, world.next()
    author = "author" if state != "shown" and place not in {"other", "abroad"} else "writer"
    person = world.people[author]
    comment = write_comment(
        author=person,
        idea=Idea.objects.get(pk=idea.pk),
        text=f"{canary(number)} before",
        side=side,
        parent=Comment.objects.get(pk=parent) if parent else None,
    )
    text = f"{canary(number)} {COMMON} said"
    edit_comment(author=person, comment=comment, text=text, version=1, circumstances=UNKNOWN)
    it = world.add(number, "comment", place, state=state, pk=comment.pk, author=author, under=idea)
    comment.refresh_from_db()
    if state == "withdrawn":
        withdraw_comment(author=person, comment=comment)
    elif state != "shown":
        _decide(world, it, comment)
    return it


def _decide(world: World, it: Content, content: Idea | Comment) -> None:
    """Somebody flags it, and a moderator decides with a reason."""
    number = world.next()
    flagger = world.people["flagger"]
    flag(flagger=flagger, content=content, rule="insult", explanation=canary(number))
    world.add(number, "explanation", it.place)
    number = world.next()
    content.refresh_from_db()
    decide(
        moderator=world.people["root"],
        on=content,
        act="hide" if it.state == "hidden" else "hold",
        version=content.version,
        rule="insult",
        reason=f"Because {canary(number)}",
    )
    world.add(number, "reason", it.place)


def _names(world: World) -> None:
    """The author of what is held, hidden or a draft gets a name to look for, last of all."""
    number = world.next()
    world.add(number, "author's name", "public")
    User.objects.filter(pk=world.people["author"].pk).update(display_name=canary(number))


def _leave(world: World) -> None:
    gone = [world.people[name] for name in ("ex_member", "flagger", "voter")]
    Membership.objects.filter(person__in=gone).update(
        until=clock.now() - timedelta(minutes=1), since=clock.now() - timedelta(days=1)
    )
