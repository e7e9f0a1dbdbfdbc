"""Being told, in JSON: the inbox, what is read, follows and mails. All of it is one's own."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activity import keyset
from activity.api import AFTER, IDEMPOTENCY, PAGE_SIZE, key_of, paged, person_of, size_of
from communities.api import visible_group
from communities.serializers import InvitationIn
from ideas.api import valid, visible_idea
from notifications import actions, queries
from notifications.models import Notification
from notifications.serializers import (
    FollowOut,
    MailPreferenceShape,
    ReadIn,
    ToldOut,
    UnreadOut,
)
from notifications.wording import in_words

UNREAD = OpenApiParameter("unread", str, enum=["1"], description="only what is not read yet")


class Inbox(APIView):
    @extend_schema(parameters=[UNREAD, AFTER, PAGE_SIZE], responses=ToldOut(many=True))
    def get(self, request: Request) -> Response:
        """What you were told, the newest first."""
        person, given = person_of(request), request.query_params
        rows = queries.inbox(person)
        if given.get("unread", "") not in {"", "1"}:
            raise ValidationError({"unread": _("Say 1, or leave it out.")})
        if given.get("unread"):
            rows = rows.unread()
        after, size = given.get("after", ""), size_of(request)
        page = keyset.page(rows, queries.NEWEST, after=after, size=size)
        return paged(request, page, lambda all_: ToldOut(in_words(person, all_), many=True).data)


class Unread(APIView):
    @extend_schema(responses=UnreadOut)
    def get(self, request: Request) -> Response:
        """How much of it is unread."""
        return Response({"unread": queries.unread_count(person_of(request))})


class InboxReading(APIView):
    @extend_schema(operation_id="inbox_read_all", request=ReadIn, responses=UnreadOut)
    def put(self, request: Request) -> Response:
        """Mark everything up to `up_to` as read; what came since stays unread."""
        person = person_of(request)
        actions.mark_all_read(person=person, up_to=valid(ReadIn, request)["up_to"])
        return Response({"unread": queries.unread_count(person)})


class NotificationReading(APIView):
    @extend_schema(operation_id="inbox_read_one", request=None, responses=UnreadOut)
    def put(self, request: Request, pk: int) -> Response:
        """Mark one as read. Again changes nothing."""
        person = person_of(request)
        row = get_object_or_404(Notification.objects.visible_to(person), pk=pk)
        actions.mark_read(person=person, notification=row)
        return Response({"unread": queries.unread_count(person)})


class IdeaFollow(APIView):
    @extend_schema(responses=FollowOut)
    def get(self, request: Request, pk: int) -> Response:
        """Whether you follow this idea."""
        return _follow(request, pk)

    @extend_schema(request=None, responses=FollowOut)
    def put(self, request: Request, pk: int) -> Response:
        """Be told of answers, a new status and new contributions."""
        actions.follow_idea(person=person_of(request), idea=visible_idea(request, pk))
        return _follow(request, pk)

    @extend_schema(responses=FollowOut)
    def delete(self, request: Request, pk: int) -> Response:
        """Hear no more of this idea; voting or writing does not begin it again."""
        actions.unfollow_idea(person=person_of(request), idea=visible_idea(request, pk))
        return _follow(request, pk)


class MailPreference(APIView):
    @extend_schema(responses=MailPreferenceShape)
    def get(self, request: Request) -> Response:
        """Which mails you get."""
        return Response(queries.chosen_mails(person_of(request)))

    @extend_schema(request=MailPreferenceShape, responses=MailPreferenceShape)
    def put(self, request: Request) -> Response:
        """Choose which mails you get; the inbox has everything in any case."""
        person, given = person_of(request), valid(MailPreferenceShape, request)
        actions.change_mail_preference(
            person=person, at_once=given["at_once"], daily=given["daily"]
        )
        return Response(queries.chosen_mails(person))


class GroupInvitations(APIView):
    @extend_schema(
        parameters=[IDEMPOTENCY],
        request=InvitationIn,
        responses={202: OpenApiResponse(description="the invitation is on its way")},
    )
    def post(self, request: Request, pk: int) -> Response:
        """Invite an address into a group that you administer."""
        actions.invite_by_mail(
            admin=person_of(request),
            group=visible_group(request, pk),
            email=valid(InvitationIn, request)["email"],
            key=key_of(request),
        )
        return Response(status=202)


def _follow(request: Request, pk: int) -> Response:
    idea = visible_idea(request, pk)
    return Response({"following": queries.follows(person_of(request), idea)})
