"""An author's changes to an idea, what it was before, and taking it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activity.circumstances import of_request
from activity.errors import EditConflict
from frontend.forms.idea import EditForm, ReasonForm, edit_form
from frontend.proposals import of_draft
from frontend.shapes.cards import idea_url
from frontend.shapes.texts import (
    beside,
    differences,
    labels_of,
    texts_of,
    texts_then,
    versions_of,
)
from frontend.viewer import roles_here
from frontend.views.answers import attempt, see_other, sent
from frontend.views.finding import find_idea
from frontend.views.inbox import signed_in
from frontend.views.trail import trail_to
from ideas.actions import edit_idea, withdraw_idea
from ideas.models import Idea
from ideas.queries import revisions_of
from ideas.rules import why_not_edit, why_not_withdraw


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def idea_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved only onto the version it was made from; else both texts, and one's own stays."""
    idea = find_idea(request, pk)
    if refusal := why_not_edit(roles_here(request), idea):
        raise PermissionDenied(refusal)
    before = of_draft(idea).words
    form = edit_form(idea.group, before, idea.version, sent(request))
    if request.method != "POST" or not form.is_valid():
        return _edit_page(request, idea, form, 400 if form.errors else 200)
    try:
        made, status = attempt(lambda: _save(request, idea, form), form)
    except EditConflict:
        return _conflict(request, idea, form)
    if not made:
        return _edit_page(request, idea, form, status)
    messages.success(request, _("Your change is on the page. The version before stays readable."))
    return see_other(idea_url(made))


@login_required
@require_http_methods(["GET", "POST"])
def idea_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why, since votes and words stay and deserve a reason."""
    idea = find_idea(request, pk)
    if idea.withdrawn_at and idea.author_id == signed_in(request).pk:
        return see_other(idea_url(idea))
    if refusal := why_not_withdraw(roles_here(request), idea):
        raise PermissionDenied(refusal)
    form, status = ReasonForm(sent(request)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            because = form.cleaned_data["because"]
            author = signed_in(request)
            made, status = attempt(
                lambda: withdraw_idea(author=author, idea=idea, because=because), form
            )
            if made:
                return see_other(idea_url(idea))
    context = {**_frame(idea), "form": form}
    return render(request, "ideas/edit/withdraw.html", context, status=status)


@require_safe
def revisions(request: HttpRequest, pk: int, version: int = 0) -> HttpResponse:
    """Every version, and what one changed in the one before it; the newest unless named."""
    idea = find_idea(request, pk)
    rows = revisions_of(idea)
    at = next((n for n, row in enumerate(rows) if row.version == version), None if version else 0)
    if at is None or not rows:
        raise Http404
    shown, earlier = rows[at], rows[at + 1 : at + 2]
    labels = labels_of(idea.group)
    old = texts_then(earlier[0]) if earlier else {}
    context: dict[str, Any] = {
        **_frame(idea),
        "versions": versions_of(rows, shown.version),
        "shown": shown,
        "differences": differences(old, texts_then(shown), labels),
        "first": not earlier,
    }
    return render(request, "ideas/edit/revisions.html", context)


def _save(request: HttpRequest, idea: Idea, form: EditForm) -> Idea:
    return edit_idea(
        author=signed_in(request),
        idea=idea,
        words=form.words(of_draft(idea).words),
        version=form.cleaned_data["version"],
        note=form.cleaned_data["note"],
        circumstances=of_request(request),
    )


def _conflict(request: HttpRequest, idea: Idea, form: EditForm) -> HttpResponse:
    """The form holds one's own words and, from now on, the version they are compared with."""
    now = find_idea(request, idea.pk)
    mine = {name: str(text) for name, text in form.cleaned_data.items()}
    both = beside(texts_of(now), mine, labels_of(now.group))
    again = edit_form(
        now.group, of_draft(now).words, now.version, {**request.POST.dict(), "version": now.version}
    )
    return _edit_page(request, now, again, 409, both=both)


def _edit_page(
    request: HttpRequest, idea: Idea, form: EditForm, status: int, **more: Any
) -> HttpResponse:
    context = {**_frame(idea), "form": form, "cancel_url": idea_url(idea), **more}
    return render(request, "ideas/edit/form.html", context, status=status)


def _frame(idea: Idea) -> dict[str, Any]:
    return {"community": idea.group.community, "crumbs": trail_to(idea), "idea": idea}
