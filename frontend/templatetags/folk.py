"""The few tags the pages share. They shape what a view handed over; none asks the database."""

from datetime import datetime, timedelta
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activity import clock

register = template.Library()

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEK_OF_WORDS = timedelta(days=7)


@register.simple_tag
def icon(name: str, label: str = "", flip: str = "") -> SafeString:
    """A drawing from the sprite: silent beside words, named by `label` where it stands alone."""
    href = f"{static('icons/sprite.svg')}#{name}"
    kind = "icon icon--flip" if flip else "icon"
    if not label:
        return format_html(
            '<svg class="{}" aria-hidden="true"><use href="{}"></use></svg>', kind, href
        )
    return format_html(
        '<svg class="{}" role="img" aria-label="{}"><use href="{}"></use></svg>', kind, label, href
    )


@register.simple_tag
def ago(moment: datetime | None) -> SafeString | str:
    """When something happened, in words while it is fresh and as a date later."""
    return _time(moment, _past) if moment else ""


@register.simple_tag
def until(moment: datetime | None) -> SafeString | str:
    """When something will happen, in words while it is near and as a date before that."""
    return _time(moment, _future) if moment else ""


@register.inclusion_tag("components/_field.html")
def field(bound: BoundField, kind: str = "", limit: int | None = None) -> dict[str, Any]:
    """A labelled control with its hint and its error, tied together for screen readers."""
    wrapped = getattr(bound.field.widget, "use_fieldset", False)
    return {"field": bound, "kind": kind, "limit": limit, "grouped": wrapped}


def _time(moment: datetime, words: Any) -> SafeString:
    local = timezone.localtime(moment)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(timespec="seconds"),
        formats.date_format(local, "DATETIME_FORMAT"),
        words(moment, clock.now()) or formats.date_format(local, "DATE_FORMAT"),
    )


def _past(moment: datetime, now: datetime) -> str:
    gone = now - moment
    if gone < MINUTE:
        return _("just now")
    if gone < HOUR:
        minutes = gone // MINUTE
        return ngettext("%(n)d minute ago", "%(n)d minutes ago", minutes) % {"n": minutes}
    if gone < DAY:
        hours = gone // HOUR
        return ngettext("%(n)d hour ago", "%(n)d hours ago", hours) % {"n": hours}
    if gone < WEEK_OF_WORDS:
        return ngettext("yesterday", "%(n)d days ago", gone // DAY) % {"n": gone // DAY}
    return ""


def _future(moment: datetime, now: datetime) -> str:
    left = moment - now
    if left <= timedelta(0):
        return _past(moment, now)
    if left < DAY:
        hours = max(1, left // HOUR)
        return ngettext("in %(n)d hour", "in %(n)d hours", hours) % {"n": hours}
    if left < 3 * WEEK_OF_WORDS:
        return ngettext("in %(n)d day", "in %(n)d days", left // DAY) % {"n": left // DAY}
    return ""
