"""Proposing: one box, what is like it already, one question a screen; who one is comes last."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from communities.models import Group
from frontend import proposals
from frontend.forms.idea import WordsForm, parts_form
from frontend.proposals import ALIKE, LOOK, Proposal, Step, steps_of
from frontend.shapes.cards import cards_of
from frontend.shapes.home import group_card
from frontend.shapes.preview import preview_of, who_sees
from frontend.viewer import roles_here
from frontend.views.answers import attempt, see_other, sent
from frontend.views.finding import find_group
from frontend.views.trail import trail
from ideas.rules import why_not_begin
from ideas.words import TITLE_LIMIT, Words
from stewardship.finding import similar


@require_safe
def propose_somewhere(request: HttpRequest) -> HttpResponse:
    """Which group is it for? Only those that take new ideas from this person now."""
    roles = roles_here(request)
    rows = Group.objects.visible_to(request.user).for_cards().filter(phases__kind="propose")
    groups = [group for group in rows.distinct() if not why_not_begin(roles, group)]
    title = request.GET.get("title", "")[:TITLE_LIMIT]
    query = f"?{urlencode({'title': title})}" if title else ""
    places = [
        {"card": group_card(group, roles), "url": propose_url(group) + query} for group in groups
    ]
    context = {"places": places, "title": title}
    return render(request, "ideas/propose/somewhere.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, community: str, group: str) -> HttpResponse:
    """The one box. What is typed here is kept from the first press on."""
    found = find_open_group(request, community, group)
    words = Words(title=request.GET.get("title", "")[:TITLE_LIMIT])
    form = parts_form(found, ["title"], words, sent(request))
    if request.method == "POST" and form.is_valid():
        key, said = form.cleaned_data["key"], form.words(words)
        begun, status = attempt(lambda: proposals.begin(request, found, said, key), form)
        if begun:
            return see_other(begun.url(_after_title(request, begun)))
        return _box(request, found, form, status)
    return _box(request, found, form, 400 if form.errors else 200)


@require_safe
def propose_similar(request: HttpRequest, community: str, group: str) -> HttpResponse:
    """What is like the words so far, fetched while they are typed."""
    found = find_group(request, community, group)
    title = request.GET.get("title", "")[:TITLE_LIMIT]
    return render(request, "ideas/propose/_similar.html", _similar(request, found, title))


@never_cache
@require_http_methods(["GET", "POST"])
def propose_step(request: HttpRequest, community: str, group: str, step: str) -> HttpResponse:
    """A visitor's way; who has signed in meanwhile goes on with a draft."""
    found = find_open_group(request, community, group)
    proposal = proposals.in_session(request, found)
    if not proposal:
        return redirect("propose", community, group)
    if request.user.is_authenticated:
        return see_other(proposals.adopt(request, proposal).url(step))
    return show_step(request, proposal, step)


def show_step(request: HttpRequest, proposal: Proposal, name: str) -> HttpResponse:
    """One screen of the way, for a visitor's words and for a draft alike."""
    if name == ALIKE:
        return _alike(request, proposal)
    if name == LOOK:
        return look(request, proposal)
    steps = steps_of(proposal.group)
    at = next((n for n, step in enumerate(steps) if step.name == name), None)
    if at is None:
        raise Http404
    form = parts_form(proposal.group, steps[at].parts, proposal.words, sent(request))
    status = 400 if form.errors else 200
    if request.method == "POST" and form.is_valid():
        said = form.words(proposal.words)
        kept, status = attempt(lambda: proposals.change(request, proposal, said), form)
        if kept:
            return see_other(_onwards(request, kept, steps, at))
    context = _screen(proposal, steps, at) | {"form": form}
    return render(request, "ideas/propose/step.html", context, status=status)


def look(
    request: HttpRequest, proposal: Proposal, form: WordsForm | None = None, status: int = 200
) -> HttpResponse:
    """How the idea will stand on its page, who will see it, and the last press."""
    here = request.path if not form else proposal.url(LOOK)
    context = {
        "community": proposal.group.community,
        "crumbs": trail(proposal.group, with_group=True),
        "preview": preview_of(proposal),
        "who_sees": who_sees(proposal.group),
        "form": form or parts_form(proposal.group, [], proposal.words),
        "draft": proposal.draft,
        "back_url": proposal.url(steps_of(proposal.group)[-1].name),
        "here": here,
    }
    return render(request, "ideas/propose/look.html", context, status=status)


def find_open_group(request: HttpRequest, community: str, group: str) -> Group:
    """Raises PermissionDenied with the reason where this person cannot propose now."""
    found = find_group(request, community, group)
    if refusal := why_not_begin(roles_here(request), found):
        raise PermissionDenied(refusal)
    return found


def propose_url(group: Group) -> str:
    return reverse("propose", args=[group.community.slug, group.slug])


def _box(request: HttpRequest, group: Group, form: WordsForm, status: int) -> HttpResponse:
    title = form["title"].value() or ""
    context = {
        "community": group.community,
        "crumbs": trail(group, with_group=True),
        "group": group,
        "form": form,
        "similar_url": reverse("propose_similar", args=[group.community.slug, group.slug]),
        **_similar(request, group, str(title)[:TITLE_LIMIT]),
    }
    return render(request, "ideas/propose/box.html", context, status=status)


def _similar(request: HttpRequest, group: Group, title: str) -> dict[str, object]:
    ideas = similar(request.user, title) if title.strip() else []
    roles = roles_here(request)
    cards = cards_of(ideas, request.user, roles, voting=False, grouped=True)
    return {"similar": cards, "typed": bool(title.strip())}


def _after_title(request: HttpRequest, proposal: Proposal) -> str:
    """What is like it is shown once; who saw it while typing goes straight on."""
    first = steps_of(proposal.group)[1].name
    seen = request.POST.get("seen") or not similar(request.user, proposal.words.title)
    return first if seen else ALIKE


def _alike(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    context = {
        "community": proposal.group.community,
        "crumbs": trail(proposal.group, with_group=True),
        "title": proposal.words.title,
        "next_url": proposal.url(steps_of(proposal.group)[1].name),
        "back_url": proposal.url("title"),
        **_similar(request, proposal.group, proposal.words.title),
    }
    return render(request, "ideas/propose/alike.html", context)


def _onwards(request: HttpRequest, proposal: Proposal, steps: list[Step], at: int) -> str:
    if request.POST.get("then") == "leave":
        return reverse("drafts") if proposal.draft else reverse("home")
    if request.POST.get("then") == "look":
        return proposal.url(LOOK)
    return proposal.url(steps[at + 1].name if at + 1 < len(steps) else LOOK)


def _screen(proposal: Proposal, steps: list[Step], at: int) -> dict[str, object]:
    return {
        "community": proposal.group.community,
        "crumbs": trail(proposal.group, with_group=True),
        "step": steps[at],
        "number": at + 1,
        "count": len(steps) + 1,
        "back_url": proposal.url(steps[at - 1].name) if at else "",
        "draft": proposal.draft,
        "title": proposal.words.title,
    }
