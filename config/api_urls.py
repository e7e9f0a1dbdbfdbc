"""The API: every room's addresses, and the OpenAPI document."""

from importlib.util import find_spec

from django.urls import include, path
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.views import APIView

from config import api_errors

ROOMS = (
    "accounts",
    "communities",
    "ideas",
    "voting",
    "comments",
    "moderation",
    "notifications",
    "stewardship",
)


class Root(APIView):
    """Where to begin."""

    permission_classes = [AllowAny]
    schema = None

    def get(self, request: Request) -> Response:
        names = ("api_groups", "api_ideas", "api_search", "api_schema")
        return Response({name[4:]: reverse(name, request=request) for name in names})


class Nothing(APIView):
    """An address that does not exist answers in the same shape as everything else."""

    permission_classes = [AllowAny]
    schema = None

    def dispatch(self, request, *args, **kwargs):  # type: ignore[no-untyped-def]
        request = self.initialize_request(request, *args, **kwargs)
        self.headers: dict[str, str] = {}
        answer = api_errors.answer(404, "There is no such address; see the OpenAPI document.")
        return self.finalize_response(request, answer, *args, **kwargs)


urlpatterns = [
    path("", Root.as_view(), name="api_root"),
    path(
        "schema/", SpectacularJSONAPIView.as_view(permission_classes=[AllowAny]), name="api_schema"
    ),
    *(path("", include(f"{room}.urls")) for room in ROOMS if find_spec(f"{room}.urls")),
    path("<path:anything>", Nothing.as_view()),
]
