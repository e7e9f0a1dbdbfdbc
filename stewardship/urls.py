"""Addresses of search under /api/v1/."""

from django.urls import path

from stewardship import api

urlpatterns = [
    path("search/", api.Search.as_view(), name="api_search"),
    path("search/similar/", api.Similar.as_view(), name="api_similar"),
]
