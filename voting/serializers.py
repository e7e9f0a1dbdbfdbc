"""Shapes of votes, and of ideas with how they stand."""

from typing import Any

from rest_framework import serializers

from ideas.models import Idea
from ideas.serializers import IdeaCardOut, IdeaOut
from voting.models import Vote
from voting.queries import Numbers


class NumbersOut(serializers.Serializer[Numbers]):
    """Null reads "under 5": in small groups numbers move in steps of five."""

    votes_for = serializers.IntegerField(allow_null=True)
    votes_against = serializers.IntegerField(allow_null=True)
    no_opinion = serializers.IntegerField(allow_null=True)
    stepped = serializers.BooleanField()


class VoteIn(serializers.Serializer[None]):
    stand = serializers.ChoiceField(
        choices=Vote.Stand.choices, help_text="1 for, −1 against, 0 no opinion"
    )


class VoteOut(serializers.Serializer[Any]):
    stand = serializers.IntegerField(allow_null=True, help_text="yours; null without a vote")
    numbers = NumbersOut()


class WithVotes(serializers.Serializer[Idea]):
    """Adds how an idea stands; `numbers` and `stands` come by idea id in the context."""

    votes = serializers.SerializerMethodField()
    my_vote = serializers.SerializerMethodField()

    def get_votes(self, idea: Idea) -> NumbersOut:
        return NumbersOut(self.context["numbers"][idea.pk]).data  # type: ignore[return-value]

    def get_my_vote(self, idea: Idea) -> int | None:
        return self.context["stands"].get(idea.pk)


class VotedCardOut(WithVotes, IdeaCardOut):
    class Meta(IdeaCardOut.Meta):
        fields: Any = (*IdeaCardOut.Meta.fields, "votes", "my_vote")
        read_only_fields = fields


class VotedIdeaOut(WithVotes, IdeaOut):
    class Meta(IdeaOut.Meta):
        fields: Any = (*IdeaOut.Meta.fields, "votes", "my_vote")
        read_only_fields = fields
