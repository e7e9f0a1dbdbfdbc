"""Belonging to a group: joining and leaving, inviting, and coming by an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from communities.actions import accept_invitation, join_group, leave_group
from communities.models import Group, Invitation
from communities.queries import invitation_by, members_of, open_invitations
from communities.rules import can_administer, can_moderate
from frontend.forms.profile import InviteForm
from frontend.viewer import roles_here
from frontend.views.answers import attempt, for_people, see_other, sent
from frontend.views.finding import find_group
from frontend.views.inbox import signed_in
from frontend.views.trail import trail
from notifications.actions import invite_by_mail


@require_http_methods(["GET", "POST"])
@for_people
def membership(request: HttpRequest, community: str, group: str) -> HttpResponse:
    """Join or leave, on a page of its own, so that it works from a link."""
    found = find_group(request, community, group)
    if request.method == "POST":
        return _join_or_leave(request, found)
    roles = roles_here(request)
    context = {
        "community": found.community,
        "crumbs": trail(found, with_group=True),
        "group": found,
        "belongs": found.pk in roles.by_group,
        "by_invitation": found.visibility == Group.Visibility.SECRET,
        "signed_in": roles.signed_in,
    }
    return render(request, "groups/membership.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, community: str, group: str) -> HttpResponse:
    """Members see who belongs; admins invite."""
    found, roles = find_group(request, community, group), roles_here(request)
    if not roles.is_member(found) and not can_moderate(roles, found):
        raise PermissionDenied(_("Members of this group see who belongs to it."))
    admin = can_administer(roles, found)
    form, status = InviteForm(sent(request)), 200
    if request.method == "POST":
        status = 400
        if not admin:
            raise PermissionDenied(_("Only an admin of this group invites."))
        if form.is_valid():
            mailed, status = attempt(lambda: _invite(request, found, form), form)
            if mailed:
                messages.success(request, _("The invitation is on its way."))
                return see_other(request.path)
    context = {
        "community": found.community,
        "crumbs": trail(found, with_group=True),
        "group": found,
        "members": members_of(found),
        "form": form if admin else None,
        "invitations": open_invitations(found) if admin else [],
    }
    return render(request, "groups/members.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link reads what it invites to; only its addressee can take it up."""
    if request.method == "POST":
        taken = accept_invitation(person=signed_in(request), token=token)
        assert taken.group  # noqa: S101 - narrows the type: invitations are to groups
        messages.success(request, _("Welcome. You belong to this group now."))
        return see_other(_group_url(taken.group))
    found = invitation_by(token)
    if not found:
        raise Http404
    mine = found.email == (signed_in(request).email or "").lower()
    return render(request, "groups/invitation.html", {"invitation": found, "mine": mine})


def _join_or_leave(request: HttpRequest, group: Group) -> HttpResponse:
    person = signed_in(request)
    if request.POST.get("belong") == "no":
        leave_group(person=person, group=group)
        messages.success(request, _("You have left this group. What you wrote stays."))
        stays = Group.objects.visible_to(person).filter(pk=group.pk).exists()
        return see_other(_group_url(group) if stays else reverse("home"))
    join_group(person=person, group=group)
    messages.success(request, _("You belong to this group now."))
    return see_other(_group_url(group))


def _invite(request: HttpRequest, group: Group, form: InviteForm) -> Invitation:
    given = form.cleaned_data
    return invite_by_mail(
        admin=signed_in(request), group=group, email=given["email"], key=given["key"]
    )


def _group_url(group: Group) -> str:
    return reverse("group", args=[group.community.slug, group.slug])
