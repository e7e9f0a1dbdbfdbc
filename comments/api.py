"""The debate in JSON: points, comments, replies, and whether they convince."""

from typing import Any

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activity.api import (
    AFTER,
    IDEMPOTENCY,
    PAGE_SIZE,
    OpenReading,
    key_of,
    paged,
    person_of,
    size_of,
)
from activity.circumstances import of_request
from activity.keyset import page
from comments import actions, queries
from comments.models import Comment
from comments.serializers import CommentEditIn, CommentIn, CommentOut, MarkIn
from ideas.api import valid, visible_idea

ORDER = OpenApiParameter("order", str, enum=list(queries.ORDERS), description="oldest if left out")
SIDE = OpenApiParameter("side", int, enum=[1, -1, 0], description="only this side, any depth")


class CommentList(APIView):
    permission_classes = [OpenReading]

    @extend_schema(parameters=[ORDER, SIDE, AFTER, PAGE_SIZE], responses=CommentOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """All contributions under an idea that you may read."""
        idea = visible_idea(request, pk)
        rows = Comment.objects.visible_to(request.user).filter(idea=idea).for_page()
        given = request.query_params
        if side := given.get("side", ""):
            rows = rows.filter(side=_side(side))
        found = page(
            rows,
            _order(given.get("order", "")),
            after=given.get("after", ""),
            size=size_of(request),
        )
        return paged(request, found, lambda all_: CommentOut(all_, many=True).data)

    @extend_schema(parameters=[IDEMPOTENCY], request=CommentIn, responses={201: CommentOut})
    def post(self, request: Request, pk: int) -> Response:
        """Add a point, a comment or a reply."""
        idea, given = visible_idea(request, pk), valid(CommentIn, request)
        comment = actions.write_comment(
            author=person_of(request),
            idea=idea,
            text=given["text"],
            side=given["side"],
            parent=_parent(request, given["parent"]),
            circumstances=of_request(request),
            key=key_of(request),
        )
        return Response(CommentOut(comment).data, status=201)


class CommentDetail(APIView):
    permission_classes = [OpenReading]

    @extend_schema(responses=CommentOut)
    def get(self, request: Request, pk: int) -> Response:
        return Response(CommentOut(visible_comment(request, pk)).data)

    @extend_schema(request=CommentEditIn, responses=CommentOut)
    def put(self, request: Request, pk: int) -> Response:
        """Change your words; what they were is kept."""
        given = valid(CommentEditIn, request)
        comment = actions.edit_comment(
            author=person_of(request),
            comment=visible_comment(request, pk),
            text=given["text"],
            version=given["version"],
            circumstances=of_request(request),
        )
        return Response(CommentOut(comment).data)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, pk: int) -> Response:
        """Take your words back."""
        actions.withdraw_comment(author=person_of(request), comment=visible_comment(request, pk))
        return Response(status=204)


class CommentMark(APIView):
    @extend_schema(request=MarkIn, responses=CommentOut)
    def put(self, request: Request, pk: int) -> Response:
        """Find a contribution convincing, or not."""
        convincing = valid(MarkIn, request)["convincing"]
        return _mark(request, pk, convincing)

    @extend_schema(responses=CommentOut)
    def delete(self, request: Request, pk: int) -> Response:
        """Take your mark back."""
        return _mark(request, pk, None)


def visible_comment(request: Request, pk: int) -> Comment:
    """The contribution as this person may see it, or 404."""
    return get_object_or_404(Comment.objects.visible_to(request.user).for_page(), pk=pk)


def _mark(request: Request, pk: int, convincing: bool | None) -> Response:
    comment = visible_comment(request, pk)
    marked = actions.mark_comment(person=person_of(request), comment=comment, convincing=convincing)
    return Response(CommentOut(marked).data)


def _parent(request: Request, pk: int | None) -> Comment | None:
    if pk is None:
        return None
    parent = Comment.objects.visible_to(request.user).filter(pk=pk).first()
    if not parent:
        raise ValidationError({"parent": _("What you reply to is no longer on the page.")})
    return parent


def _side(given: str) -> int:
    if given not in {"1", "-1", "0"}:
        raise ValidationError({"side": _("Say 1, -1 or 0.")})
    return int(given)


def _order(name: str) -> Any:
    if name and name not in queries.ORDERS:
        raise ValidationError({"order": _("Choose one of: %s.") % ", ".join(queries.ORDERS)})
    return queries.ORDERS[name or "oldest"]
