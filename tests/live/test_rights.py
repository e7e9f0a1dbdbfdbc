"""Who may read a stream is asked when it begins, at each replay, and again every few seconds."""

import pytest
from django.contrib.sessions.models import Session

from activity import log
from communities.actions import change_visibility, end_role, grant_role
from communities.models import Membership
from ideas.actions import hide_idea, hold_idea, propose_idea, start_draft
from tests.cast import open_group, person, words
from tests.live.sockets import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("impatient")]
WITHIN = 5.0


@pytest.fixture
def secret(community):
    return open_group(community, "quiet", visibility="secret")


@pytest.fixture
def insider(secret):
    user = person("Ines")
    grant_role(admin=None, person=user, role="member", group=secret)
    return user


def test_a_forbidden_stream_is_answered_exactly_as_one_that_is_not_there(connect, secret, stranger):
    draft = start_draft(author=stranger, group=open_group(secret.community, "o"), words=words())
    watcher = connect(person("Nosy"))
    forbidden = [secret.stream, f"moderation:{secret.pk}", f"user:{stranger.pk}", draft.stream]
    unknown = ["group:999999", "moderation:999999", "user:999999", "idea:999999"]

    watcher.follow(*forbidden, *unknown, since=0)

    answers = [frame for frame in watcher.client.frames if frame["type"] != "hello"]
    assert answers == [{"type": "refused", "stream": key} for key in forbidden + unknown]


def test_a_refused_stream_stays_silent(connect, secret, insider):
    watcher = connect()
    watcher.follow(secret.stream, since=0)

    propose_idea(author=insider, group=secret, words=words())
    watcher.follow("group:999999", since=0)

    assert not watcher.has("events")
    assert not watcher.client.seqs(secret.stream)


def test_each_person_reads_what_is_theirs(connect, group, secret, insider, mod):
    inside, moderating = connect(insider), connect(mod)

    inside.follow(secret.stream, group.stream, f"user:{insider.pk}")
    moderating.follow(f"moderation:{group.pk}", f"user:{mod.pk}")

    assert {place.state for place in inside.client.places.values()} == {"on"}
    assert {place.state for place in moderating.client.places.values()} == {"on"}


def test_who_signs_out_anywhere_is_sent_away_with_that_session_alone(connect, group, bob):
    here, there = connect(bob), connect(bob)
    here.follow(group.stream)
    there.follow(group.stream)

    Session.objects.filter(session_key=here.session).delete()

    here.is_closed(4401, WITHIN)
    assert there.client.close_code is None


def test_a_new_password_ends_the_sockets_of_older_sessions(connect, group, bob):
    watcher = connect(bob)
    watcher.follow(group.stream)

    bob.set_password("another horse")
    bob.save()

    watcher.is_closed(4401, WITHIN)


def test_a_group_that_turns_private_sends_outsiders_away_and_keeps_members(connect, group, ada):
    root = person("Root", is_superuser=True)
    grant_role(admin=None, person=ada, role="member", group=group)
    visitor, member = connect(), connect(ada)
    visitor.follow(group.stream)
    member.follow(group.stream)

    change_visibility(admin=root, group=group, visibility="secret")

    visitor.is_closed(4403, WITHIN)
    assert member.client.close_code is None


def test_a_moderator_who_is_none_any_more_loses_the_queue(connect, group, mod):
    watcher = connect(mod)
    watcher.follow(f"moderation:{group.pk}")

    end_role(admin=None, membership=Membership.objects.get(person=mod))

    watcher.is_closed(4403, WITHIN)


def test_a_removed_idea_says_so_and_then_ends_alone(connect, idea, mod):
    """Its readers may still read the group: their socket stays, without that stream."""
    watcher = connect()
    watcher.follow(idea.stream, idea.group.stream)

    hide_idea(idea=idea, moderator=mod, rule="spam")

    watcher.hears(idea.stream, "idea.hidden")
    watcher.until(lambda: watcher.state(idea.stream) == "refused", WITHIN)
    assert watcher.client.close_code is None
    assert watcher.state(idea.group.stream) == "on"


def test_a_replay_asks_for_the_right_again(connect, secret, insider):
    watcher = connect(insider)
    watcher.follow(secret.stream)
    watcher.cut()
    end_role(admin=None, membership=Membership.objects.get(person=insider))
    with log.writing():
        log.record("group.changed", [secret.stream])

    watcher.back()

    watcher.until(lambda: watcher.state(secret.stream) == "refused")
    assert not watcher.client.seqs(secret.stream)


def test_an_old_cookie_opens_no_inbox(connect, bob):
    key = sign_in(bob)
    Session.objects.filter(session_key=key).delete()
    watcher = connect()
    watcher.client._session = key
    watcher.back()

    watcher.follow(f"user:{bob.pk}", since=0)

    assert watcher.state(f"user:{bob.pk}") == "refused"


def test_numbers_of_what_one_may_not_see_are_not_sent(connect, secret, insider, idea, mod):
    hidden = propose_idea(author=insider, group=secret, words=words())
    hold_idea(idea=hidden, moderator=mod)
    watcher = connect()

    watcher.watch(hidden.pk, idea.pk)

    watcher.until(lambda: idea.pk in watcher.client.numbers)
    assert hidden.pk not in watcher.client.numbers
