"""Convincing or not: one press, apart from the vote on the idea."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from comments.actions import mark_comment
from comments.rules import why_not_mark
from frontend.forms.presses import PressForm
from frontend.shapes.cards import idea_url
from frontend.shapes.debate import single
from frontend.viewer import roles_here
from frontend.views.answers import attempt, back, for_people, wants_fragment
from frontend.views.finding import find_comment
from frontend.views.trail import trail_to

SAYS: dict[str, bool | None] = {"yes": True, "no": False, "": None}


@require_http_methods(["GET", "POST"])
@for_people
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    found, idea = find_comment(request, pk)
    if not found.is_shown:
        raise Http404
    form, status = PressForm(), 200
    if request.method == "POST":
        said = request.POST.get("convincing", "")
        if said not in SAYS:
            raise BadRequest(_("Say yes, no, or nothing to take it back."))
        form = PressForm({})
        made, status = attempt(
            lambda: mark_comment(person=request.user, comment=found, convincing=SAYS[said]),  # type: ignore[arg-type]
            form,
        )
        if made and not wants_fragment(request):
            return back(request, idea_url(idea), f"comment-{pk}")
        found, idea = find_comment(request, pk)
    roles = roles_here(request)
    node = single(found, idea, request.user, roles)
    if wants_fragment(request):
        top = found.parent_id is None
        context = {"comment": node.comment, "top": top, "error": form.sentence}
        return render(request, "comments/_comment.html", context, status=status)
    context = {
        "community": idea.group.community,
        "crumbs": trail_to(idea),
        "node": node,
        "error": form.sentence,
        "refusal": why_not_mark(roles, found, idea),
        "signed_in": roles.signed_in,
    }
    return render(request, "comments/mark.html", context, status=status)
