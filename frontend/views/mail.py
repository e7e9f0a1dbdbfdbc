"""Which mails come: chosen in the settings, or ended by the link that every mail carries."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from frontend.forms.inbox import MailForm
from frontend.views.inbox import signed_in
from notifications.actions import change_mail_preference, unsubscribe
from notifications.models import Stop
from notifications.queries import can_stop, chosen_mails


@login_required
@require_http_methods(["GET", "POST"])
def mail_preference(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    if request.method == "POST":
        form = MailForm(request.POST)
        if form.is_valid():
            change_mail_preference(person=person, **form.cleaned_data)
            messages.success(request, _("Your choice is kept."))
            return redirect("mail_preference")
    else:
        form = MailForm(initial=chosen_mails(person))
    return render(request, "notifications/mail_preference.html", {"form": form})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, what: str, token: str) -> HttpResponse:
    """One press ends such mails, signed in or not (RFC 8058).

    Mail programs post here without a cookie or a token of a form; the unguessable token in the
    address is the right to do so, and all it can do is send somebody less mail. A GET, which a
    program that looks at links may send, changes nothing.
    """
    if not can_stop(what=what, token=token):
        raise Http404
    done = request.method == "POST" and unsubscribe(what=what, token=token)
    context = {"what": Stop(what).label, "done": done}
    return render(request, "notifications/stop_mail.html", context)
