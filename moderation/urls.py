"""Addresses of moderation under /api/v1/."""

from django.urls import path

from moderation import api

urlpatterns = [
    path("rules/", api.RuleList.as_view(), name="api_rules"),
    path("ideas/<int:pk>/flags/", api.IdeaFlags.as_view(), name="api_idea_flags"),
    path("comments/<int:pk>/flags/", api.CommentFlags.as_view(), name="api_comment_flags"),
    path("moderation/cases/", api.CaseList.as_view(), name="api_cases"),
    path("moderation/cases/<int:pk>/", api.CaseDetail.as_view(), name="api_case"),
    path(
        "moderation/cases/<int:pk>/decisions/",
        api.CaseDecisions.as_view(),
        name="api_case_decisions",
    ),
    path("ideas/<int:pk>/decisions/", api.IdeaDecisions.as_view(), name="api_idea_decisions"),
    path(
        "comments/<int:pk>/decisions/",
        api.CommentDecisions.as_view(),
        name="api_comment_decisions",
    ),
    path("ideas/<int:pk>/statement/", api.IdeaStatement.as_view(), name="api_idea_statement"),
    path(
        "comments/<int:pk>/statement/",
        api.CommentStatement.as_view(),
        name="api_comment_statement",
    ),
]
