"""One's own drafts: going on with one, throwing one away, publishing it, and what comes then."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from activity.circumstances import of_request
from frontend.forms.idea import parts_form
from frontend.proposals import LOOK, Proposal, of_draft
from frontend.shapes.ballot import ballot_of
from frontend.shapes.cards import idea_url
from frontend.shapes.phases import phases_of
from frontend.shapes.preview import preview_of
from frontend.viewer import roles_here
from frontend.views.answers import attempt, see_other
from frontend.views.finding import find_idea
from frontend.views.inbox import signed_in
from frontend.views.propose import look, show_step
from frontend.views.trail import trail
from ideas.actions import discard_draft, publish_idea
from ideas.models import Idea
from voting.queries import stands_of

MOST_SHOWN = 100


@login_required
@require_safe
def drafts(request: HttpRequest) -> HttpResponse:
    rows = Idea.objects.visible_to(request.user).select_related("group__community")
    mine = rows.filter(author=signed_in(request), published_at__isnull=True)
    return render(
        request, "ideas/propose/drafts.html", {"drafts": mine.order_by("-pk")[:MOST_SHOWN]}
    )


@login_required
@require_safe
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """To the first screen that still misses something, else to the preview."""
    found = _find(request, pk)
    if isinstance(found, HttpResponse):
        return found
    missing = preview_of(found).missing
    return redirect(missing[0].url if missing else found.url(LOOK))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def draft_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    found = _find(request, pk)
    return found if isinstance(found, HttpResponse) else show_step(request, found, step)


@login_required
@require_POST
def draft_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Pressed twice, it is published once; what is missing is named beside the preview."""
    found = _find(request, pk)
    if isinstance(found, HttpResponse):
        return found
    form = parts_form(found.group, [], found.words, request.POST)
    if not form.is_valid():
        return look(request, found, form, 400)
    made, status = attempt(
        lambda: publish_idea(
            author=signed_in(request),
            idea=_row(found),
            circumstances=of_request(request),
            key=form.cleaned_data["key"],
        ),
        form,
    )
    if not made:
        return look(request, found, form, status)
    return redirect("idea_published", pk)


@login_required
@require_http_methods(["GET", "POST"])
def draft_removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, since nobody else has a copy."""
    found = _find(request, pk)
    if isinstance(found, HttpResponse):
        return found
    if request.method == "POST":
        discard_draft(author=signed_in(request), idea=_row(found))
        messages.success(request, _("The draft is gone."))
        return redirect("drafts")
    crumbs = trail(found.group, with_group=True)
    return render(request, "ideas/propose/discard.html", {"draft": found.draft, "crumbs": crumbs})


@login_required
@require_safe
def idea_published(request: HttpRequest, pk: int) -> HttpResponse:
    """The link, one's own vote, and what happens next."""
    idea, roles = find_idea(request, pk), roles_here(request)
    if idea.author_id != roles.person_id or not idea.published_at:
        raise Http404
    context = {
        "community": idea.group.community,
        "crumbs": trail(idea.group, with_group=True),
        "idea": idea,
        "address": request.build_absolute_uri(idea_url(idea)),
        "vote": ballot_of(idea, roles, stands_of(request.user, [pk]).get(pk)),
        "phases": phases_of(idea.group, roles),
    }
    return render(request, "ideas/propose/published.html", context)


def _find(request: HttpRequest, pk: int) -> Proposal | HttpResponse:
    """One's own draft, or the way to the idea that it has become."""
    found = find_idea(request, pk)
    if found.author_id != signed_in(request).pk:
        raise Http404
    if found.published_at:
        return see_other(idea_url(found))
    return of_draft(found)


def _row(proposal: Proposal) -> Idea:
    assert proposal.draft  # noqa: S101 - narrows the type: `_find` answers drafts only
    return proposal.draft
