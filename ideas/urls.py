"""Addresses of one idea's life under /api/v1/."""

from django.urls import path

from ideas import api

urlpatterns = [
    path("ideas/<int:pk>/publication/", api.Publication.as_view(), name="api_publication"),
    path("ideas/<int:pk>/withdrawal/", api.Withdrawal.as_view(), name="api_withdrawal"),
    path("ideas/<int:pk>/revisions/", api.RevisionList.as_view(), name="api_revisions"),
    path("ideas/<int:pk>/answers/", api.AnswerList.as_view(), name="api_answers"),
]
