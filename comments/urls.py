"""Addresses of the debate under /api/v1/."""

from django.urls import path

from comments import api

urlpatterns = [
    path("ideas/<int:pk>/comments/", api.CommentList.as_view(), name="api_comments"),
    path("comments/<int:pk>/", api.CommentDetail.as_view(), name="api_comment"),
    path("comments/<int:pk>/mark/", api.CommentMark.as_view(), name="api_mark"),
]
