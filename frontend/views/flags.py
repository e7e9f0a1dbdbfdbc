"""Telling the moderators that something breaks a rule: for anybody, with or without an account."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from activity.circumstances import of_request
from comments.models import Comment
from frontend.forms.moderation import FlagForm, flag_form
from frontend.shapes.cards import idea_url
from frontend.shapes.desk import passage_of
from frontend.views.answers import attempt, see_other
from frontend.views.finding import find_idea
from frontend.views.trail import trail_to
from ideas.models import Idea
from moderation.actions import flag
from moderation.rules import why_not_flag


@require_http_methods(["GET", "POST"])
def idea_flag(request: HttpRequest, pk: int) -> HttpResponse:
    return _flag(request, find_idea(request, pk))


@require_http_methods(["GET", "POST"])
def comment_flag(request: HttpRequest, pk: int) -> HttpResponse:
    comments = Comment.objects.visible_to(request.user)
    found = comments.select_related("author", "idea__group__community").filter(pk=pk).first()
    if not found:
        raise Http404
    return _flag(request, found)


def _flag(request: HttpRequest, content: Idea | Comment) -> HttpResponse:
    refusal = why_not_flag(request.user.pk, content)
    if request.method != "POST":
        status = 403 if refusal else 200
        return _page(request, flag_form(), content, refusal=refusal, status=status)
    form, status = flag_form(request.POST), 400
    if form.is_valid():
        made, status = attempt(lambda: _send(request, form, content), form)
        if made:
            messages.success(request, _("Thank you. A moderator looks at it."))
            return see_other(_place(content))
    return _page(request, form, content, status=status)


def _send(request: HttpRequest, form: FlagForm, content: Idea | Comment) -> object:
    return flag(
        flagger=request.user if request.user.is_authenticated else None,
        content=content,
        address_prefix=of_request(request).address_prefix,
        **form.cleaned_data,
    )


def _page(
    request: HttpRequest,
    form: FlagForm,
    content: Idea | Comment,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    idea = content if isinstance(content, Idea) else content.idea
    context = {
        "community": idea.group.community,
        "crumbs": trail_to(idea),
        "form": form,
        "passage": passage_of(content),
        "language": content.language,
        "refusal": refusal,
        "cancel_url": _place(content),
    }
    return render(request, "moderation/flag.html", context, status=status)


def _place(content: Idea | Comment) -> str:
    if isinstance(content, Comment):
        return f"{idea_url(content.idea)}#comment-{content.pk}"
    return idea_url(content)
