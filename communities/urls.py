"""Addresses of communities and groups under /api/v1/."""

from django.urls import path

from communities import api

urlpatterns = [
    path("communities/", api.CommunityList.as_view(), name="api_communities"),
    path("groups/", api.GroupList.as_view(), name="api_groups"),
    path("groups/<int:pk>/", api.GroupDetail.as_view(), name="api_group"),
    path("groups/<int:pk>/membership/", api.GroupMembership.as_view(), name="api_membership"),
    path("invitations/accepted/", api.AcceptedInvitation.as_view(), name="api_accept_invitation"),
]
