"""A community's page: who runs it, and its groups one may see."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from communities.models import Community, Group
from frontend.shapes.home import GroupCard, group_card
from frontend.viewer import roles_here


@require_safe
def community(request: HttpRequest, community: str) -> HttpResponse:
    found = Community.objects.filter(slug=community).first()
    if not found:
        raise Http404
    rows = Group.objects.visible_to(request.user).for_cards().filter(community=found)
    roles = roles_here(request)
    cards: list[GroupCard] = [group_card(group, roles) for group in rows.order_by("name")]
    context = {
        "community": found,
        "open_groups": [card for card in cards if card.closing or card.is_open],
        "closed_groups": [card for card in cards if not (card.closing or card.is_open)],
        "home_url": reverse("home"),
    }
    return render(request, "communities/detail.html", context)
