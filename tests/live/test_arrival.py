"""What anybody writes is on every open page within a second, whichever process wrote it."""

import pytest

from comments.actions import write_comment
from ideas.actions import propose_idea
from tests.cast import words
from tests.live.sockets import Elsewhere

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_idea_arrives_at_those_who_look_at_its_group(connect, group, ada):
    watcher = connect()
    watcher.follow(group.stream)

    idea = propose_idea(author=ada, group=group, words=words())

    watcher.hears(group.stream, "idea.published")
    event = watcher.client.places[group.stream].events[-1]
    assert event["idea"] == idea.pk
    assert set(event) <= {"seq", "kind", "idea", "comment", "object", "version", "numbers"}


def test_a_comment_arrives_on_the_page_of_its_idea(connect, idea, bob):
    watcher = connect()
    watcher.follow(idea.stream)

    comment = write_comment(author=bob, idea=idea, text="I would sit there.")

    watcher.hears(idea.stream, "comment.published")
    assert watcher.client.places[idea.stream].events[-1]["comment"] == comment.pk


IN_A_SHELL = """
from accounts.models import User
from comments.actions import write_comment
from ideas.models import Idea
write_comment(author=User.objects.get(pk={bob}), idea=Idea.objects.get(pk={idea}), text="Yes.")
"""
IN_THE_WORKER = """
from communities.actions import turn_phases
turn_phases()
"""


def test_what_a_shell_writes_arrives(connect, idea, bob):
    watcher = connect()
    watcher.follow(idea.stream)
    shell = Elsewhere(IN_A_SHELL.format(bob=bob.pk, idea=idea.pk))

    shell.go()

    watcher.hears(idea.stream, "comment.published")
    shell.end()


def test_what_the_worker_sweeps_arrives(connect, group):
    watcher = connect()
    watcher.follow(group.stream)
    worker = Elsewhere(IN_THE_WORKER)

    worker.go()

    watcher.hears(group.stream, "phase.turned")
    worker.end()
