"""What stands at the address of removed words: the mark, and for their author the statement."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from comments.models import Comment
from frontend.shapes.desk import passages_of
from frontend.views.trail import trail
from ideas.models import Idea
from moderation import queries, sentences
from moderation.queries import Mark, Statement


@dataclass(frozen=True)
class Told:
    """What an author reads of a decision on their own words."""

    said: str
    rule: str
    reason: str
    found: str
    at: Any


def gone_idea(request: HttpRequest, pk: int) -> HttpResponse:
    """410 with the mark to whoever could have seen the idea; 404 to everybody else."""
    mark = queries.mark_for(request.user, pk)
    if not mark:
        raise Http404
    return _gone(request, mark, _idea(pk), queries.own_hidden(request.user, Idea, pk))


def gone_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """410 for a contribution that went with its idea, or by itself."""
    mark = queries.comment_mark_for(request.user, pk)
    if not mark:
        raise Http404
    idea_id = Comment.objects.values_list("idea_id", flat=True).get(pk=pk)
    return _gone(request, mark, _idea(idea_id), queries.own_hidden(request.user, Comment, pk))


def told_of(user: Any, content: Idea | Comment) -> Told | None:
    """The statement of reasons, for the author of these words alone."""
    statement = queries.statement_for(user, content)
    return _told(statement) if statement else None


def _gone(request: HttpRequest, mark: Mark, idea: Idea, own: Any) -> HttpResponse:
    context = {
        "community": idea.group.community,
        "crumbs": trail(idea.group, with_group=True),
        "mark": mark,
        "day": date_format(mark.at, "DATE_FORMAT"),
        "told": told_of(request.user, own) if own else None,
        "words": passages_of(own) if own else [],
    }
    return render(request, "moderation/gone.html", context, status=410)


def _idea(pk: int) -> Idea:
    return Idea.objects.select_related("group__community").get(pk=pk)


def _told(statement: Statement) -> Told:
    decision = statement.decision
    found = {
        "flag": _("Somebody flagged it, and a person decided."),
        "program": _("A program noticed it, and a person decided."),
        "moderator": _("A moderator noticed it and decided; no program took part."),
    }[statement.found_by]
    return Told(
        sentences.of_decision(decision), statement.rule, decision.reason, found, decision.created_at
    )
