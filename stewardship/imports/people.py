"""Authors become people who cannot sign in; the officials among them get that role."""

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password
from django.db.models import QuerySet

from accounts.models import User
from activity import log
from communities.actions import grant_role
from communities.models import Community, Membership, Role
from stewardship.imports.plan import Person


def put(rows: list[Person], source: str) -> None:
    User.objects.bulk_create(_account(row, source) for row in rows)


def _account(row: Person, source: str) -> User:
    """Closed twice over: no address and no password, and not active."""
    return User(
        email=None,
        password=make_password(None),
        display_name=row.name,
        known=User.Known.IMPORTED,
        source=source,
        external_id=row.id,
        is_active=False,
        date_joined=row.since,
    )


def name_officials(ids: Iterable[str], source: str, community: Community) -> int:
    """Mark these people as officials of the community; answers how many were not."""
    waiting = list(unmarked(ids, source, community))
    with log.quiet():
        for person in waiting:
            grant_role(admin=None, person=person, role=Role.OFFICIAL, community=community)
    return len(waiting)


def unmarked(ids: Iterable[str], source: str, community: Community) -> QuerySet[User]:
    marked = Membership.objects.standing().filter(community=community, role=Role.OFFICIAL)
    people = User.objects.filter(source=source, external_id__in=set(ids))
    return people.exclude(pk__in=marked.values("person_id"))
