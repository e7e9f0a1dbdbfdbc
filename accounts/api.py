"""One's own account in JSON. Signing up and in is under /api/v1/auth/."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.actions import change_profile
from accounts.models import User
from activity.api import person_of


class MeOut(serializers.ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("id", "display_name", "email", "language", "known", "date_joined")
        read_only_fields = fields


class MeIn(serializers.Serializer[None]):
    display_name = serializers.CharField(trim_whitespace=False)
    language = serializers.CharField(max_length=10)


class Me(APIView):
    @extend_schema(responses=MeOut)
    def get(self, request: Request) -> Response:
        return Response(MeOut(person_of(request)).data)

    @extend_schema(request=MeIn, responses=MeOut)
    def put(self, request: Request) -> Response:
        """Change the name that others see, and your language."""
        given = MeIn(data=request.data)
        given.is_valid(raise_exception=True)
        return Response(
            MeOut(change_profile(person=person_of(request), **given.validated_data)).data
        )
