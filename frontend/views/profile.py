"""One's own account: the name others read, the language, and the way to the rest of it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.actions import change_profile
from accounts.language import speak
from accounts.models import User
from frontend.forms.profile import ProfileForm
from frontend.views.answers import attempt, see_other, sent
from frontend.views.inbox import signed_in


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def settings(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    form, status = ProfileForm(person, sent(request)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            made, status = attempt(lambda: change_profile(person=person, **form.cleaned_data), form)
            if made:
                return _done(request, made)
    return render(request, "account/settings.html", {"form": form}, status=status)


def _done(request: HttpRequest, person: User) -> HttpResponse:
    """Said in the language that was chosen."""
    with override(person.language):
        messages.success(request, _("Your settings are kept."))
    return speak(see_other(reverse("settings")), person.language)
