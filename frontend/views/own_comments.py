"""Changing and taking back one's own contribution."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from activity.circumstances import of_request
from activity.errors import EditConflict
from comments.actions import edit_comment, withdraw_comment
from comments.models import Comment
from comments.rules import why_not_edit, why_not_withdraw
from frontend.forms.edits import CommentEditForm, comment_edit_form
from frontend.shapes.cards import idea_url
from frontend.shapes.texts import Both
from frontend.viewer import roles_here
from frontend.views.answers import attempt, see_other, sent
from frontend.views.finding import find_idea
from frontend.views.inbox import signed_in
from frontend.views.trail import trail_to
from ideas.models import Idea


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def comment_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Saved only onto the version it was made from; else both texts, and one's own stays."""
    comment, idea = _find(request, pk)
    if refusal := why_not_edit(roles_here(request), comment, idea):
        raise PermissionDenied(refusal)
    form = comment_edit_form(comment, sent(request))
    if request.method != "POST" or not form.is_valid():
        return _page(request, comment, idea, form, 400 if form.errors else 200)
    try:
        made, status = attempt(lambda: _save(request, comment, form), form)
    except EditConflict as conflict:
        return _conflict(request, conflict.current, idea, form)
    if not made:
        return _page(request, comment, idea, form, status)
    return see_other(f"{idea_url(idea)}#comment-{pk}")


@login_required
@require_http_methods(["GET", "POST"])
def comment_withdrawal(request: HttpRequest, pk: int) -> HttpResponse:
    comment, idea = _find(request, pk)
    if refusal := why_not_withdraw(roles_here(request), comment):
        raise PermissionDenied(refusal)
    if request.method == "POST":
        withdraw_comment(author=signed_in(request), comment=comment)
        return see_other(idea_url(idea))
    context = {**_frame(idea), "comment": comment}
    return render(request, "comments/withdraw.html", context)


def _find(request: HttpRequest, pk: int) -> tuple[Comment, Idea]:
    """Through the door; what was taken back is not there any more, for its author neither."""
    found = Comment.objects.visible_to(request.user).select_related("author").filter(pk=pk).first()
    if not found:
        raise Http404
    return found, find_idea(request, found.idea_id)


def _save(request: HttpRequest, comment: Comment, form: CommentEditForm) -> Comment:
    return edit_comment(
        author=signed_in(request),
        comment=comment,
        text=form.cleaned_data["text"],
        version=form.cleaned_data["version"],
        circumstances=of_request(request),
    )


def _conflict(
    request: HttpRequest, now: Comment, idea: Idea, form: CommentEditForm
) -> HttpResponse:
    both = [Both(_("Text"), now.text, form.cleaned_data["text"])]
    again = comment_edit_form(now, {**request.POST.dict(), "version": now.version})
    return _page(request, now, idea, again, 409, both=both)


def _page(
    request: HttpRequest,
    comment: Comment,
    idea: Idea,
    form: CommentEditForm,
    status: int,
    **more: Any,
) -> HttpResponse:
    back = f"{idea_url(idea)}#comment-{comment.pk}"
    context = {**_frame(idea), "form": form, "limit": comment.limit, "cancel_url": back, **more}
    return render(request, "comments/edit.html", context, status=status)


def _frame(idea: Idea) -> dict[str, Any]:
    return {"community": idea.group.community, "crumbs": trail_to(idea), "idea": idea}
