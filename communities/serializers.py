"""Shapes of communities, groups, phases and questions in JSON."""

from rest_framework import serializers

from communities.models import Community, Group, Phase, Question


class CommunityOut(serializers.ModelSerializer[Community]):
    class Meta:
        model = Community
        fields = ("id", "slug", "name", "tagline", "purpose", "runs_it", "time_zone", "language")
        read_only_fields = fields


class PhaseOut(serializers.ModelSerializer[Phase]):
    is_open = serializers.BooleanField(read_only=True)

    class Meta:
        model = Phase
        fields = ("kind", "opens_at", "closes_at", "is_open")
        read_only_fields = fields


class QuestionOut(serializers.ModelSerializer[Question]):
    class Meta:
        model = Question
        fields = ("key", "label", "help", "required", "longest")
        read_only_fields = fields


class GroupOut(serializers.ModelSerializer[Group]):
    community = serializers.SlugRelatedField[Community](slug_field="slug", read_only=True)
    phases = PhaseOut(many=True, read_only=True)
    questions = QuestionOut(many=True, read_only=True)

    class Meta:
        model = Group
        fields = (
            "id",
            "community",
            "slug",
            "name",
            "kind",
            "visibility",
            "purpose",
            "asked_by",
            "outcome",
            "rules",
            "charter",
            "report_due_on",
            "starts_on",
            "ends_on",
            "next_session_at",
            "member_count",
            "idea_count",
            "phases",
            "questions",
        )
        read_only_fields = fields


class InvitationIn(serializers.Serializer[None]):
    email = serializers.EmailField(max_length=254)


class AcceptIn(serializers.Serializer[None]):
    token = serializers.CharField(max_length=64)
