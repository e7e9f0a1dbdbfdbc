"""The worker's rounds: which mails are due, made as rows from what people were told.

A round decides only that somebody gets a mail and which rows it tells; its words are written when
it is sent, by what that person may see then.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from accounts.models import User
from activity import clock
from activity.log import writing
from communities.models import Community
from notifications.actions.follow import follow_by_taking_part
from notifications.actions.prefer import have_preferences
from notifications.models import MailPreference, Notification, NotificationQuerySet, OutgoingMail

AT_A_TIME = 100
MORNING, NIGHT = 7, 20
APART = timedelta(hours=16)


def has_news_at_once() -> bool:
    return _at_once().exists()


def mail_at_once() -> int:
    """One mail for each answer, status and decision that waits; answers how many were made."""
    made = 0
    while True:
        with writing():
            rows = list(_at_once().select_for_update().order_by("id")[:AT_A_TIME])
            have_preferences({row.person_id for row in rows})
            for row in rows:
                follow_by_taking_part(person_id=row.person_id, idea_id=row.idea_id)
            made += _mail(OutgoingMail.Kind.AT_ONCE, [(row.person_id, [row]) for row in rows])
        if not rows:
            return made


def mail_daily() -> int:
    """One mail a person and day with everything else, in the morning of where they take part."""
    made = 0
    zones = set(Community.objects.values_list("time_zone", flat=True)) | {settings.TIME_ZONE}
    for zone in sorted(zones):
        morning = _this_morning(zone)
        while morning and (people := _waiting_people(zone, morning)):
            made += _mail_people(people)
    return made


def _at_once() -> NotificationQuerySet:
    return Notification.objects.waiting().filter(kind__in=Notification.AT_ONCE)


def _daily() -> NotificationQuerySet:
    return Notification.objects.waiting().exclude(kind__in=Notification.AT_ONCE)


def _this_morning(zone: str) -> datetime | None:
    """Seven o'clock of today in `zone`; None before it, and when it is too late in the evening.

    Usually the mail leaves within a minute of seven; a worker that was away catches up by day.
    """
    local = clock.now().astimezone(ZoneInfo(zone))
    morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    return morning if MORNING <= local.hour < NIGHT else None


def _waiting_people(zone: str, morning: datetime) -> list[int]:
    """People with something from before this morning and no daily mail since yesterday's."""
    rows = _daily().filter(created_at__lt=morning, idea__group__community__time_zone=zone)
    rows = rows.exclude(person_id__in=_just_mailed().values("person_id"))
    people = rows.order_by("person_id").values_list("person_id", flat=True)
    return list(people.distinct()[:AT_A_TIME])


def _just_mailed() -> QuerySet[MailPreference]:
    return MailPreference.objects.filter(daily_mail_at__gt=clock.now() - APART)


def _mail_people(people: list[int]) -> int:
    """The row of the preference is the lock: a second worker that waited for it finds the person
    just mailed."""
    with writing():
        have_preferences(people)
        mine = MailPreference.objects.filter(person_id__in=people).order_by("person_id")
        mine = mine.exclude(daily_mail_at__gt=clock.now() - APART).select_for_update()
        rows: dict[int, list[Notification]] = {row.person_id: [] for row in mine}
        for row in _daily().filter(person_id__in=rows).select_for_update().order_by("id"):
            rows[row.person_id].append(row)
        return _mail(OutgoingMail.Kind.DAILY, list(rows.items()))


def _mail(kind: str, tellings: list[tuple[int, list[Notification]]]) -> int:
    """Make the mails; what was read already or is not wanted by mail is done with as well."""
    moment = clock.now()
    people = _who_want(kind, [person_id for person_id, _ in tellings])
    mailed = []
    for person_id, rows in tellings:
        person = people.get(person_id)
        unread = [row for row in rows if not row.read_at]
        mail = _new_mail(kind, person) if person and unread else None
        if mail:
            mailed.append(person_id)
        Notification.objects.filter(pk__in=[row.pk for row in rows]).update(
            mailed_at=moment, mail=mail
        )
    if kind == OutgoingMail.Kind.DAILY:
        MailPreference.objects.filter(person_id__in=mailed).update(daily_mail_at=moment)
    return len(mailed)


def _who_want(kind: str, people: list[int]) -> dict[int, User]:
    unwanted = MailPreference.objects.filter(**{kind: False}).values("person_id")
    wanted = User.objects.filter(pk__in=people, is_active=True, email__isnull=False)
    return wanted.exclude(pk__in=unwanted).in_bulk()


def _new_mail(kind: str, person: User) -> OutgoingMail:
    return OutgoingMail.objects.create(
        kind=kind,
        person=person,
        to=[person.email],
        sender=settings.DEFAULT_FROM_EMAIL,
        created_at=clock.now(),
        next_try_at=clock.now(),
    )
