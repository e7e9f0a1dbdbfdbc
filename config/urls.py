"""Every address of the site: pages at the root, the API under /api/v1/."""

from django.urls import include, path, re_path

from config.api_page import api_error_page, api_page
from config.api_urls import Nothing
from live.api import poll

# allauth has addresses for telephones, which nobody here is asked for; they would end in a 500.
NO_PHONES = r"^api/v1/auth/\w+/v1/(?:account|auth)/phone\b"

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/", api_page, name="api_page"),
    path("api/errors", api_error_page, name="api_errors"),
    re_path(NO_PHONES, Nothing.as_view(), name="api_no_phones"),
    path("api/v1/auth/", include("allauth.headless.urls")),
    path("api/v1/", include("config.api_urls")),
    path("live", poll, name="live_poll"),
    path("", include("frontend.urls")),
]

handler400 = "config.doors.bad_request"
handler403 = "config.doors.refused"
handler404 = "config.doors.missing"
handler429 = "config.doors.too_many"
handler500 = "config.doors.broken"
