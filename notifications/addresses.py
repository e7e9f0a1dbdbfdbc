"""Where a mail's links lead: absolute addresses of pages, built without a request."""

from django.conf import settings
from django.urls import reverse

from ideas.models import Idea
from notifications.models import Notification


def absolute(path: str) -> str:
    return f"{settings.SITE_ADDRESS}{path}"


def of_idea(idea: Idea) -> str:
    return reverse("idea", args=[idea.pk, idea.slug])


def of(row: Notification) -> str:
    """The path of what a row tells of."""
    if row.comment_id:
        return reverse("comment", args=[row.comment_id])
    return of_idea(row.idea) + ("#answer" if row.answer_id else "")


def of_stop(what: str, token: str) -> str:
    return absolute(reverse("stop_mail", args=[what, token]))


def of_inbox() -> str:
    return reverse("inbox")


def of_choices() -> str:
    return reverse("mail_preference")
