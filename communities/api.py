"""Communities and groups in JSON, through the same actions as the pages."""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activity.api import AFTER, PAGE_SIZE, OpenReading, paged, person_of, size_of
from activity.keyset import Key, page
from communities import actions
from communities.models import Community, Group
from communities.serializers import AcceptIn, CommunityOut, GroupOut

BY_ID = (Key("id"),)
DONE = {204: OpenApiResponse(description="done; again changes nothing")}


class CommunityList(APIView):
    permission_classes = [OpenReading]

    @extend_schema(parameters=[AFTER, PAGE_SIZE], responses=CommunityOut(many=True))
    def get(self, request: Request) -> Response:
        """Communities that host a group you may see."""
        groups = Group.objects.visible_to(request.user)
        rows = Community.objects.filter(pk__in=groups.values("community_id"))
        found = page(
            rows, BY_ID, after=request.query_params.get("after", ""), size=size_of(request)
        )
        return paged(request, found, lambda all_: CommunityOut(all_, many=True).data)


class GroupList(APIView):
    permission_classes = [OpenReading]

    @extend_schema(parameters=[AFTER, PAGE_SIZE], responses=GroupOut(many=True))
    def get(self, request: Request) -> Response:
        """Groups that you may see, with their phases and questions."""
        rows = Group.objects.visible_to(request.user).for_page()
        found = page(
            rows, BY_ID, after=request.query_params.get("after", ""), size=size_of(request)
        )
        return paged(request, found, lambda all_: GroupOut(all_, many=True).data)


class GroupDetail(APIView):
    permission_classes = [OpenReading]

    @extend_schema(responses=GroupOut)
    def get(self, request: Request, pk: int) -> Response:
        return Response(GroupOut(visible_group(request, pk)).data)


class GroupMembership(APIView):
    @extend_schema(request=None, responses=DONE)
    def put(self, request: Request, pk: int) -> Response:
        """Become a member."""
        actions.join_group(person=person_of(request), group=visible_group(request, pk))
        return Response(status=204)

    @extend_schema(responses=DONE)
    def delete(self, request: Request, pk: int) -> Response:
        """End your membership; what you wrote stays."""
        actions.leave_group(person=person_of(request), group=visible_group(request, pk))
        return Response(status=204)


class AcceptedInvitation(APIView):
    @extend_schema(request=AcceptIn, responses=GroupOut)
    def post(self, request: Request) -> Response:
        """Enter a group by the token that was mailed to you."""
        token = _valid(AcceptIn, request)["token"]
        membership = actions.accept_invitation(person=person_of(request), token=token)
        return Response(GroupOut(visible_group(request, membership.group_id or 0)).data)


def visible_group(request: Request, pk: int) -> Group:
    """The group as this person may see it, or 404."""
    return get_object_or_404(Group.objects.visible_to(request.user).for_page(), pk=pk)


def _valid(shape: Any, request: Request) -> dict[str, Any]:
    given = shape(data=request.data)
    given.is_valid(raise_exception=True)
    return given.validated_data
