"""Every address of the site: pages at the root, the API under /api/v1/."""

from django.urls import include, path

from config.api_page import api_error_page, api_page
from live.api import poll

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("api/", api_page, name="api_page"),
    path("api/errors", api_error_page, name="api_errors"),
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
