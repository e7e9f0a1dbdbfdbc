"""Addresses of one's own account under /api/v1/."""

from django.urls import path

from accounts import api

urlpatterns = [path("me/", api.Me.as_view(), name="api_me")]
