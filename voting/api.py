"""Ideas with how they stand, in JSON: lists in every order, one idea, and the vote on it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
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
from communities.api import visible_group
from communities.models import Group
from ideas.actions import discard_draft, edit_idea, propose_idea, save_draft, start_draft
from ideas.api import valid, visible_idea
from ideas.models import Idea
from ideas.queries import Filters, filtered
from ideas.serializers import EditIn, ProposalIn
from text import intake
from voting import actions
from voting.orders import ORDERS, Order, arranged, offered
from voting.queries import shown_numbers, stands_of
from voting.serializers import VotedCardOut, VotedIdeaOut, VoteIn, VoteOut

ORDER = OpenApiParameter(
    "order", str, enum=list(ORDERS), description="the group's default if left out"
)
CATEGORY = OpenApiParameter("category", int)
TAG = OpenApiParameter("tag", str, description="slug of a tag")
STATUS = OpenApiParameter("status", str, enum=Idea.Status.values)


class IdeaList(APIView):
    """Every idea you may see, the newest first."""

    permission_classes = [OpenReading]

    @extend_schema(
        parameters=[CATEGORY, TAG, STATUS, AFTER, PAGE_SIZE], responses=VotedCardOut(many=True)
    )
    def get(self, request: Request) -> Response:
        rows = Idea.objects.visible_to(request.user).listed()
        return _list(request, filtered(rows, _filters(request)), ORDERS["newest"])


class GroupIdeaList(APIView):
    permission_classes = [OpenReading]

    @extend_schema(
        parameters=[ORDER, CATEGORY, TAG, STATUS, AFTER, PAGE_SIZE],
        responses=VotedCardOut(many=True),
    )
    def get(self, request: Request, pk: int) -> Response:
        """A group's ideas in one of its orders."""
        group = visible_group(request, pk)
        rows = Idea.objects.visible_to(request.user).listed().filter(group=group)
        return _list(request, filtered(rows, _filters(request)), _order(request, group))

    @extend_schema(parameters=[IDEMPOTENCY], request=ProposalIn, responses={201: VotedIdeaOut})
    def post(self, request: Request, pk: int) -> Response:
        """Propose an idea, or begin a draft of one."""
        group = visible_group(request, pk)
        shape = ProposalIn(data=request.data)
        shape.is_valid(raise_exception=True)
        common: dict[str, Any] = {
            "author": request.user,
            "group": group,
            "words": shape.words(),
            "key": key_of(request),
        }
        if shape.validated_data["draft"]:
            idea = start_draft(**common)
        else:
            idea = propose_idea(**common, circumstances=of_request(request))
        return Response(_whole(request, visible_idea(request, idea.pk)), status=201)


class IdeaDetail(APIView):
    permission_classes = [OpenReading]

    @extend_schema(responses=VotedIdeaOut)
    def get(self, request: Request, pk: int) -> Response:
        return Response(_whole(request, visible_idea(request, pk)))

    @extend_schema(request=EditIn, responses=VotedIdeaOut)
    def put(self, request: Request, pk: int) -> Response:
        """Save your draft, or edit your published idea (then `version` decides)."""
        idea = visible_idea(request, pk)
        shape = EditIn(data=request.data)
        shape.is_valid(raise_exception=True)
        if idea.published_at:
            edit_idea(
                author=person_of(request),
                idea=idea,
                words=shape.words(),
                version=shape.validated_data["version"],
                note=shape.validated_data["note"],
                circumstances=of_request(request),
            )
        else:
            save_draft(author=person_of(request), idea=idea, words=shape.words())
        return Response(_whole(request, visible_idea(request, pk)))

    @extend_schema(responses={204: OpenApiResponse(description="the draft is gone")})
    def delete(self, request: Request, pk: int) -> Response:
        """Throw away your draft. A published idea is withdrawn instead."""
        discard_draft(author=person_of(request), idea=visible_idea(request, pk))
        return Response(status=204)


class IdeaVote(APIView):
    @extend_schema(responses=VoteOut)
    def get(self, request: Request, pk: int) -> Response:
        """Your vote, and how the idea stands."""
        return Response(_vote(request, visible_idea(request, pk)))

    @extend_schema(request=VoteIn, responses=VoteOut)
    def put(self, request: Request, pk: int) -> Response:
        """Vote, or change your vote. One person has one vote on an idea."""
        idea = visible_idea(request, pk)
        actions.cast_vote(
            voter=person_of(request), idea=idea, stand=valid(VoteIn, request)["stand"]
        )
        return Response(_vote(request, idea))

    @extend_schema(responses=VoteOut)
    def delete(self, request: Request, pk: int) -> Response:
        """Take your vote back."""
        idea = visible_idea(request, pk)
        actions.take_back_vote(voter=person_of(request), idea=idea)
        return Response(_vote(request, idea))


def _order(request: Request, group: Group) -> Order:
    orders = {order.name: order for order in offered(group)}
    name = request.query_params.get("order", "") or next(iter(orders))
    if name not in orders:
        raise ValidationError({"order": _("Choose one of: %s.") % ", ".join(orders)})
    return orders[name]


def _filters(request: Request) -> Filters:
    given = request.query_params
    category = given.get("category", "")
    return Filters(
        category_id=intake.number(category, 1, 2**62) if category else None,
        tag=given.get("tag", "")[:100].replace("\x00", ""),
        status=given.get("status", ""),
    )


def _list(request: Request, rows: Any, order: Order) -> Response:
    ready = arranged(rows, order, request.user).for_cards()
    after = request.query_params.get("after", "")
    found = page(ready, order.keys, after=after, size=size_of(request))
    context = _context(request, found.rows)
    return paged(request, found, lambda all_: VotedCardOut(all_, many=True, context=context).data)


def _whole(request: Request, idea: Idea) -> dict[str, Any]:
    return VotedIdeaOut(idea, context=_context(request, [idea])).data


def _context(request: Request, ideas: list[Idea]) -> dict[str, Any]:
    ids = [idea.pk for idea in ideas]
    return {"numbers": shown_numbers(ideas), "stands": stands_of(request.user, ids)}


def _vote(request: Request, idea: Idea) -> dict[str, Any]:
    numbers = shown_numbers([idea])[idea.pk]
    stand = stands_of(request.user, [idea.pk]).get(idea.pk)
    return VoteOut({"stand": stand, "numbers": numbers}).data
