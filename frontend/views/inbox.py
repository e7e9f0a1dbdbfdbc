"""The inbox: what one was told, newest first, and taking it off the unread count."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.models import User
from activity import keyset
from frontend.forms.inbox import UpToForm
from frontend.shapes.inbox import items_of
from notifications import queries
from notifications.actions import mark_all_read, mark_read
from notifications.models import Notification

AFTER = "after"


@login_required
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Raises ValidationError for a broken key of a page, which is answered with 400."""
    person = signed_in(request)
    after = request.GET.get(AFTER, "")
    page = keyset.page(queries.inbox(person), queries.NEWEST, after=after)
    unread = queries.unread_count(person)
    context = {
        "items": items_of(person, page.rows),
        "unread": unread,
        "newest": page.rows[0].pk if page.rows and not after else 0,
        "pager": {"next": f"{reverse('inbox')}?{AFTER}={page.next}" if page.next else ""},
    }
    return render(request, "notifications/inbox.html", context)


@login_required
@require_GET
def inbox_count(request: HttpRequest) -> HttpResponse:
    """The badge in the frame, fetched again when something came or was read."""
    return render(request, "notifications/_count.html")


@login_required
@require_POST
def inbox_reading(request: HttpRequest) -> HttpResponse:
    """Everything that was on the page is read; what came since stays unread."""
    form = UpToForm(request.POST)
    if form.is_valid():
        mark_all_read(person=signed_in(request), up_to=form.cleaned_data["up_to"])
    return redirect("inbox")


@login_required
@require_POST
def notification_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one off the count; from a page without scripts one comes back to the inbox."""
    person = signed_in(request)
    row = get_object_or_404(Notification.objects.visible_to(person), pk=pk)
    mark_read(person=person, notification=row)
    if request.headers.get("HX-Request"):
        rows = queries.inbox(person).filter(pk=pk)
        return render(request, "notifications/_told.html", {"item": items_of(person, rows)[0]})
    return redirect("inbox")


def signed_in(request: HttpRequest) -> User:
    """The person of a view that `login_required` guards."""
    assert isinstance(request.user, User)  # noqa: S101 - narrows the type, decides nothing
    return request.user
