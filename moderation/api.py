"""Flags, the queue, decisions and statements of reasons in JSON."""

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activity.api import AFTER, IDEMPOTENCY, PAGE_SIZE, key_of, paged, person_of, size_of
from activity.circumstances import of_request
from comments.api import visible_comment
from comments.models import Comment
from communities.models import Group
from ideas.api import valid, visible_idea
from ideas.models import Idea
from moderation import actions, queries
from moderation.models import Case, Rule
from moderation.serializers import (
    CaseOut,
    DecisionIn,
    DecisionOut,
    FlagIn,
    FlagOut,
    RuleOut,
    StatementOut,
)

GROUP = OpenApiParameter("group", int, description="only this group's queue")


class RuleList(APIView):
    permission_classes = [AllowAny]

    @extend_schema(responses=RuleOut(many=True))
    def get(self, request: Request) -> Response:
        """Why something may be removed. Criticism of anybody is not among it."""
        rules = [{"key": key, "name": str(name)} for key, name in Rule.choices]
        return Response(RuleOut(rules, many=True).data)


class IdeaFlags(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[IDEMPOTENCY], request=FlagIn, responses={201: FlagOut})
    def post(self, request: Request, pk: int) -> Response:
        """Tell the moderators that an idea breaks a rule; no account is needed."""
        return _flag(request, visible_idea(request, pk))


class CommentFlags(APIView):
    permission_classes = [AllowAny]

    @extend_schema(parameters=[IDEMPOTENCY], request=FlagIn, responses={201: FlagOut})
    def post(self, request: Request, pk: int) -> Response:
        """Tell the moderators that a contribution breaks a rule; no account is needed."""
        return _flag(request, visible_comment(request, pk))


class CaseList(APIView):
    @extend_schema(parameters=[GROUP, AFTER, PAGE_SIZE], responses=CaseOut(many=True))
    def get(self, request: Request) -> Response:
        """What waits in the groups you moderate: held first, then flagged, then suspected."""
        if not queries.desks(request.user):
            raise Http404
        found = queries.queue(
            request.user,
            group=_group(request),
            after=request.query_params.get("after", ""),
            size=size_of(request),
        )
        return paged(request, found, _written)


class CaseDetail(APIView):
    @extend_schema(responses=CaseOut)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_written([_case(request, pk)])[0])


class CaseDecisions(APIView):
    @extend_schema(parameters=[IDEMPOTENCY], request=DecisionIn, responses={201: DecisionOut})
    def post(self, request: Request, pk: int) -> Response:
        """Approve, hold, hide or restore; 409 when somebody else decided meanwhile."""
        return _decide(request, _case(request, pk))


class IdeaDecisions(APIView):
    @extend_schema(parameters=[IDEMPOTENCY], request=DecisionIn, responses={201: DecisionOut})
    def post(self, request: Request, pk: int) -> Response:
        """Decide on an idea that nobody flagged, or undo what was decided."""
        return _decide(request, visible_idea(request, pk))


class CommentDecisions(APIView):
    @extend_schema(parameters=[IDEMPOTENCY], request=DecisionIn, responses={201: DecisionOut})
    def post(self, request: Request, pk: int) -> Response:
        """Decide on a contribution that nobody flagged, or undo what was decided."""
        return _decide(request, visible_comment(request, pk))


class IdeaStatement(APIView):
    @extend_schema(responses=StatementOut)
    def get(self, request: Request, pk: int) -> Response:
        """What was decided on your idea, by which rule and why."""
        return _statement(request, Idea.objects.filter(pk=pk).first())


class CommentStatement(APIView):
    @extend_schema(responses=StatementOut)
    def get(self, request: Request, pk: int) -> Response:
        """What was decided on your contribution, by which rule and why."""
        return _statement(request, Comment.objects.filter(pk=pk).first())


def _flag(request: Request, content: Idea | Comment) -> Response:
    given = valid(FlagIn, request)
    made = actions.flag(
        flagger=request.user if request.user.is_authenticated else None,
        content=content,
        address_prefix=of_request(request).address_prefix,
        key=key_of(request),
        **given,
    )
    return Response(FlagOut(made).data, status=201)


def _decide(request: Request, on: Case | Idea | Comment) -> Response:
    given = valid(DecisionIn, request)
    made = actions.decide(moderator=person_of(request), on=on, key=key_of(request), **given)
    return Response(DecisionOut(made).data, status=201)


def _statement(request: Request, own: Idea | Comment | None) -> Response:
    statement = queries.statement_for(request.user, own) if own else None
    if not statement:
        raise Http404
    return Response(StatementOut(statement).data)


def _group(request: Request) -> Group | None:
    given = request.query_params.get("group", "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) <= 18):
        raise Http404
    return get_object_or_404(Group.objects.visible_to(request.user), pk=int(given))


def _case(request: Request, pk: int) -> Case:
    return get_object_or_404(Case.objects.visible_to(request.user).for_cards(), pk=pk)


def _written(cases: list[Case]) -> list[dict[str, Any]]:
    last = queries.last_decisions(case.content for case in cases)
    return list(CaseOut(cases, many=True, context={"last": last}).data)
