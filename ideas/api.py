"""The life of one idea in JSON: publish, withdraw, revisions, official answers."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
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
from activity.keyset import Key, page
from communities.models import Department
from ideas import actions
from ideas.models import Idea
from ideas.serializers import AnswerIn, AnswerOut, IdeaOut, RevisionOut, WithdrawalIn


class Publication(APIView):
    @extend_schema(request=None, responses=IdeaOut)
    def put(self, request: Request, pk: int) -> Response:
        """Put your draft before everybody; again changes nothing."""
        idea = visible_idea(request, pk)
        actions.publish_idea(
            author=person_of(request), idea=idea, circumstances=of_request(request)
        )
        return Response(IdeaOut(visible_idea(request, pk)).data)


class Withdrawal(APIView):
    @extend_schema(request=WithdrawalIn, responses=IdeaOut)
    def put(self, request: Request, pk: int) -> Response:
        """Take your idea back, with a reason that everybody reads."""
        idea = visible_idea(request, pk)
        actions.withdraw_idea(
            author=person_of(request), idea=idea, because=valid(WithdrawalIn, request)["because"]
        )
        return Response(IdeaOut(visible_idea(request, pk)).data)


class RevisionList(APIView):
    permission_classes = [OpenReading]

    @extend_schema(parameters=[AFTER, PAGE_SIZE], responses=RevisionOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """How the idea read at each version, newest first."""
        rows = visible_idea(request, pk).revisions.all()
        after = request.query_params.get("after", "")
        found = page(rows, (Key("version"),), after=after, size=size_of(request))
        return paged(request, found, lambda all_: RevisionOut(all_, many=True).data)


class AnswerList(APIView):
    permission_classes = [OpenReading]

    @extend_schema(parameters=[AFTER, PAGE_SIZE], responses=AnswerOut(many=True))
    def get(self, request: Request, pk: int) -> Response:
        """Official answers, newest first."""
        rows = visible_idea(request, pk).answers.select_related("department")
        after = request.query_params.get("after", "")
        found = page(rows, (Key("created_at"), Key("id")), after=after, size=size_of(request))
        return paged(request, found, lambda all_: AnswerOut(all_, many=True).data)

    @extend_schema(parameters=[IDEMPOTENCY], request=AnswerIn, responses={201: AnswerOut})
    def post(self, request: Request, pk: int) -> Response:
        """Answer in a department's name."""
        idea, given = visible_idea(request, pk), valid(AnswerIn, request)
        department = Department.objects.filter(pk=given.pop("department")).first()
        if not department:
            raise Http404
        answer = actions.answer_idea(
            official=person_of(request),
            idea=idea,
            department=department,
            key=key_of(request),
            **given,
        )
        return Response(AnswerOut(answer).data, status=201)


def visible_idea(request: Request, pk: int) -> Idea:
    """The idea as this person may see it, or 404."""
    return get_object_or_404(Idea.objects.visible_to(request.user).for_page(), pk=pk)


def valid(shape: Any, request: Request) -> dict[str, Any]:
    """The request's body in this shape, or a 400 that names the fields."""
    given = shape(data=request.data)
    given.is_valid(raise_exception=True)
    return given.validated_data
