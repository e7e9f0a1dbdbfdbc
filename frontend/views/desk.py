"""The moderators' desk: what waits, the words in their thread, and one press to decide."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from activity.errors import EditConflict
from activity.keyset import Page
from comments.models import Comment
from communities.models import Group
from communities.rules import can_moderate
from frontend.forms.moderation import PREVIEW, DecisionForm, decision_form, moved
from frontend.shapes.desk import opened_of, past_of, preview_of, row_of, second_looks
from frontend.shapes.group import pager_of
from frontend.viewer import roles_here
from frontend.views.answers import attempt, see_other
from frontend.views.trail import trail
from ideas.models import Idea
from live import journal
from moderation import queries
from moderation.actions import decide
from moderation.models import Case
from moderation.queries import Matter

LONGEST_ID = 18


@require_safe
@never_cache
def desks(request: HttpRequest) -> HttpResponse:
    """One queue of all groups that one moderates."""
    groups = queries.desks(request.user)
    if not groups:
        raise Http404
    return _desk(request, groups, None)


@require_safe
@never_cache
def desk(request: HttpRequest, community: str, group: str) -> HttpResponse:
    """The queue of one group."""
    here = (one for one in queries.desks(request.user) if one.slug == group)
    found = next((one for one in here if one.community.slug == community), None)
    if not found:
        raise Http404
    return _desk(request, [found], found)


@require_http_methods(["GET", "POST"])
@never_cache
def desk_idea(request: HttpRequest, pk: int) -> HttpResponse:
    return _matter(request, Idea, pk)


@require_http_methods(["GET", "POST"])
@never_cache
def desk_comment(request: HttpRequest, pk: int) -> HttpResponse:
    return _matter(request, Comment, pk)


def _desk(request: HttpRequest, groups: list[Group], group: Group | None) -> HttpResponse:
    """What is open is named in the address, so that no news puts other words under one's hand."""
    streams = [f"moderation:{one.pk}" for one in groups]
    live = journal.position(*streams)
    page, after = _page(request, group), request.GET.get("after", "")
    if page.rows and "case" not in request.GET:
        return redirect(request.path + row_of(page.rows[0], after=after).url)
    case = _chosen(request, page)
    context = {
        "community": group.community if group else None,
        "crumbs": trail(group, with_group=True) if group else [],
        "group": group,
        "groups": groups if not group else [],
        "streams": [(stream, live.heads[stream]) for stream in streams],
        "epoch": live.epoch,
        "rows": [row_of(one, here=one is case, after=after) for one in page.rows],
        "pager": pager_of(request.GET, page.next),
        "lately": past_of(queries.decided_lately(request.user, group=group)),
        "looks": _second_looks(request, groups, page),
        **(_opened(request, queries.matter_of(case.content, case)) if case else {}),
    }
    return render(request, "moderation/desk.html", context)


def _page(request: HttpRequest, group: Group | None) -> Page[Case]:
    try:
        return queries.queue(request.user, group=group, after=request.GET.get("after", ""))
    except ValidationError as error:
        raise BadRequest(" ".join(error.messages)) from None


def _chosen(request: HttpRequest, page: Page[Case]) -> Case | None:
    """The case that was pressed, also when it is decided or on another page meanwhile."""
    wanted = request.GET.get("case", "")
    if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= LONGEST_ID):
        return None
    for case in page.rows:
        if case.pk == int(wanted):
            return case
    return Case.objects.visible_to(request.user).for_cards().filter(pk=int(wanted)).first()


def _second_looks(request: HttpRequest, groups: list[Group], page: Page[Case]) -> Any:
    if page.rows or request.GET.get("look") != "two":
        return None
    return second_looks(queries.two_at_random(request.user, groups))


def _matter(request: HttpRequest, model: type[Idea] | type[Comment], pk: int) -> HttpResponse:
    """One thing by itself; whether or not somebody flagged it, and also to undo what was done."""
    matter = _found(request, model, pk)
    if request.method != "POST":
        return _one(request, matter)
    form = decision_form(matter.content, matter.seen, request.POST)
    if not form.is_valid():
        return _one(request, matter, form, status=400)
    if form.cleaned_data["act"] == PREVIEW:
        return _one(request, matter, form, preview=True)
    return _decide(request, matter, form)


def _decide(request: HttpRequest, matter: Matter, form: DecisionForm) -> HttpResponse:
    try:
        made, status = attempt(
            lambda: decide(
                moderator=request.user,  # type: ignore[arg-type]
                on=matter.content,
                **form.cleaned_data,
            ),
            form,
        )
    except EditConflict:
        fresh = _found(request, type(matter.content), matter.content.pk)
        moved(form, fresh.content, fresh.seen)
        form.add_error(None, _("This moved meanwhile. Look again at what stands there now."))
        return _one(request, fresh, form, status=409)
    if not made:
        return _one(request, matter, form, status=status)
    messages.success(request, _("Decided. It can be undone under “Decided lately”."))
    group = _group(matter)
    return see_other(reverse("desk", args=[group.community.slug, group.slug]))


def _one(
    request: HttpRequest,
    matter: Matter,
    form: DecisionForm | None = None,
    *,
    preview: bool = False,
    status: int = 200,
) -> HttpResponse:
    group = _group(matter)
    context = {
        "community": group.community,
        "crumbs": trail(group, with_group=True),
        "group": group,
        **_opened(request, matter, form),
        "preview": preview_of(form.cleaned_data) if form and preview else None,
    }
    return render(request, "moderation/matter.html", context, status=status)


def _opened(
    request: HttpRequest, matter: Matter, form: DecisionForm | None = None
) -> dict[str, Any]:
    form = form or decision_form(matter.content, matter.seen)
    return {"case": opened_of(matter, roles_here(request)), "form": form}


def _found(request: HttpRequest, model: type[Idea] | type[Comment], pk: int) -> Matter:
    content = queries.content_for(request.user, model, pk)
    if not content or not can_moderate(roles_here(request), _group_of(content)):
        raise Http404
    return queries.matter_of(content)


def _group(matter: Matter) -> Group:
    return _group_of(matter.content)


def _group_of(content: Idea | Comment) -> Group:
    return content.idea.group if isinstance(content, Comment) else content.group
