"""The last mails of the demo, which go nowhere, so that codes and links can be read."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from notifications.models import OutgoingMail

SHOWN = 50


@never_cache
@require_GET
def demo_mails(request: HttpRequest) -> HttpResponse:
    """Everybody's, newest first, in the demo alone: anywhere else there is no such page."""
    _must_be_demo()
    mails = OutgoingMail.objects.filter(dropped_at__isnull=True).order_by("-id")[:SHOWN]
    return render(request, "notifications/demo_mails.html", {"mails": mails})


@never_cache
@require_GET
def demo_mail(request: HttpRequest, pk: int) -> HttpResponse:
    _must_be_demo()
    mail = get_object_or_404(OutgoingMail, pk=pk)
    return render(request, "notifications/demo_mail.html", {"mail": mail})


def _must_be_demo() -> None:
    if not settings.DEMO:
        raise Http404
