"""Shapes of contributions in JSON."""

from typing import Any

from rest_framework import serializers

from comments.models import Comment
from ideas.serializers import PersonOut


class CommentOut(serializers.ModelSerializer[Comment]):
    """A contribution that one may read."""

    author = PersonOut(read_only=True, allow_null=True)
    state = serializers.CharField(read_only=True)

    class Meta:
        model = Comment
        fields = (
            "id",
            "idea",
            "parent",
            "depth",
            "side",
            "author",
            "text",
            "html",
            "state",
            "version",
            "convincing",
            "not_convincing",
            "reply_count",
            "created_at",
            "edited_at",
            "imported_likes",
            "imported_dislikes",
        )
        read_only_fields: Any = fields


class CommentIn(serializers.Serializer[None]):
    text = serializers.CharField(trim_whitespace=False, allow_blank=True)
    side = serializers.ChoiceField(
        choices=Comment.Side.choices,
        default=Comment.Side.NEUTRAL,
        help_text="1 a point for, −1 a point against, 0 a comment",
    )
    parent = serializers.IntegerField(  # type: ignore[assignment]
        allow_null=True, default=None, help_text="what it replies to"
    )


class CommentEditIn(serializers.Serializer[None]):
    text = serializers.CharField(trim_whitespace=False, allow_blank=True)
    version = serializers.IntegerField(help_text="the version your text was made from")


class MarkIn(serializers.Serializer[None]):
    convincing = serializers.BooleanField()
