"""What happened in the demo, as acts: a moment and the action that somebody took then."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from accounts.models import User
from comments.actions import write_comment
from comments.models import Comment
from communities.models import Group, Phase
from ideas.actions import answer_idea, edit_idea, propose_idea, withdraw_idea
from ideas.models import Idea
from ideas.words import Words
from notifications.actions import follow_by_taking_part
from stewardship.demo.script import QUESTIONS, Edit, OfficialAnswer, Proposal, Said
from stewardship.demo.town import Town

SIDES = {"for": Comment.Side.FOR, "against": Comment.Side.AGAINST, "": Comment.Side.NEUTRAL}
LIVELY = timedelta(days=45)
MINUTE, BREATH = timedelta(minutes=1), timedelta(hours=5)


@dataclass(frozen=True, order=True)
class Act:
    moment: datetime
    do: Callable[[], object] = field(compare=False)


@dataclass
class Life:
    """One idea of the demo from its proposal on; `said` finds what is replied to, `written` is all
    in order."""

    town: Town
    told: Proposal
    random: Random
    idea: Idea = field(init=False)
    said: dict[str, Comment] = field(default_factory=dict)
    written: list[tuple[Said, Comment]] = field(default_factory=list)

    @property
    def born(self) -> datetime:
        return self.town.moment(-self.told.days_ago)

    @property
    def group(self) -> Group:
        return self.town.groups[self.told.group]

    def after(self, days: float) -> datetime:
        return self.born + timedelta(days=days)

    def acts(self) -> Iterator[Act]:
        yield Act(self.born, self.propose)
        yield from self._debate()
        for edit in self.told.edits:
            yield Act(self.after(edit.after), partial(self.edit, edit))
        for answer in self.told.answers:
            yield Act(self.after(answer.after), partial(self.answer, answer))
        if self.told.withdrawn:
            yield Act(self.after(self.told.withdrawn["after"]), self.withdraw)

    def propose(self) -> None:
        author = person(self.town, self.told.author, self.told.language)
        self.idea = propose_idea(author=author, group=self.group, words=self._words({}))
        self._follow(author)

    def edit(self, edit: Edit) -> None:
        self.idea = edit_idea(
            author=person(self.town, self.told.author, self.told.language),
            idea=self.idea,
            words=self._words(edit.changes),
            version=self.idea.version,
            note=edit.note,
        )

    def answer(self, told: OfficialAnswer) -> None:
        answer_idea(
            official=self.town.people[told.by],
            idea=self.idea,
            department=self.town.department(self.told.group, told.department),
            text=told.text.strip(),
            status=told.status,
            next_step=told.next_step,
            due_on=None if told.due_in is None else self.town.moment(told.due_in).date(),
        )

    def withdraw(self) -> None:
        author, because = self.town.people[self.told.author], self.told.withdrawn["reason"]
        withdraw_idea(author=author, idea=self.idea, because=because)

    def say(self, one: Said) -> Comment:
        comment = write_comment(
            author=person(self.town, one.by, one.language),
            idea=self.idea,
            text=one.text,
            side=SIDES[one.side],
            parent=self.said[one.to] if one.to else None,
        )
        if one.id:
            self.said[one.id] = comment
        self._follow(self.town.people[one.by])
        return comment

    def closing(self, kind: str) -> datetime:
        """Until when one could discuss or vote on it."""
        end = self.town.start - BREATH
        phases = self.group.phases.filter(kind=kind)
        for phase in phases.exclude(closes_at=None):
            end = min(end, phase.closes_at or end)
        if self.told.withdrawn:
            end = min(end, self.after(self.told.withdrawn["after"]))
        return end - MINUTE

    def _follow(self, person: User) -> None:
        """What the silent part of the past would have done at the news of it."""
        follow_by_taking_part(person_id=person.pk, idea_id=self.idea.pk)

    def _words(self, changes: dict[str, str]) -> Words:
        words = self.told.words | changes
        categories = self.group.categories
        return Words(
            title=words["title"],
            summary=words["in_short"],
            answers={key: words[key] for key in QUESTIONS},
            category_id=categories.get(name=self.told.category).pk,
            tags=self.told.tags,
        )

    def _debate(self) -> Iterator[Act]:
        """Contributions when the content says, else spread over the first weeks, denser early."""
        end = self.closing(Phase.Kind.DISCUSS)
        span, told = min(end - self.born, LIVELY), self.told.said
        last = self.born
        for place, one in enumerate(told, start=1):
            spread = self.born + span * (place / (len(told) + 1)) ** 1.4
            last = self._told_moment(one) or max(spread, last + MINUTE)
            yield Act(last, partial(self._write, one))

    def _write(self, one: Said) -> None:
        self.written.append((one, self.say(one)))

    def _told_moment(self, one: Said) -> datetime | None:
        if one.ago is not None:
            return self.town.moment(-one.ago)
        return None if one.after is None else self.after(one.after)


def person(town: Town, key: str, language: str = "") -> User:
    """Somebody writing in a language that is perhaps not the one of their account."""
    known = town.people[key]
    if not language or language == known.language:
        return known
    writer = copy.copy(known)
    writer.language = language
    return writer
