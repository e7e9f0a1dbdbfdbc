"""Which streams a person may read, asked through the same doors as the pages."""

from collections.abc import Iterable
from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast

from accounts.models import User
from activity import clock
from communities.models import Group, Membership
from communities.roles import moderated_groups
from ideas.models import Idea
from live.protocol import parts

Fact = tuple[str, ...]


def readable(user: Any, keys: Iterable[str]) -> set[str]:
    """Those of `keys` whose stream `user` may read now. A missing object is as a forbidden one."""
    wanted: dict[str, set[int]] = {}
    for key in keys:
        kind, number = parts(key)
        wanted.setdefault(kind, set()).add(number)
    return {
        f"{kind}:{number}"
        for kind, numbers in wanted.items()
        for number in DOORS[kind](user, numbers)
    }


def _groups(user: Any, numbers: set[int]) -> set[int]:
    return set(Group.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


def _ideas(user: Any, numbers: set[int]) -> set[int]:
    return set(Idea.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))


def _queues(user: Any, numbers: set[int]) -> set[int]:
    queues = Group.objects.visible_to(user).filter(pk__in=numbers)
    queues = queues.filter(pk__in=moderated_groups(user))
    return set(queues.values_list("pk", flat=True))


def _inboxes(user: Any, numbers: set[int]) -> set[int]:
    here = getattr(user, "is_authenticated", False) and user.is_active
    return numbers & {user.pk} if here else set()


DOORS = {"group": _groups, "idea": _ideas, "moderation": _queues, "user": _inboxes}


def only_removed(user: Any, keys: Iterable[str]) -> set[str]:
    """Of streams that were lost: those whose idea went while its group may still be read."""
    ideas = {parts(key)[1] for key in keys if key.startswith("idea:")}
    groups = Group.objects.visible_to(user).values("pk")
    still = Idea.objects.filter(pk__in=ideas, group__in=groups).values_list("pk", flat=True)
    return {f"idea:{number}" for number in still}


def facts(sessions: set[str], people: set[int], keys: set[str]) -> dict[str, frozenset[Fact]]:
    """Everything the rights of these sockets hang on, in one query.

    Answers a set of facts per session (`session:abc`), person (`person:7`) and stream (its key);
    where none of a socket's facts changed, its rights did not. A session that is over has none.
    """
    rows = _standing_sessions(sessions).union(
        _persons(people), _roles(people), _visible(keys), _states(keys), all=True
    )
    found: dict[str, set[Fact]] = {}
    for kind, number, *rest in rows:
        for key in _held_by(kind, number):
            found.setdefault(key, set()).add((kind, *rest))
    return {key: frozenset(of) for key, of in found.items()}


def of_one(
    facts: dict[str, frozenset[Fact]], session: str, person_id: int | None, keys: Iterable[str]
) -> frozenset[Fact]:
    """Of these facts, what one socket's rights hang on; each begins with what it is about."""
    mine = [f"session:{session}", f"person:{person_id}", *keys]
    return frozenset((key, *fact) for key in mine for fact in facts.get(key, ()))


def _held_by(kind: str, number: str) -> tuple[str, ...]:
    return (f"group:{number}", f"moderation:{number}") if kind == "group" else (f"{kind}:{number}",)


def _text(*columns: Any) -> list[Cast]:
    return [Cast(column, TextField()) for column in columns]


def _standing_sessions(sessions: set[str]) -> QuerySet[Any, Any]:
    rows = Session.objects.filter(session_key__in=sessions, expire_date__gt=clock.now())
    return rows.values_list(*_text(Value("session"), "session_key", *[Value("")] * 4))


def _persons(people: set[int]) -> QuerySet[Any, Any]:
    """The password is among them, since a new one ends the older sessions."""
    rows = User.objects.filter(pk__in=people)
    columns = _text(Value("person"), "pk", "is_active", "is_superuser", "password", Value(""))
    return rows.values_list(*columns)


def _roles(people: set[int]) -> QuerySet[Any, Any]:
    rows = Membership.objects.standing().filter(person_id__in=people)
    columns = _text(Value("person"), "person_id", "role", "community_id", "group_id", Value(""))
    return rows.values_list(*columns)


def _visible(keys: set[str]) -> QuerySet[Any, Any]:
    groups = {number for kind, number in map(parts, keys) if kind in {"group", "moderation"}}
    rows = Group.objects.filter(pk__in=groups)
    columns = _text(Value("group"), "pk", "visibility", "community_id", Value(""), Value(""))
    return rows.values_list(*columns)


def _states(keys: set[str]) -> QuerySet[Any, Any]:
    ideas = {number for kind, number in map(parts, keys) if kind == "idea"}
    rows = Idea.objects.filter(pk__in=ideas)
    columns = _text(Value("idea"), "pk", "group_id", "group__visibility", "held_at", "hidden_at")
    return rows.values_list(*columns)
