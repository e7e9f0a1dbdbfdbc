"""Shapes of flags, cases, decisions and marks in JSON."""

from typing import Any

from rest_framework import serializers

from comments.models import Comment
from ideas.models import Idea
from ideas.serializers import PersonOut
from moderation import sentences
from moderation.models import Case, Decision, Flag, Rule
from moderation.queries import Mark, Statement
from moderation.record import words_of


class RuleOut(serializers.Serializer[Any]):
    key = serializers.CharField()
    name = serializers.CharField()


class FlagIn(serializers.Serializer[None]):
    rule = serializers.ChoiceField(choices=Rule.choices)
    explanation = serializers.CharField(allow_blank=True, default="", trim_whitespace=False)


class FlagOut(serializers.ModelSerializer[Flag]):
    class Meta:
        model = Flag
        fields = ("id", "rule", "explanation", "created_at")
        read_only_fields = fields


class DecisionIn(serializers.Serializer[None]):
    act = serializers.ChoiceField(choices=Decision.Act.choices)
    rule = serializers.CharField(allow_blank=True, default="", help_text="due for hide and hold")
    reason = serializers.CharField(
        allow_blank=True,
        default="",
        trim_whitespace=False,
        help_text="what the author is told; due for hide and hold",
    )
    version = serializers.IntegerField(help_text="the version of the content that you read")
    seen = serializers.IntegerField(default=0, help_text="the last decision on it that you saw")


class DecisionOut(serializers.ModelSerializer[Decision]):
    moderator = PersonOut(read_only=True, allow_null=True)

    class Meta:
        model = Decision
        fields = (
            "id",
            "case",
            "idea",
            "comment",
            "act",
            "was",
            "rule",
            "reason",
            "content_version",
            "moderator",
            "created_at",
        )
        read_only_fields = fields


class ContentOut(serializers.Serializer[Idea | Comment]):
    """The words that a case is about; `version` goes back with the decision."""

    id = serializers.IntegerField()
    kind = serializers.SerializerMethodField(help_text="idea or comment")
    title = serializers.SerializerMethodField(help_text="of the idea")
    text = serializers.SerializerMethodField()
    author = PersonOut(allow_null=True)
    state = serializers.CharField()
    version = serializers.IntegerField()
    created_at = serializers.DateTimeField()

    def get_kind(self, content: Idea | Comment) -> str:
        return "comment" if isinstance(content, Comment) else "idea"

    def get_title(self, content: Idea | Comment) -> str:
        return content.idea.title if isinstance(content, Comment) else content.title

    def get_text(self, content: Idea | Comment) -> str:
        return content.text if isinstance(content, Comment) else words_of(content)


class CaseOut(serializers.ModelSerializer[Case]):
    """What waits: the words, why in words, and the numbers that a decision must name."""

    content = ContentOut(read_only=True)
    why = serializers.SerializerMethodField(help_text="what a program noticed, in words")
    flags = FlagOut(many=True, read_only=True)
    seen = serializers.SerializerMethodField(help_text="the last decision on it, 0 for none")

    class Meta:
        model = Case
        fields = (
            "id",
            "group",
            "content",
            "held",
            "tier",
            "score",
            "why",
            "flag_count",
            "flags",
            "seen",
            "opened_at",
            "closed_at",
        )
        read_only_fields: Any = fields

    def get_why(self, case: Case) -> list[str]:
        return sentences.of_signals(case.signals)

    def get_seen(self, case: Case) -> int:
        """From the page's one query for all of them."""
        name = "comment" if case.comment_id else "idea"
        last: dict[tuple[str, int], int] = self.context["last"]
        return last.get((name, case.comment_id or case.idea_id or 0), 0)


class MarkOut(serializers.Serializer[Mark]):
    """What stands where something was: neither name nor text."""

    kind = serializers.CharField()
    rule = serializers.CharField()
    at = serializers.DateTimeField()


class StatementOut(serializers.Serializer[Statement]):
    """What the author of some words is told of the last decision on them."""

    act = serializers.CharField(source="decision.act")
    said = serializers.SerializerMethodField()
    rule = serializers.CharField()
    reason = serializers.CharField(source="decision.reason")
    found_by = serializers.ChoiceField(choices=["flag", "program", "moderator"])
    at = serializers.DateTimeField(source="decision.created_at")

    def get_said(self, statement: Statement) -> str:
        return sentences.of_decision(statement.decision)
