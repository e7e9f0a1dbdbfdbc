"""An idea's page: how it stands, what was answered, what it says, and the debate below."""

import secrets

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from frontend.position import position
from frontend.shapes.cards import idea_url
from frontend.shapes.follow import follow_of
from frontend.shapes.idea import answers_of, head_of, standing_of, steps_of
from frontend.viewer import roles_here
from frontend.views.answers import wants_fragment
from frontend.views.discussion import discussion
from frontend.views.finding import find_idea
from frontend.views.removed import gone_idea
from frontend.views.trail import trail
from ideas import queries
from ideas.models import Idea
from search import similar as similar_ids
from voting.orders import arranged, offered

NEAR = 40


@require_safe
def idea(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    live = position(request, f"idea:{pk}")
    try:
        found = find_idea(request, pk)
    except Http404:
        return gone_idea(request, pk)
    if slug != found.slug:
        return redirect(idea_url(found), permanent=True)
    roles = roles_here(request)
    answers, revisions = queries.answers_of(found), queries.revisions_of(found)
    context = {
        "live": live,
        "community": found.group.community,
        "crumbs": trail(found.group, with_group=True),
        "idea": head_of(found, roles),
        "stand": standing_of(found, request.user, roles),
        "answer": answers_of(found, answers, roles),
        "questions": found.answers_given.all(),
        "timeline": steps_of(found, queries.timeline(found, answers, revisions)),
        "follow": follow_of(found, request.user),
        **discussion(request, found, roles),
    }
    return render(request, "ideas/detail.html", context)


@require_safe
def idea_short(request: HttpRequest, pk: int) -> HttpResponse:
    """`/ideas/42/`: to where the idea is called by its name."""
    try:
        return redirect(idea_url(find_idea(request, pk)))
    except Http404:
        return gone_idea(request, pk)


@require_safe
def similar(request: HttpRequest, pk: int) -> HttpResponse:
    """What else was proposed that reads alike, in the same group."""
    found = find_idea(request, pk)
    ids = similar_ids(found.title, group_ids=[found.group_id], limit=4)
    rows = Idea.objects.visible_to(request.user).filter(pk__in=ids).exclude(pk=pk)
    others = [{"url": idea_url(o), "title": o.title, "language": o.language} for o in rows[:3]]
    context = {"idea": found, "similar": others, "crumbs": trail(found.group, with_group=True)}
    template = "ideas/_similar.html" if wants_fragment(request) else "ideas/similar.html"
    return render(request, template, context)


@require_safe
def another(request: HttpRequest, pk: int) -> HttpResponse:
    """One of the next ideas in the group's own order, so that those below are seen as well."""
    found = find_idea(request, pk)
    rows = Idea.objects.visible_to(request.user).listed().filter(group=found.group).exclude(pk=pk)
    order = offered(found.group)[0]
    keys = [key.sql for key in order.keys]
    near = list(arranged(rows, order, request.user).order_by(*keys)[:NEAR])
    return redirect(idea_url(secrets.choice(near)) if near else idea_url(found))
