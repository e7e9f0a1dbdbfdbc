"""What every page shares: broken input is answered with a sentence, never with a traceback."""

import re
from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from activity.errors import EditConflict
from frontend.views import errors

# PostgreSQL takes no NUL in a text, and no encoding takes half of a pair.
UNTYPABLE = re.compile("[\x00\ud800-\udfff]")
JSON_DOOR = "/api/"


class BadInputMiddleware:
    """Stands before the session is read, since a cookie too may hold what no database takes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any(map(UNTYPABLE.search, _given(request))):
            raise BadRequest(_("There is a character in this address that nobody can type."))
        response = self.get_response(request)
        if response.status_code == 405 and not response.content and not _is_json(request):
            return _with_headers_of(response, errors.page(request, errors.of_wrong_method()))
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What an action refused and the view left to the frame; None lets the rest through."""
        if _is_json(request):
            return None
        if isinstance(error, ValidationError):
            return errors.page(request, errors.of_invalid(error))
        if isinstance(error, EditConflict):
            return errors.page(request, errors.of_conflict())
        return None


def _given(request: HttpRequest) -> Iterator[str]:
    yield request.path_info
    for name, values in request.GET.lists():
        yield name
        yield from map(str, values)
    yield from request.COOKIES.values()


def _is_json(request: HttpRequest) -> bool:
    return request.path_info.startswith(JSON_DOOR)


def _with_headers_of(old: HttpResponse, new: HttpResponse) -> HttpResponse:
    new.headers["Allow"] = old.headers.get("Allow", "")
    return new
