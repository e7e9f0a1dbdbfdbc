"""A creating form carries a key made with it, so that pressing twice creates once."""

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from activity import clock
from activity.models import UsedKey

LONGEST = 64


def earlier(person_id: int, key: str, kind: str) -> int | None:
    """What this person's key already made, or None. Raises ValidationError for a misused key.

    Inside `writing()`, after `hold`, the answer cannot change until the commit.
    """
    used = UsedKey.objects.filter(person_id=person_id, key=key).values_list("kind", "object_id")
    for used_for, object_id in used:
        if used_for != kind:
            raise ValidationError(_("This form was already used for something else."), "key_reused")
        return object_id
    return None


def remember(person_id: int, key: str, kind: str, object_id: int) -> None:
    """Tie the key to what it made; a second one racing with it fails on the unique constraint."""
    UsedKey.objects.create(
        person_id=person_id, key=key, kind=kind, object_id=object_id, created_at=clock.now()
    )


def hold(person_id: int, key: str) -> None:
    """Make a second request with the same key wait until the first has committed or failed."""
    if len(key) > LONGEST:
        raise ValidationError(_("The key of this form is too long; use at most 64 characters."))
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{person_id}:{key}"])
