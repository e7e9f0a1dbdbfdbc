"""Fragments of pages that live pages fetch anew: through the same door, by the same shapes."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communities.models import Group
from frontend.shapes.cards import cards_of
from frontend.shapes.idea import answers_of, head_of, standing_of, steps_of
from frontend.shapes.phases import phases_of
from frontend.shapes.tally import tally_of
from frontend.viewer import roles_here
from frontend.views.finding import find_idea
from ideas import queries
from voting.queries import shown_numbers


@require_safe
@never_cache
def idea_card(request: HttpRequest, pk: int) -> HttpResponse:
    idea = find_idea(request, pk)
    card = cards_of([idea], request.user, roles_here(request))[0]
    return render(request, "ideas/_card.html", {"card": card})


@require_safe
@never_cache
def idea_head(request: HttpRequest, pk: int) -> HttpResponse:
    idea = find_idea(request, pk)
    return render(request, "ideas/_head.html", {"idea": head_of(idea, roles_here(request))})


@require_safe
@never_cache
def idea_stand(request: HttpRequest, pk: int) -> HttpResponse:
    idea = find_idea(request, pk)
    stand = standing_of(idea, request.user, roles_here(request))
    return render(request, "ideas/_stand.html", {"idea": idea, "stand": stand})


@require_safe
@never_cache
def idea_tally(request: HttpRequest, pk: int) -> HttpResponse:
    idea = find_idea(request, pk)
    tally = tally_of(idea, shown_numbers([idea])[idea.pk])
    context = {"tally": tally, "large": bool(request.GET.get("large"))}
    return render(request, "components/_tally.html", context)


@require_safe
@never_cache
def idea_answer(request: HttpRequest, pk: int) -> HttpResponse:
    idea = find_idea(request, pk)
    answers = answers_of(idea, queries.answers_of(idea), roles_here(request))
    return render(request, "ideas/_answer.html", {"idea": idea, "answer": answers})


@require_safe
@never_cache
def idea_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    idea = find_idea(request, pk)
    moments = queries.timeline(idea, queries.answers_of(idea), queries.revisions_of(idea))
    context: dict[str, Any] = {"idea": idea, "timeline": steps_of(idea, moments)}
    return render(request, "ideas/_timeline.html", context)


@require_safe
@never_cache
def group_phases(request: HttpRequest, pk: int) -> HttpResponse:
    group = Group.objects.visible_to(request.user).for_page().filter(pk=pk).first()
    if not group:
        raise Http404
    phases = phases_of(group, roles_here(request))
    return render(request, "components/_phases.html", {"phases": phases})
