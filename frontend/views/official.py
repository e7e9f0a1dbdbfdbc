"""Answering an idea in a department's name."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communities.queries import departments_of
from frontend.forms.edits import ANSWER_LIMIT, AnswerForm
from frontend.shapes.cards import idea_url
from frontend.viewer import roles_here
from frontend.views.answers import attempt, see_other, sent
from frontend.views.finding import find_idea
from frontend.views.inbox import signed_in
from frontend.views.trail import trail_to
from ideas.actions import answer_idea
from ideas.models import Answer, Idea
from ideas.rules import why_not_answer


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def idea_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Author and followers hear of it; the status changes with it."""
    idea = find_idea(request, pk)
    if refusal := why_not_answer(roles_here(request), idea):
        raise PermissionDenied(refusal)
    departments = departments_of(signed_in(request), idea.group)
    form, status = AnswerForm(departments, idea, sent(request)), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            made, status = attempt(lambda: _answer(request, idea, form), form)
            if made:
                messages.success(request, _("Your answer stands at the top of the page."))
                return see_other(f"{idea_url(idea)}#answer-{pk}")
    context = {
        "community": idea.group.community,
        "crumbs": trail_to(idea),
        "idea": idea,
        "form": form,
        "limit": ANSWER_LIMIT,
    }
    return render(request, "ideas/edit/answer.html", context, status=status)


def _answer(request: HttpRequest, idea: Idea, form: AnswerForm) -> Answer:
    given = form.cleaned_data
    return answer_idea(
        official=signed_in(request),
        idea=idea,
        department=given["department"],
        text=given["text"],
        status=given["status"],
        next_step=given["next_step"],
        due_on=given["due_on"],
        key=given["key"],
    )
