"""How often one may do what: atomic rows, so that no two processes give the same turn away."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from activity import clock


class TooMany(ValidationError):  # noqa: N818 - it says what happened
    """The turn is used up; `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        sentence = _("That was a lot in a short time. Please try again in %(minutes)d minutes.")
        super().__init__(sentence % {"minutes": -(-retry_after // 60)}, "too_many")
        self.retry_after = retry_after


@dataclass(frozen=True)
class Limit:
    allowed: int
    seconds: int


LIMITS: dict[str, Limit] = {
    "idea": Limit(20, 3600),
    "comment": Limit(60, 3600),
    "vote": Limit(600, 3600),
    "mark": Limit(600, 3600),
    "flag": Limit(30, 3600),
    "invite": Limit(100, 3600),
    "visitor_flag": Limit(10, 3600),
}


def spend(subject: str, action: str, limit: Limit | None = None) -> None:
    """Take one turn of `action` for `subject` (a person or an address prefix), or raise TooMany.

    Called inside the transaction of the write, so that only what was written counts.
    """
    limit = limit or LIMITS[action]
    moment = int(clock.now().timestamp())
    window = moment - moment % limit.seconds
    with connection.cursor() as cursor:
        cursor.execute(
            'INSERT INTO activity_allowance (subject, action, "window", used, allowed) '
            'VALUES (%s, %s, %s, 1, %s) ON CONFLICT (subject, action, "window") '
            "DO UPDATE SET used = activity_allowance.used + 1, allowed = excluded.allowed "
            "WHERE activity_allowance.used < excluded.allowed RETURNING used",
            [subject[:80], action, window, limit.allowed],
        )
        if cursor.fetchone() is None:
            raise TooMany(window + limit.seconds - moment)
