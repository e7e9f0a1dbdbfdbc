"""The front page: one box to begin with, what needs people now, and what came of earlier words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communities.models import Community
from frontend.shapes.cards import cards_of
from frontend.shapes.home import figures_of, group_card, story_of
from frontend.viewer import roles_here
from notifications.queries import inbox
from notifications.wording import in_words
from stewardship.home import closing_soon, figures, heard, moving

NEWS = 3


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    roles = roles_here(request)
    groups = closing_soon(request.user)
    communities = list(Community.objects.filter(groups__visibility="public").distinct()[:12])
    context = {
        "needs_you": [group_card(group, roles) for group in groups],
        "stories": [story_of(answers) for answers in heard(request.user)],
        "moving": cards_of(moving(request.user), request.user, roles, voting=False, grouped=True),
        "figures": figures_of(figures()),
        "communities": communities,
        "runs_it": communities[0].runs_it if len(communities) == 1 else "",
        "news": _news(request),
    }
    return render(request, "home.html", context)


def _news(request: HttpRequest) -> list[object]:
    """What this person has not read yet, newest first."""
    if not request.user.is_authenticated:
        return []
    return list(in_words(request.user, list(inbox(request.user).unread()[:NEWS])))
