"""Voting: three equal buttons, changed or taken back by pressing again."""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from communities.roles import Roles
from frontend.forms.presses import PressForm
from frontend.shapes.ballot import STANDS
from frontend.shapes.cards import cards_of, idea_url
from frontend.shapes.idea import standing_of
from frontend.viewer import roles_here
from frontend.views.answers import attempt, back, for_people, wants_fragment
from frontend.views.finding import find_idea
from frontend.views.trail import trail_to
from ideas.models import Idea
from voting.actions import cast_vote, take_back_vote


@require_http_methods(["GET", "POST"])
@for_people
def vote(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand for, against, have no opinion; an empty stand takes the vote back."""
    idea, form, status = find_idea(request, pk), PressForm(), 200
    if request.method == "POST":
        form = PressForm({})
        status = _cast(request, idea, form)
        if status == 200 and not wants_fragment(request):
            part = "idea" if request.POST.get("part") == "card" else "stand"
            return back(request, idea_url(idea), f"{part}-{pk}")
    roles = roles_here(request)
    if wants_fragment(request):
        return _fragment(request, idea, roles, form, status)
    context = {
        "community": idea.group.community,
        "crumbs": trail_to(idea),
        "idea": idea,
        "stand": standing_of(idea, request.user, roles, form.sentence),
        "signed_in": roles.signed_in,
    }
    return render(request, "ideas/vote.html", context, status=status)


def _cast(request: HttpRequest, idea: Idea, form: PressForm) -> int:
    stand = request.POST.get("stand", "")
    if stand and stand not in STANDS:
        raise BadRequest(_("Vote for, against or no opinion."))
    voter: User = request.user  # type: ignore[assignment]
    if not stand:
        return attempt(lambda: take_back_vote(voter=voter, idea=idea), form)[1]
    return attempt(lambda: cast_vote(voter=voter, idea=idea, stand=STANDS[stand]), form)[1]


def _fragment(
    request: HttpRequest, idea: Idea, roles: Roles, form: PressForm, status: int
) -> HttpResponse:
    if request.POST.get("part") == "card":
        card = cards_of([idea], request.user, roles)[0]
        context = {"card": card, "error": form.sentence}
        return render(request, "ideas/_card.html", context, status=status)
    stand = standing_of(idea, request.user, roles, form.sentence)
    return render(request, "ideas/_stand.html", {"idea": idea, "stand": stand}, status=status)
