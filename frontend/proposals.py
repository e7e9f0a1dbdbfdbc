"""What somebody is about to propose: in the session until they sign in, then their draft."""

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Group
from frontend.forms.idea import ANSWER
from ideas import words as intake
from ideas.actions import save_draft, start_draft
from ideas.models import Category, Idea
from ideas.words import Words

KEPT = "proposals"
MOST_KEPT = 3
ALIKE, LOOK = "alike", "look"


@dataclass(frozen=True)
class Step:
    """One screen: `parts` are the names of its fields, `name` stands in its address."""

    name: str
    label: str | Promise
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """`draft` is None while its author is not known; `key` makes that draft once."""

    group: Group
    words: Words
    draft: Idea | None = None
    key: str = ""

    def url(self, step: str) -> str:
        if self.draft:
            return reverse("draft_step", args=[self.draft.pk, step])
        group = self.group
        return reverse("propose_step", args=[group.community.slug, group.slug, step])


def steps_of(group: Group) -> list[Step]:
    """From the one box to the preview, one question a screen (uses group.questions)."""
    questions = [
        Step(f"q-{question.key}", question.label, (f"{ANSWER}{question.key}",))
        for question in group.questions.all()
    ]
    belongings = ["tags", "place"]
    if Category.objects.filter(group=group).exists():
        belongings.insert(0, "category")
    return [
        Step("title", _("What should change?"), ("title",)),
        *questions,
        Step("short", _("In short"), ("summary",)),
        Step("belongs", _("Where it belongs"), tuple(belongings)),
    ]


def of_draft(draft: Idea) -> Proposal:
    """Uses the rows that `Idea.for_page()` loads."""
    words = Words(
        title=draft.title,
        summary=draft.summary,
        answers={answer.question.key: answer.text for answer in draft.answers_given.all()},
        category_id=draft.category_id,
        tags=[tag.name for tag in draft.tags.all()],
        place=draft.place,
    )
    return Proposal(draft.group, words, draft)


def in_session(request: HttpRequest, group: Group) -> Proposal | None:
    kept = request.session.get(KEPT, {}).get(str(group.pk))
    if not kept:
        return None
    return Proposal(group, Words(**kept["words"]), key=kept["key"])


def begin(request: HttpRequest, group: Group, words: Words, key: str) -> Proposal:
    """A draft for who is signed in, a page of the session for a visitor; raises what actions do."""
    return _kept(request, Proposal(group, words, key=key or secrets.token_urlsafe(16)))


def change(request: HttpRequest, proposal: Proposal, words: Words) -> Proposal:
    return _kept(request, replace(proposal, words=words))


def adopt(request: HttpRequest, proposal: Proposal) -> Proposal:
    """Make a draft of what a visitor wrote, now that they have signed in."""
    mine = _kept(request, proposal)
    kept = request.session.get(KEPT, {})
    kept.pop(str(proposal.group.pk), None)
    request.session[KEPT] = kept
    return mine


def _kept(request: HttpRequest, proposal: Proposal) -> Proposal:
    author, words = request.user, proposal.words
    if not isinstance(author, User):
        return _in_session(request, proposal)
    if proposal.draft:
        save_draft(author=author, idea=proposal.draft, words=words)
        return proposal
    draft = start_draft(author=author, group=proposal.group, words=words, key=proposal.key)
    return replace(proposal, draft=draft)


def _in_session(request: HttpRequest, proposal: Proposal) -> Proposal:
    """Only what a draft could hold, so that nothing is refused after signing in."""
    clean = intake.clean(proposal.group, proposal.words, whole=False)
    words = Words(
        clean.title,
        clean.summary,
        {answer.question.key: answer.text for answer in clean.answers},
        clean.category.pk if clean.category else None,
        clean.tags,
        clean.place,
    )
    others: dict[str, Any] = request.session.get(KEPT, {})
    others.pop(str(proposal.group.pk), None)
    newest = list(others.items())[1 - MOST_KEPT :]
    mine = {"words": asdict(words), "key": proposal.key}
    request.session[KEPT] = dict([*newest, (str(proposal.group.pk), mine)])
    return replace(proposal, words=words)
