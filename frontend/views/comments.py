"""Contributions: their permanent page, their fragment, and writing them."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from activity.circumstances import of_request
from comments import queries
from comments.actions import write_comment
from comments.models import Comment
from comments.rules import why_not_comment
from frontend.forms.comments import SIDES, WordsForm, reply_form, words_form
from frontend.position import position
from frontend.shapes.cards import idea_url
from frontend.shapes.debate import single, threads
from frontend.shapes.group import pager_of
from frontend.viewer import roles_here
from frontend.views.answers import attempt, for_people, see_other, wants_fragment
from frontend.views.finding import find_comment, find_idea
from frontend.views.removed import gone_comment, told_of
from frontend.views.trail import trail_to
from ideas.models import Idea

WHOLE_THREAD = 1000


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The permanent page of a contribution: the thread it stands in, itself pointed at."""
    live = position(request, f"idea:{_idea_id(pk)}")
    try:
        found, idea = find_comment(request, pk)
    except Http404:
        return gone_comment(request, pk)
    roles = roles_here(request)
    rows = Comment.objects.with_marks_for(request.user).select_related("author")
    root = rows.get(pk=found.root_id or found.pk)
    drawn = threads([root], idea, request.user, roles, here=found.pk, limit=WHOLE_THREAD)
    gone = not queries.Viewer(roles.person_id, roles.is_moderator(idea.group)).reads(found)
    context = {
        "live": live,
        "community": idea.group.community,
        "crumbs": trail_to(idea),
        "idea": idea,
        "idea_url": idea_url(idea),
        "node": drawn[0],
        "told": told_of(request.user, found),
        "words": found.html if found.hidden_at and found.author_id == roles.person_id else "",
    }
    return render(request, "comments/detail.html", context, status=410 if gone else 200)


@require_safe
def comment_fragment(request: HttpRequest, pk: int) -> HttpResponse:
    found, idea = find_comment(request, pk)
    node = single(found, idea, request.user, roles_here(request))
    return render(request, "comments/_node.html", {"node": node, "top": found.parent_id is None})


@require_safe
def points(request: HttpRequest, pk: int, side: str) -> HttpResponse:
    """All points of one side, by page."""
    idea, roles = find_idea(request, pk), roles_here(request)
    if not SIDES.get(side):
        raise Http404
    try:
        after = request.GET.get("after", "")
        page = queries.points(idea, request.user, SIDES[side], after=after)
    except ValidationError as error:
        raise BadRequest(" ".join(error.messages)) from None
    context = {
        "community": idea.group.community,
        "crumbs": trail_to(idea),
        "idea": idea,
        "side": side,
        "nodes": threads(page.rows, idea, request.user, roles),
        "pager": pager_of(request.GET, page.next),
    }
    return render(request, "comments/points.html", context)


@require_http_methods(["GET", "POST"])
@for_people
def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a point (`side` for or against) or a comment under an idea."""
    idea = find_idea(request, pk)
    sent = request.POST if request.method == "POST" else request.GET
    side = sent.get("side", "")
    if side not in SIDES:
        raise BadRequest(_("Choose for, against or neither."))
    if request.method != "POST":
        return _form_page(request, idea, words_form(idea, side, focus=True))
    return _write(request, idea, words_form(idea, side, request.POST), side=SIDES[side])


@require_http_methods(["GET", "POST"])
@for_people
def replies(request: HttpRequest, pk: int) -> HttpResponse:
    """Reply to a contribution."""
    parent, idea = find_comment(request, pk)
    if not parent.is_shown:
        raise Http404
    if request.method != "POST":
        return _form_page(request, idea, reply_form(parent, focus=True), parent)
    return _write(request, idea, reply_form(parent, request.POST), parent=parent)


def _write(
    request: HttpRequest,
    idea: Idea,
    form: WordsForm,
    *,
    side: int = Comment.Side.NEUTRAL,
    parent: Comment | None = None,
) -> HttpResponse:
    status, made = 400, None
    if form.is_valid():
        made, status = attempt(
            lambda: write_comment(
                author=request.user,  # type: ignore[arg-type]
                idea=idea,
                text=form.cleaned_data["text"],
                side=side,
                parent=parent,
                circumstances=of_request(request),
                key=form.cleaned_data["key"],
            ),
            form,
        )
    if not made:
        return _form_page(request, idea, form, parent, status=status)
    if wants_fragment(request):
        return _written(request, made, idea, form)
    if made.held_at:
        messages.warning(request, _("Thank you. A moderator looks at it before others see it."))
    return see_other(f"{idea_url(idea)}#comment-{made.pk}")


def _written(request: HttpRequest, made: Comment, idea: Idea, form: WordsForm) -> HttpResponse:
    """The new contribution for its place, and a fresh way to write the next one."""
    roles = roles_here(request)
    again = words_form(idea) if not made.parent_id and not made.is_point else None
    context = {
        "node": single(made, idea, request.user, roles),
        "top": made.parent_id is None,
        "slot": form.slot,
        "form": again,
        "side": form.cleaned_data["side"],
        "write_url": f"{form.url}?side={form.cleaned_data['side']}" if made.is_point else "",
    }
    return render(request, "comments/_written.html", context)


def _form_page(
    request: HttpRequest,
    idea: Idea,
    form: WordsForm,
    parent: Comment | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """The form, whole page or fragment; the reason instead where one may not write here now."""
    roles = roles_here(request)
    refusal = why_not_comment(roles, idea)
    form.cancel_url = idea_url(idea)
    context = {
        "community": idea.group.community,
        "crumbs": trail_to(idea),
        "form": form,
        "slot": form.slot,
        "refusal": refusal,
        "signed_in": roles.signed_in,
        "parent": single(parent, idea, request.user, roles) if parent else None,
    }
    template = "comments/_slot.html" if wants_fragment(request) else "comments/form.html"
    return render(request, template, context, status=status)


def _idea_id(comment_id: int) -> Any:
    found = Comment.objects.filter(pk=comment_id).values_list("idea_id", flat=True).first()
    if not found:
        raise Http404
    return found
