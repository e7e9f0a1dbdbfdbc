"""Versions of an idea or a contribution as texts by part, to be read beside each other."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from communities.models import Group
from frontend.changes import Change, changes
from ideas.models import Idea, Revision


@dataclass(frozen=True)
class Both:
    """One part that differs: what stands there now, and one's own."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Difference:
    label: str
    changes: list[Change]


@dataclass(frozen=True)
class Version:
    number: int
    at: datetime
    note: str
    here: bool


def texts_of(idea: Idea) -> dict[str, str]:
    """Every part of the idea as it stands, by its name in the form."""
    answers = {f"answer_{a.question.key}": a.text for a in idea.answers_given.all()}
    return {"title": idea.title, **answers, "summary": idea.summary}


def texts_then(revision: Revision) -> dict[str, str]:
    answers = {f"answer_{key}": str(text) for key, text in revision.answers.items()}
    return {"title": revision.title, **answers, "summary": revision.summary}


def labels_of(group: Group) -> dict[str, str]:
    """In the order in which an idea is read (uses group.questions)."""
    questions = {f"answer_{question.key}": question.label for question in group.questions.all()}
    return {"title": _("Title"), "summary": _("In short"), **questions}


def beside(now: dict[str, str], mine: dict[str, str], labels: dict[str, str]) -> list[Both]:
    """Only the parts that differ."""
    return [
        Both(label, now.get(name, ""), mine.get(name, ""))
        for name, label in labels.items()
        if now.get(name, "") != mine.get(name, "")
    ]


def differences(
    old: dict[str, str], new: dict[str, str], labels: dict[str, str]
) -> list[Difference]:
    """Only the parts that changed; a question the group no longer asks keeps its key as a name."""
    names = {**labels, **{name: name for name in [*old, *new] if name not in labels}}
    return [
        Difference(label, changes(old.get(name, ""), new.get(name, "")))
        for name, label in names.items()
        if old.get(name, "") != new.get(name, "")
    ]


def versions_of(revisions: list[Revision], here: int) -> list[Version]:
    return [Version(r.version, r.created_at, r.note, r.version == here) for r in revisions]
