"""Every address of the site: pages at the root, the API under /api/v1/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", admin.site.urls),
    path("api/v1/auth/", include("allauth.headless.urls")),
    path("api/v1/", include("config.api_urls")),
    path("", include("frontend.urls")),
]
