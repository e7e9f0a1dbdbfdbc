"""How a view answers: a fragment to htmx, a page or the way back to anybody else."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from activity.limits import TooMany

type View[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def wants_fragment(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form sent, also where that is nothing at all; None where it was only asked for."""
    return request.POST if request.method == "POST" else None


def see_other(url: str) -> HttpResponse:
    """303: what was sent is done, read on there."""
    return HttpResponseRedirect(url, status=303)


def back(request: HttpRequest, otherwise: str, anchor: str = "") -> HttpResponse:
    """To the page the form stood on, when it is one of ours."""
    wanted = request.POST.get("back", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure())
    url = wanted if wanted and ours else otherwise
    return see_other(url.partition("#")[0] + (f"#{anchor}" if anchor else ""))


def for_people[**P](view: View[P]) -> View[P]:
    """Lets signed-in people through; a visitor's write leads to signing in and to the form."""

    @wraps(view)
    def asked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.is_authenticated or request.method != "POST":
            return view(request, *args, **kwargs)
        to_login = redirect_to_login(request.get_full_path())
        if not wants_fragment(request):
            return to_login
        return HttpResponse(headers={"HX-Redirect": to_login.url})

    return asked


def attempt(act: Callable[[], Any], form: Form) -> tuple[Any, int]:
    """(what the action made, 200), or (None, the status of its refusal) with the reason in the
    form, which keeps its text."""
    try:
        return act(), 200
    except ValidationError as error:
        _complain(form, error)
        return None, 429 if isinstance(error, TooMany) else 400
    except PermissionDenied as error:
        form.add_error(None, str(error))
        return None, 403


def _complain(form: Form, error: ValidationError) -> None:
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, sentences in error.error_dict.items():
        known = name in form.fields and name != NON_FIELD_ERRORS
        form.add_error(name if known else None, sentences)
