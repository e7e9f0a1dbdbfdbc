"""What every JSON door shares: who may read, the key of a creating request, pages by key."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response

from activity import keys
from activity.keyset import Page

AFTER = OpenApiParameter("after", str, description="the token of the page before")
PAGE_SIZE = OpenApiParameter("page_size", int, description="1 to 100; 25 when left out")
IDEMPOTENCY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="at most 64 characters; the same key answers with what it made first",
)
USUAL, MOST = 25, 100


class OpenReading(BasePermission):
    """Everybody reads what `visible_to` shows them; writing takes a signed-in person."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return request.method in SAFE_METHODS or bool(
            request.user and request.user.is_authenticated
        )


def person_of(request: Request) -> Any:
    """Who sends a writing request: a permission has made sure that it is a person."""
    return request.user


def key_of(request: Request) -> str:
    """The Idempotency-Key of a creating request, empty without one."""
    key = request.headers.get("Idempotency-Key", "")
    if len(key) > keys.LONGEST:
        raise ValidationError(_("Idempotency-Key has at most 64 characters."), "key_too_long")
    return key


def size_of(request: Request) -> int:
    """How many rows a page shall have. Raises ValidationError unless it is 1 to 100."""
    given = request.query_params.get("page_size", "")
    if not given:
        return USUAL
    if not (given.isascii() and given.isdigit() and len(given) <= 3 and 1 <= int(given) <= MOST):
        raise ValidationError({"page_size": _("Say a number from 1 to 100.")})
    return int(given)


def paged(request: Request, page: Page[Any], write: Callable[[list[Any]], Any]) -> Response:
    """The shape of every list: `results`, and the address of the `next` page or null."""
    following = None
    if page.next:
        query = request.query_params.dict() | {"after": page.next}
        following = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
    return Response({"next": following, "results": write(page.rows)})
