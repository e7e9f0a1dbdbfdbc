"""Everything the worker does, in one list, with how often."""

from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command
from django.db.models import F, Max, Q

from activity import clock, log
from activity.log import writing
from activity.models import Allowance, Event, Stream, UsedKey
from communities.actions import turn_phases
from communities.models import Phase
from notifications.actions.deliver import deliver_due, is_mail_due
from notifications.actions.keep import forget_old_mails
from notifications.actions.rounds import has_news_at_once, mail_at_once, mail_daily
from stewardship.worker import Job, Run, Stopping
from voting.orders import deal_shuffles, settle_standings

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
DAY = 24 * HOUR
EVENTS_KEPT, MOST_EVENTS = DAY, 10_000
KEYS_KEPT, ALLOWANCES_KEPT = 7 * DAY, 2 * DAY


def is_phase_due() -> bool:
    moment = clock.now()
    opened = Q(opened_told=False, opens_at__lte=moment)
    closed = Q(closed_told=False, closes_at__lte=moment)
    return Phase.objects.filter(opened | closed).exists()


def prune_events() -> int:
    """Live pages need the last day: what is older, or beyond 10,000 in one stream, goes."""
    old = Event.objects.filter(created_at__lt=clock.now() - EVENTS_KEPT)
    ends = dict(old.values_list("stream__key").annotate(last=Max("seq")).order_by())
    for key, head in Stream.objects.filter(head__gte=F("oldest") + MOST_EVENTS).values_list(
        "key", "head"
    ):
        ends[key] = max(ends.get(key, 0), head - MOST_EVENTS)
    gone = 0
    for key, last in sorted(ends.items()):
        with writing():
            gone += log.prune(key, last)
    return gone


def prune_ledgers() -> None:
    """Keys of forms and counts of turns that nobody will ask for again."""
    moment = clock.now()
    with writing():
        UsedKey.objects.filter(created_at__lt=moment - KEYS_KEPT).delete()
        begun = (moment - ALLOWANCES_KEPT).timestamp()
        Allowance.objects.filter(window__lt=int(begun)).delete()


def clear_sessions() -> None:
    call_command("clearsessions")


def heartbeat() -> None:
    """Nothing but the note that a worker was here: `last_run_at` of this job's row."""


def _plain(run: Callable[[], object]) -> Run:
    def without_asking(_stopping: Stopping) -> object:
        return run()

    return without_asking


JOBS: tuple[Job, ...] = (
    Job("turn_phases", 2 * SECOND, _plain(turn_phases), waits=is_phase_due),
    Job("settle_standings", 5 * SECOND, _plain(settle_standings)),
    Job("deal_shuffles", 10 * SECOND, _plain(deal_shuffles)),
    Job("mail_at_once", 2 * SECOND, _plain(mail_at_once), waits=has_news_at_once),
    Job("mail_daily", MINUTE, _plain(mail_daily)),
    Job("deliver_mail", 2 * SECOND, deliver_due, lane="mail", waits=is_mail_due),
    Job("heartbeat", 30 * SECOND, _plain(heartbeat)),
    Job("prune_events", 10 * MINUTE, _plain(prune_events)),
    Job("prune_ledgers", HOUR, _plain(prune_ledgers)),
    Job("forget_old_mails", DAY, _plain(forget_old_mails)),
    Job("clear_sessions", DAY, _plain(clear_sessions)),
)
