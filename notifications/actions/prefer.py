"""Choosing which mails come, signed in or by the link that every mail carries."""

from collections.abc import Iterable

from accounts.models import User
from activity.log import writing
from notifications.actions.follow import end_follow_by_token
from notifications.models import MailPreference, Stop


def change_mail_preference(*, person: User, at_once: bool, daily: bool) -> MailPreference:
    """Choose which mails come; the inbox has everything in any case."""
    with writing():
        have_preferences([person.pk])
        preference = MailPreference.objects.select_for_update().get(person=person)
        preference.at_once, preference.daily = at_once, daily
        preference.save(update_fields=["at_once", "daily"])
    return preference


def have_preferences(people: Iterable[int]) -> None:
    """Give those who never chose the row with their token, which the mails' links need."""
    rows = [MailPreference(person_id=person_id) for person_id in people]
    with writing():
        MailPreference.objects.bulk_create(rows, ignore_conflicts=True)


def unsubscribe(*, what: str, token: str) -> bool:
    """End what the link in a mail says; the token is the right to do so. False when it is unknown.

    A second press changes nothing and is answered like the first.
    """
    if what == Stop.FOLLOW:
        return end_follow_by_token(token)
    if what not in Stop.values:
        return False
    column = "daily" if what == Stop.DAILY else "at_once"
    with writing():
        return bool(MailPreference.objects.filter(token=token).update(**{column: False}))
