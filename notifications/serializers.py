"""Shapes of what one was told, in JSON."""

from typing import Any

from rest_framework import serializers

from notifications.models import Notification


class ToldOut(serializers.Serializer[Any]):
    """One thing you were told; `sentence` is in your language, `url` leads to the page."""

    id = serializers.IntegerField(source="row.pk")
    kind = serializers.ChoiceField(source="row.kind", choices=Notification.Kind.choices)
    why = serializers.ChoiceField(source="row.why", choices=Notification.Why.choices)
    idea = serializers.IntegerField(source="row.idea_id")
    comment = serializers.IntegerField(source="row.comment_id", allow_null=True)
    answer = serializers.IntegerField(source="row.answer_id", allow_null=True)
    sentence = serializers.CharField()
    excerpt = serializers.CharField(help_text="the beginning of the words, plain")
    url = serializers.CharField(source="path", help_text="empty where it is closed to you now")
    created_at = serializers.DateTimeField(source="row.created_at")
    read_at = serializers.DateTimeField(source="row.read_at", allow_null=True)


class UnreadOut(serializers.Serializer[Any]):
    unread = serializers.IntegerField(help_text="at most 100, which means 100 or more")


class ReadIn(serializers.Serializer[Any]):
    up_to = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, help_text="id of the newest that was shown"
    )


class FollowOut(serializers.Serializer[Any]):
    following = serializers.BooleanField()


class MailPreferenceShape(serializers.Serializer[Any]):
    at_once = serializers.BooleanField(help_text="answers and decisions, one mail each")
    daily = serializers.BooleanField(help_text="everything else, one mail a day")
