"""Search in JSON."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from activity.api import OpenReading
from stewardship.finding import KINDS, Found, find, similar

EXCERPT = 300


class FoundOut(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=KINDS)
    idea = serializers.IntegerField(source="idea.pk")
    comment = serializers.IntegerField(source="comment.pk", allow_null=True, default=None)
    answer = serializers.IntegerField(source="answer.pk", allow_null=True, default=None)
    title = serializers.CharField(source="idea.title")
    excerpt = serializers.SerializerMethodField()

    def get_excerpt(self, found: Found) -> str:
        return found.words[:EXCERPT]


class Results(serializers.Serializer[None]):
    results = FoundOut(many=True)


class Search(APIView):
    """The 50 best results; narrow the words to find others."""

    permission_classes = [OpenReading]

    @extend_schema(
        parameters=[
            OpenApiParameter("q", str, required=True),
            OpenApiParameter("kind", str, enum=KINDS),
        ],
        responses=Results,
    )
    def get(self, request: Request) -> Response:
        kind = request.query_params.get("kind", "")
        if kind and kind not in KINDS:
            raise ValidationError({"kind": _("Choose one of: %s.") % ", ".join(KINDS)})
        found = find(
            request.user, request.query_params.get("q", ""), kinds=(kind,) if kind else KINDS
        )
        return Response({"results": FoundOut(found, many=True).data})


class Similar(APIView):
    """Three ideas whose titles are like these words."""

    permission_classes = [OpenReading]

    @extend_schema(parameters=[OpenApiParameter("q", str, required=True)], responses=Results)
    def get(self, request: Request) -> Response:
        ideas = similar(request.user, request.query_params.get("q", ""))
        found = [Found("idea", idea, idea.summary) for idea in ideas]
        return Response({"results": FoundOut(found, many=True).data})
