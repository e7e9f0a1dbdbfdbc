"""The front page: one box to begin with, what needs people now, and what came of earlier words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from communities.models import Community, Group
from communities.roles import Roles
from frontend.position import position
from frontend.shapes.cards import Card, cards_of
from frontend.shapes.home import figures_of, group_card, story_of
from frontend.viewer import roles_here
from notifications.queries import inbox
from notifications.wording import in_words
from stewardship.home import closing_soon, figures, heard, moving

NEWS, MOST_STREAMS = 3, 60


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    roles = roles_here(request)
    live = position(request, *streams_of(request))
    groups = closing_soon(request.user)
    communities = list(Community.objects.filter(groups__visibility="public").distinct()[:12])
    context = {
        "live": live,
        "needs_you": [group_card(group, roles) for group in groups],
        "stories": [story_of(answers) for answers in heard(request.user)],
        "moving": _moving(request, roles),
        "figures": figures_of(figures()),
        "communities": communities,
        "runs_it": communities[0].runs_it if len(communities) == 1 else "",
        "news": _news(request),
    }
    return render(request, "home.html", context)


@require_safe
@never_cache
def home_moving(request: HttpRequest) -> HttpResponse:
    """The five ideas that moved last, fetched anew when one of their groups has news."""
    cards = _moving(request, roles_here(request))
    return render(request, "home.html#moving", {"moving": cards})


def streams_of(request: HttpRequest) -> list[str]:
    """The groups whose news the front page follows; a socket takes 64 streams."""
    groups = Group.objects.visible_to(request.user).order_by("-pk")
    return [f"group:{pk}" for pk in groups.values_list("pk", flat=True)[:MOST_STREAMS]]


def _moving(request: HttpRequest, roles: Roles) -> list[Card]:
    return cards_of(moving(request.user), request.user, roles, voting=False, grouped=True)


def _news(request: HttpRequest) -> list[object]:
    """What this person has not read yet, newest first."""
    if not request.user.is_authenticated:
        return []
    return list(in_words(request.user, list(inbox(request.user).unread()[:NEWS])))
