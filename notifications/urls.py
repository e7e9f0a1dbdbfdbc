"""Addresses of the inbox, follows and mails under /api/v1/."""

from django.urls import path

from notifications import api

urlpatterns = [
    path("inbox/", api.Inbox.as_view(), name="api_inbox"),
    path("inbox/unread/", api.Unread.as_view(), name="api_inbox_unread"),
    path("inbox/reading/", api.InboxReading.as_view(), name="api_inbox_reading"),
    path("inbox/<int:pk>/reading/", api.NotificationReading.as_view(), name="api_reading"),
    path("ideas/<int:pk>/follow/", api.IdeaFollow.as_view(), name="api_follow"),
    path("groups/<int:pk>/invitations/", api.GroupInvitations.as_view(), name="api_invitations"),
    path("mail-preference/", api.MailPreference.as_view(), name="api_mail_preference"),
]
