"""Errors in one documented shape (RFC 9457), whatever an action raised.

`type` names the kind (`/api/errors#conflict`), `detail` says what to do, `errors` has a list of
sentences by field, `current` what stands there now after an edit conflict.
"""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import set_rollback

from activity.errors import EditConflict
from activity.limits import TooMany
from comments.models import Comment
from comments.serializers import CommentOut
from ideas.models import Idea
from ideas.serializers import IdeaOut
from moderation.queries import Mark, comment_mark_for, mark_for
from moderation.serializers import MarkOut

MEDIA_TYPE = "application/problem+json"
KINDS = {
    400: "invalid",
    401: "sign-in",
    403: "not-allowed",
    404: "not-found",
    405: "wrong-method",
    406: "wrong-format",
    409: "conflict",
    410: "removed",
    413: "too-large",
    415: "wrong-content-type",
    429: "too-many",
}
MARKS = {"api_idea": mark_for, "api_comment": comment_mark_for}


def problem(error: Exception, context: dict[str, Any]) -> Response | None:  # noqa: PLR0911
    """Answer an exception of an action or of the framework; None lets a real defect be a 500."""
    set_rollback()
    match error:
        case TooMany():
            return answer(429, _said(error), headers={"Retry-After": str(error.retry_after)})
        case EditConflict():
            return answer(409, _changed(), current=_written(error.current))
        case ValidationError():
            return _invalid(error)
        case Http404() if mark := _mark(context.get("request")):
            return answer(410, _("This was taken off the page."), mark=MarkOut(mark).data)
        case Http404():
            return answer(404, _("There is nothing here that you may see."))
        case PermissionDenied():
            return answer(403, str(error) or _("You may not do that."))
        case exceptions.ValidationError():
            return answer(400, _("Some fields need another look."), errors=_fields(error.detail))
        case exceptions.APIException():
            return _framework(error)
    return None


def answer(
    status: int, detail: str, *, headers: dict[str, str] | None = None, **more: Any
) -> Response:
    kind = KINDS.get(status, "error")
    body = {"type": f"/api/errors#{kind}", "title": kind.replace("-", " "), "status": status}
    body |= {"detail": detail, **more}
    return Response(body, status=status, headers=headers, content_type=MEDIA_TYPE)


def _mark(request: Any) -> Mark | None:
    """What stands at the own address of an idea or a contribution that was removed."""
    asked = getattr(request, "resolver_match", None)
    find = MARKS.get(asked.url_name) if asked and request.method in SAFE_METHODS else None
    return find(request.user, asked.kwargs["pk"]) if asked and find else None


def _changed() -> str:
    return _(
        "This was changed meanwhile. Compare both texts and send yours again with its version."
    )


def _said(error: ValidationError) -> str:
    return " ".join(error.messages)


def _invalid(error: ValidationError) -> Response:
    fields = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    return answer(
        400, " ".join(s for sentences in fields.values() for s in sentences), errors=fields
    )


def _framework(error: exceptions.APIException) -> Response:
    headers = {}
    if wait := getattr(error, "wait", None):
        headers["Retry-After"] = str(int(wait) + 1)
    if header := getattr(error, "auth_header", ""):
        headers["WWW-Authenticate"] = header
    return answer(error.status_code, str(error.detail), headers=headers)


def _fields(detail: Any, name: str = "__all__") -> dict[str, list[str]]:
    """Flatten nested errors to `answers.problem: [sentence]`; half a character, which a sentence
    may quote, can be sent back to nobody."""
    if isinstance(detail, dict):
        parts = [_fields(v, k if name == "__all__" else f"{name}.{k}") for k, v in detail.items()]
        return {k: v for part in parts for k, v in part.items()}
    given = detail if isinstance(detail, list) else [detail]
    return {name: [str(item).encode(errors="replace").decode() for item in given]}


def _written(current: Any) -> dict[str, Any]:
    if isinstance(current, Idea):
        return IdeaOut(current).data
    if isinstance(current, Comment):
        return CommentOut(current).data
    return {"id": current.pk}
