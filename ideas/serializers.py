"""Shapes of ideas, revisions and official answers in JSON."""

from typing import Any

from rest_framework import serializers

from accounts.models import User
from communities.models import Department
from ideas.models import Answer, Category, Idea, IdeaAnswer, Revision
from ideas.words import Words


class PersonOut(serializers.ModelSerializer[User]):
    name = serializers.CharField(source="display_name", read_only=True)

    class Meta:
        model = User
        fields = ("id", "name")
        read_only_fields = fields


class CategoryOut(serializers.ModelSerializer[Category]):
    class Meta:
        model = Category
        fields = ("id", "name")
        read_only_fields = fields


class IdeaAnswerOut(serializers.ModelSerializer[IdeaAnswer]):
    key = serializers.CharField(source="question.key", read_only=True)
    label = serializers.CharField(source="question.label", read_only=True)  # type: ignore[assignment]

    class Meta:
        model = IdeaAnswer
        fields = ("key", "label", "text", "html")
        read_only_fields = fields


class IdeaCardOut(serializers.ModelSerializer[Idea]):
    """An idea as lists show it."""

    category = CategoryOut(read_only=True)
    tags = serializers.SerializerMethodField()
    state = serializers.CharField(read_only=True)

    class Meta:
        model = Idea
        fields: Any = (
            "id",
            "group",
            "title",
            "slug",
            "summary",
            "category",
            "tags",
            "place",
            "origin",
            "status",
            "state",
            "published_at",
            "points_for",
            "points_against",
            "comment_count",
            "debater_count",
            "imported_support",
        )
        read_only_fields: Any = fields

    def get_tags(self, idea: Idea) -> list[str]:
        return [tag.name for tag in idea.tags.all()]


class IdeaOut(IdeaCardOut):
    """An idea as its own page shows it."""

    author = PersonOut(read_only=True, allow_null=True)
    answers = IdeaAnswerOut(source="answers_given", many=True, read_only=True)

    class Meta(IdeaCardOut.Meta):
        fields = (
            *IdeaCardOut.Meta.fields,
            "author",
            "answers",
            "language",
            "version",
            "edited_at",
            "withdrawn_at",
            "withdrawn_because",
            "source_url",
        )
        read_only_fields = fields


class WordsIn(serializers.Serializer[None]):
    """What a person says in an idea; lengths and required answers are the group's."""

    title = serializers.CharField(trim_whitespace=False, allow_blank=True)
    summary = serializers.CharField(trim_whitespace=False, allow_blank=True, default="")
    answers = serializers.DictField(child=serializers.CharField(allow_blank=True), default=dict)
    category = serializers.IntegerField(allow_null=True, default=None)
    tags = serializers.ListField(child=serializers.CharField(), default=list, max_length=50)
    place = serializers.CharField(allow_blank=True, default="")

    def words(self) -> Words:
        given: dict[str, Any] = self.validated_data
        return Words(
            title=given["title"],
            summary=given["summary"],
            answers=given["answers"],
            category_id=given["category"],
            tags=given["tags"],
            place=given["place"],
        )


class ProposalIn(WordsIn):
    draft = serializers.BooleanField(default=False, help_text="keep it to yourself for now")


class EditIn(WordsIn):
    version = serializers.IntegerField(help_text="the version your text was made from")
    note = serializers.CharField(allow_blank=True, default="", help_text="what changed")


class WithdrawalIn(serializers.Serializer[None]):
    because = serializers.CharField(trim_whitespace=False)


class RevisionOut(serializers.ModelSerializer[Revision]):
    class Meta:
        model = Revision
        fields = ("version", "title", "summary", "answers", "note", "created_at")
        read_only_fields = fields


class AnswerOut(serializers.ModelSerializer[Answer]):
    department = serializers.StringRelatedField[Department](read_only=True)

    class Meta:
        model = Answer
        fields = (
            "id",
            "department",
            "text",
            "html",
            "status",
            "next_step",
            "due_on",
            "created_at",
        )
        read_only_fields = fields


class AnswerIn(serializers.Serializer[None]):
    department = serializers.IntegerField()
    text = serializers.CharField(trim_whitespace=False)
    status = serializers.ChoiceField(choices=Idea.Status.choices)
    next_step = serializers.CharField(allow_blank=True, default="")
    due_on = serializers.DateField(allow_null=True, default=None)
