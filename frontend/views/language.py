"""The switch at the foot of every page: the browser's language and, signed in, the account's."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import set_language

from accounts.actions import change_profile


def language(request: HttpRequest) -> HttpResponse:
    """Pages and mails are in the chosen language from now on; an unknown one changes nothing."""
    wanted = request.POST.get("language", "")
    if request.user.is_authenticated and wanted in dict(settings.LANGUAGES):
        name = request.user.display_name
        change_profile(person=request.user, display_name=name, language=wanted)
    return set_language(request)
