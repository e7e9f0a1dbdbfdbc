"""What is answered when something is wrong: in the frame of the site, with what to do about it."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest, RequestDataTooBig, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from activity.limits import TooMany
from frontend.views.answers import wants_fragment

SECONDS_TO_WAIT = 300


@dataclass(frozen=True)
class Trouble:
    """`sentence` says what to do; `retry_after` is in seconds."""

    status: int
    title: str
    sentence: str
    retry_after: int = 0


def page(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """A whole page, or to htmx the notice alone."""
    template = "errors/_notice.html" if wants_fragment(request) else "errors/page.html"
    headers = {"Retry-After": str(trouble.retry_after)} if trouble.retry_after else {}
    response = render(request, template, {"trouble": trouble}, status=trouble.status)
    for name, value in headers.items():
        response[name] = value
    return response


def of_bad_request(error: Exception) -> Trouble:
    if isinstance(error, RequestDataTooBig):
        sentence = _("Go back, your words are still there. Send less at once.")
        return Trouble(413, _("That was too much at once"), sentence)
    said = str(error) if isinstance(error, BadRequest) else ""
    other = _("This address or form is not one of ours. Go back and try again.")
    return Trouble(400, _("We could not read that"), said or other)


def of_invalid(error: ValidationError) -> Trouble:
    if isinstance(error, TooMany):
        return of_too_many(" ".join(error.messages), error.retry_after)
    return Trouble(400, _("Something in this needs another look"), " ".join(error.messages))


def of_too_many(sentence: str = "", seconds: int = SECONDS_TO_WAIT) -> Trouble:
    again = _("That was a lot in a short time. Please try again in a few minutes.")
    return Trouble(429, _("Please wait a moment"), sentence or again, seconds)


def of_refusal(error: Exception) -> Trouble:
    other = _("This page or act is for other people, or for another time.")
    return Trouble(403, _("This is not open to you"), str(error) or other)


def of_missing() -> Trouble:
    sentence = _("The address may be mistyped, or what was there is not public. Search for it.")
    return Trouble(404, _("There is nothing here"), sentence)


def of_conflict() -> Trouble:
    sentence = _("Somebody changed this while you wrote. Go back, reload, and compare both texts.")
    return Trouble(409, _("This was changed meanwhile"), sentence)


def of_forgery() -> Trouble:
    sentence = _(
        "Nothing was lost: go back, reload the page, and send it again. This happens when a page "
        "stood open for long, when one signs in elsewhere, or when cookies are off."
    )
    return Trouble(403, _("We could not be sure that this came from you"), sentence)


def of_wrong_method() -> Trouble:
    return Trouble(405, _("This address is not a page"), _("Go back and use the button there."))


def of_defect() -> Trouble:
    sentence = _(
        "This is our fault, not yours. What you wrote may still be there when you go back."
    )
    return Trouble(500, _("Something broke on our side"), sentence)
