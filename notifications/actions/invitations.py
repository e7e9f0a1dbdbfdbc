"""Inviting somebody into a group: the invitation and its mail are one transaction."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from activity.log import writing
from communities.actions import invite
from communities.models import Group, Invitation


def invite_by_mail(*, admin: User, group: Group, email: str, key: str = "") -> Invitation:
    """Mail an address the way into a group; sent twice with one `key`, it goes out once.

    Raises PermissionDenied for anybody but an admin of the group.
    """
    with writing():
        made, token = invite(admin=admin, group=group, email=email, key=key)
        if token:
            _mail(made, token, admin)
    return made


def _mail(made: Invitation, token: str, admin: User) -> None:
    """In the language of the person, or where they have no account, of the community."""
    known = User.objects.filter(email=made.email).values_list("language", flat=True).first()
    context = {
        "inviter": admin.display_name,
        "group": made.group,
        "until": made.expires_at,
        "url": settings.SITE_ADDRESS + reverse("invitation", args=[token]),
    }
    with override(known or made.group.community.language):
        subject = _("Invitation to the group “%(name)s”") % {"name": made.group.name}
        body = render_to_string("groups/invitation_mail.txt", context)
        send_mail(subject, body, None, [made.email])
