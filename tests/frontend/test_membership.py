"""Joining, leaving, inviting, and coming by an invitation."""

import re

import pytest
from django.urls import reverse

from communities.actions import create_group, grant_role
from communities.models import Invitation, Membership
from notifications.models import OutgoingMail
from tests.cast import person, running


@pytest.fixture
def secret(community):
    return create_group(
        community=community,
        slug="inner",
        name="Inner circle",
        visibility="secret",
        phases=running("propose"),
    )


@pytest.fixture
def admin(secret):
    user = person("Alma")
    grant_role(admin=None, person=user, role="admin", group=secret)
    return user


def url(name, group):
    return reverse(name, args=[group.community.slug, group.slug])


def belongs(user, group) -> bool:
    return Membership.objects.standing().filter(person=user, group=group).exists()


def invite(client, admin, group, email, key="k1"):
    client.force_login(admin)
    return client.post(url("members", group), {"email": email, "key": key})


def link_of(mail) -> str:
    return re.search(r"http://\S+?(/invitations/\S+/)", mail.body)[1]


def test_one_joins_and_leaves_on_a_page(client, ada, group):
    assert "Sign in" in client.get(url("membership", group)).content.decode()
    client.force_login(ada)
    assert "Join Service?" in client.get(url("membership", group)).content.decode()
    client.post(url("membership", group), {"belong": "yes"})
    assert belongs(ada, group)
    assert "Leave Service?" in client.get(url("membership", group)).content.decode()
    client.post(url("membership", group), {"belong": "no"})
    assert not belongs(ada, group)


def test_an_invitation_is_mailed_once_and_opens_the_group_once(client, admin, bob, secret):
    bob.language = "de"
    bob.save()
    assert invite(client, admin, secret, "Bob@example.org").status_code == 303
    invite(client, admin, secret, "Bob@example.org")
    mail = OutgoingMail.objects.get()
    assert mail.to == ["bob@example.org"]
    link = link_of(mail)
    client.force_login(bob)
    assert "Inner circle" in client.get(link).content.decode()
    assert client.post(link).url == url("group", secret)
    assert belongs(bob, secret)
    assert client.get(link).status_code == 404
    assert client.post(link).status_code == 403


def test_a_visitor_signs_in_first_and_comes_back_to_the_invitation(client, admin, secret):
    invite(client, admin, secret, "new@example.org")
    client.logout()
    link = link_of(OutgoingMail.objects.get())
    assert client.get(link).url == f"{reverse('account_login')}?next={link}"


def test_an_invitation_is_for_its_addressee(client, admin, stranger, secret):
    invite(client, admin, secret, "bob@example.org")
    link = link_of(OutgoingMail.objects.get())
    client.force_login(stranger)
    assert "went to another address" in client.get(link).content.decode()
    assert client.post(link).status_code == 403
    assert not belongs(stranger, secret)
    assert client.get("/invitations/guessed/").status_code == 404


def test_a_mail_and_its_invitation_come_into_being_together(client, admin, secret, monkeypatch):
    def fail(*_args, **_rest):
        raise RuntimeError

    monkeypatch.setattr("notifications.actions.invitations.send_mail", fail)
    with pytest.raises(RuntimeError):
        invite(client, admin, secret, "bob@example.org")
    assert not Invitation.objects.exists()


def test_only_admins_invite_and_only_members_see_members(
    client, ada, stranger, admin, secret, group
):
    assert client.get(url("members", group)).url.startswith(reverse("account_login"))
    client.force_login(stranger)
    assert client.get(url("members", secret)).status_code == 404
    assert client.get(url("members", group)).status_code == 403
    grant_role(admin=None, person=ada, role="member", group=secret)
    page = _as(client, ada, secret)
    assert "Alma" in page
    assert "Invite somebody" not in page
    refused = client.post(url("members", secret), {"email": "x@example.org"})
    assert refused.status_code == 403
    assert not Invitation.objects.exists()
    assert "Invite somebody" in _as(client, admin, secret)


def _as(client, user, group) -> str:
    client.force_login(user)
    return client.get(url("members", group)).content.decode()


@pytest.mark.parametrize("email", ["nobody", "", "a@b", "x" * 300 + "@example.org", "a\x00@b.org"])
def test_a_wrong_address_stays_in_the_form(client, admin, secret, email):
    answer = invite(client, admin, secret, email)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()
    assert not OutgoingMail.objects.exists()
