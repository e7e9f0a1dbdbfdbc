"""Addresses of ideas and votes under /api/v1/."""

from django.urls import path

from voting import api

urlpatterns = [
    path("ideas/", api.IdeaList.as_view(), name="api_ideas"),
    path("groups/<int:pk>/ideas/", api.GroupIdeaList.as_view(), name="api_group_ideas"),
    path("ideas/<int:pk>/", api.IdeaDetail.as_view(), name="api_idea"),
    path("ideas/<int:pk>/vote/", api.IdeaVote.as_view(), name="api_vote"),
]
