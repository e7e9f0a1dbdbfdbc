"""The town before anybody says a word: accounts, communities, groups, and who belongs where."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from accounts.models import User
from activity import clock
from communities.actions import Stretch, create_community, create_group, grant_role
from communities.models import Community, Department, Group, Role
from ideas.models import Category
from stewardship.demo import script

SOURCE = "demo"
PASSWORD = "folkmoot-demo"  # noqa: S105 – printed on the screen, and known only in the demo
HOST = "halvermere.example"
SLACK = timedelta(hours=3)
EVERYBODY = ("residents", "employees", "officials", "moderators", "admins", "sellers")
NEIGHBOURS = tuple(kind for kind in EVERYBODY if kind != "sellers")


@dataclass(frozen=True)
class Town:
    """What the acts need to find: people, groups and departments by their keys in the content."""

    start: datetime
    people: dict[str, User]
    communities: dict[str, Community]
    groups: dict[str, Group]

    def moment(self, days: float) -> datetime:
        """`days` from the start; before it with a minus."""
        return self.start + timedelta(days=days)

    def voters(self, group: str) -> list[str]:
        """Who takes part: those of the group when it is closed, else those of its community."""
        here = self.groups[group]
        closed = here.visibility != Group.Visibility.PUBLIC
        return keys_of(members()[group] if closed else belonging(here.community.slug))

    def department(self, group: str, name: str) -> Department:
        community_id = self.groups[group].community_id
        return Department.objects.get(community_id=community_id, name=name)


def belonging(name: str) -> list[str]:
    """The members of a community or group; of those that name nobody, everybody who lives here."""
    return members().get(name, list(NEIGHBOURS))


def members() -> dict[str, list[str]]:
    """By community or group: kinds of people, or single keys."""
    return script.places()["members"]


def keys_of(names: Iterable[str]) -> list[str]:
    """The people behind kinds and single keys, each once."""
    kinds = script.people()
    keys = [key for name in names for key in kinds.get(name, {name: ""})]
    return list(dict.fromkeys(keys))


def build(start: datetime) -> Town:
    people = _people(start)
    town = Town(start, people, _communities(start), {})
    for told in script.places()["groups"]:
        town.groups[told["slug"]] = _group(town, told)
    return town


def address(key: str) -> str:
    return f"{key}@{HOST}"


def _people(start: datetime) -> dict[str, User]:
    """Accounts with confirmed addresses; the password is hashed once, since it is one for all."""
    kinds, password = script.people(), make_password(PASSWORD)
    languages = kinds["languages"]
    people = {
        key: User(
            email=address(key),
            display_name=name,
            password=password,
            language=languages.get(key, "en"),
            known=User.Known.EMPLOYEE if kind in {"employees", "officials"} else "address",
            date_joined=start - timedelta(days=2 if kind == "sellers" else 220),
        )
        for kind in EVERYBODY
        for key, name in kinds[kind].items()
    }
    User.objects.bulk_create(people.values())
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email or "", verified=True, primary=True)
        for user in people.values()
    )
    return people


def _communities(start: datetime) -> dict[str, Community]:
    communities = {}
    with clock.at(start - timedelta(days=220)):
        for told in script.places()["communities"]:
            face = {name: value for name, value in told.items() if name != "departments"}
            community = create_community(source=SOURCE, **face)
            Department.objects.bulk_create(
                Department(community=community, name=name) for name in told["departments"]
            )
            communities[community.slug] = community
    return communities


def _group(town: Town, told: dict[str, Any]) -> Group:
    with clock.at(town.moment(told["created"])):
        group = create_group(
            community=town.communities[told["community"]],
            question_set="service_improvement",
            phases=[_stretch(town, phase) for phase in told["phases"]],
            **_face(town, told),
        )
        Category.objects.bulk_create(
            Category(group=group, name=name, place=place)
            for place, name in enumerate(told["categories"])
        )
    return group


def _face(town: Town, told: dict[str, Any]) -> dict[str, Any]:
    """What a group shows of itself, with its dates counted from the start."""
    names = ("slug", "name", "kind", "visibility", "purpose", "asked_by", "outcome", "rules")
    face = {name: told[name] for name in names if name in told}
    face |= {name: told[name].strip() for name in ("charter", "report") if name in told}
    dates = {"starts_on": "starts", "ends_on": "ends", "report_due_on": "report_due"}
    for ours, theirs in dates.items():
        if theirs in told:
            face[ours] = town.moment(told[theirs]).date()
    if "next_session" in told:
        session = town.moment(told["next_session"])
        face["next_session_at"] = session.replace(hour=14, minute=0, second=0, microsecond=0)
    return face


def _stretch(town: Town, phase: dict[str, Any]) -> Stretch:
    """From one full hour to another, and a little longer, so that the last day is a whole one."""
    closes = _hour(town.moment(phase["closes"]) + SLACK) if "closes" in phase else None
    return Stretch(phase["kind"], _hour(town.moment(phase["opens"])), closes)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def settle_in(town: Town) -> None:
    """Give everybody their roles: in the city, in the circle, and in the groups."""
    city, circle = town.communities["halvermere"], town.communities["service-circle"]
    with clock.at(town.moment(-215)):
        for key in keys_of(NEIGHBOURS):
            _grant(town, key, Role.MEMBER, community=city)
        for key in keys_of(belonging("service-circle")):
            _grant(town, key, Role.MEMBER, community=circle)
        for kind, role in ROLES.items():
            for key in keys_of([kind]):
                _grant(town, key, role, community=city)
        for key in keys_of(["officials", "moderators", "admins"]):
            for kind, role in ROLES.items():
                if key in script.people()[kind]:
                    _grant(town, key, role, community=circle)
    for slug, group in town.groups.items():
        with clock.at(group.created_at):
            for key in keys_of(belonging(slug)):
                _grant(town, key, Role.MEMBER, group=group)


ROLES = {
    "employees": Role.EMPLOYEE,
    "officials": Role.OFFICIAL,
    "moderators": Role.MODERATOR,
    "admins": Role.ADMIN,
}


def _grant(
    town: Town,
    key: str,
    role: str,
    *,
    community: Community | None = None,
    group: Group | None = None,
) -> None:
    named = script.places()["official_departments"].get(key)
    department = None
    if role == Role.OFFICIAL and community and named:
        department = community.departments.filter(name=named).first()
    grant_role(
        admin=None,
        person=town.people[key],
        role=role,
        community=community,
        group=group,
        department=department,
    )
