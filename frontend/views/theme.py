"""The style sheet that carries a community's colour; everything else is the house's own."""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from frontend.colours import DARK_INK, by_night, is_colour, reads

SHEET = ":root{{--accent:light-dark(#{day},#{night});--on-accent:light-dark(#ffffff,#{ink})}}\n"


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def theme(request: HttpRequest) -> HttpResponse:
    """Answer the accent for `?c=1b5e4b`. The colour is in the address, so nothing is looked up."""
    colour = request.GET.get("c", "").lower()
    if not is_colour(colour):
        return _refusal(_("Give a colour as six hexadecimal digits, like c=1b5e4b."))
    if not reads(colour):
        return _refusal(_("Choose a darker colour: words in it need a contrast of 4.5 to 1."))
    sheet = SHEET.format(day=colour, night=by_night(colour), ink=DARK_INK)
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def _refusal(sentence: str) -> HttpResponse:
    return HttpResponseBadRequest(sentence, content_type="text/plain; charset=utf-8")
