"""What reaches the moderators' desk, and what they did about some of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from comments.models import Comment
from ideas.models import Idea
from moderation.actions import decide, flag
from moderation.actions.decide import last_decision_id
from stewardship.demo import script
from stewardship.demo.acts import Act, Life
from stewardship.demo.town import Town

FLAGS, DECISIONS = "flags", ("approve", "hold", "hide")


def acts(town: Town, lives: dict[str, Life]) -> Iterator[Act]:
    """Words that somebody flagged, or a program noticed, each with what followed."""
    desk = _Desk(town, lives)
    for told in script.desk()["said"]:
        yield from desk.of_words(told)
    for told in script.desk()["ideas"]:
        yield from desk.of_idea(told)


class _Desk:
    def __init__(self, town: Town, lives: dict[str, Life]) -> None:
        self._town, self._lives = town, lives
        self._content: dict[str, Comment | Idea] = {}

    def of_words(self, told: dict[str, Any]) -> Iterator[Act]:
        names = ("by", "text", "id", "to")
        said = script.said({name: told[name] for name in names if name in told})
        begin = self._town.moment(-told["days_ago"])
        yield Act(begin, partial(self._write, told, said))
        yield from self._what_followed(told, begin)

    def of_idea(self, told: dict[str, Any]) -> Iterator[Act]:
        begin = self._town.moment(-told["days_ago"])
        yield Act(begin, partial(self._propose, told))
        yield from self._what_followed(told, begin)

    def _what_followed(self, told: dict[str, Any], begin: datetime) -> Iterator[Act]:
        for notice in told.get(FLAGS, ()):
            yield Act(_later(begin, notice), partial(self._flag, told, notice))
        for kind in DECISIONS:
            if decision := told.get(kind):
                yield Act(_later(begin, decision), partial(self._decide, told, kind, decision))

    def _write(self, told: dict[str, Any], said: script.Said) -> None:
        comment = self._lives[told["on"]].say(said)
        if said.id:
            self._content[said.id] = comment

    def _propose(self, told: dict[str, Any]) -> None:
        """Proposed like any other idea, without anybody's votes."""
        life = Life(self._town, script.proposal(told["group"], told["id"], told), Random())  # noqa: S311
        life.propose()
        self._content[told["id"]] = life.idea

    def _flag(self, told: dict[str, Any], notice: dict[str, Any]) -> None:
        flag(
            flagger=self._town.people[notice["by"]],
            content=self._content[told["id"]],
            rule=notice["rule"],
            explanation=notice.get("explanation", ""),
        )

    def _decide(self, told: dict[str, Any], kind: str, decision: dict[str, Any]) -> None:
        content = self._content[told["id"]]
        decide(
            moderator=self._town.people[decision["by"]],
            on=content,
            act=kind,
            version=content.version,
            seen=last_decision_id(content),
            rule=decision.get("rule", ""),
            reason=decision["reason"],
        )


def _later(begin: datetime, told: dict[str, Any]) -> datetime:
    return begin + timedelta(days=told["after"])
