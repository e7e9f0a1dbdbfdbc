"""Trouble is answered at the door it came through: a page to people, a problem to programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from config.api_errors import KINDS, MEDIA_TYPE
from frontend.views import errors
from frontend.views.errors import Trouble

JSON_DOOR = "/api/v1/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, errors.of_bad_request(exception))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, errors.of_refusal(exception))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _answer(request, errors.of_missing())


def too_many(request: HttpRequest) -> HttpResponse:
    """What allauth answers when somebody tries to sign in too often."""
    return _answer(request, errors.of_too_many())


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    return _answer(request, errors.of_forgery())


def broken(request: HttpRequest) -> HttpResponse:
    """In a frame that asks nothing of the database, which may be what broke."""
    trouble = errors.of_defect()
    if request.path_info.startswith(JSON_DOOR):
        return _problem(trouble)
    return render(request, "errors/broken.html", {"trouble": trouble}, status=trouble.status)


def _answer(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    json = request.path_info.startswith(JSON_DOOR)
    return _problem(trouble) if json else errors.page(request, trouble)


def _problem(trouble: Trouble) -> HttpResponse:
    kind = KINDS.get(trouble.status, "error")
    body: dict[str, object] = {"type": f"/api/errors#{kind}", "title": kind.replace("-", " ")}
    body |= {"status": trouble.status, "detail": trouble.sentence}
    headers = {"Retry-After": str(trouble.retry_after)} if trouble.retry_after else None
    return JsonResponse(body, status=trouble.status, headers=headers, content_type=MEDIA_TYPE)
