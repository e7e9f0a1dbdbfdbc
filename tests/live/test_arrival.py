"""What anybody writes is on every open page within a second, whichever process wrote it."""

import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from ideas.actions import propose_idea
from tests.cast import words
from tests.live.sockets import Elsewhere, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

TOKEN = "a" * 32
IN_A_SHELL = """
from accounts.models import User
from comments.actions import write_comment
from ideas.models import Idea
write_comment(author=User.objects.get(pk={bob}), idea=Idea.objects.get(pk={idea}), text="Yes.")
"""
MANAGE = "from django.core.management import call_command\nimport io\n"


def send(house, path: str, user, body: bytes, kind: str) -> int:
    """A request as a browser sends it, to the server whose sockets are watched."""
    headers = {
        "Cookie": f"sessionid={sign_in(user)}; csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": kind,
    }
    with urlopen(Request(house.origin + path, body, headers)) as answer:
        return answer.status


def test_what_a_page_writes_arrives(house, connect, idea, bob):
    watcher = connect()
    watcher.follow(idea.stream)
    form = urlencode({"text": "I would sit there."}).encode()

    send(house, f"/ideas/{idea.pk}/comments", bob, form, "application/x-www-form-urlencoded")

    watcher.hears(idea.stream, "comment.published")
    event = watcher.client.places[idea.stream].events[-1]
    assert event["comment"] == idea.comments.get().pk
    assert set(event) <= {"seq", "kind", "idea", "comment", "object", "version", "numbers"}


def test_what_the_api_writes_arrives(house, connect, idea, bob):
    watcher = connect()
    watcher.follow(idea.stream)
    body = json.dumps({"text": "I would sit there."}).encode()

    send(house, f"/api/v1/ideas/{idea.pk}/comments/", bob, body, "application/json")

    watcher.hears(idea.stream, "comment.published")


def test_an_idea_arrives_at_those_who_look_at_its_group(connect, group, ada):
    watcher = connect()
    watcher.follow(group.stream)

    idea = propose_idea(author=ada, group=group, words=words())

    watcher.hears(group.stream, "idea.published")
    assert watcher.client.places[group.stream].events[-1]["idea"] == idea.pk


def test_what_a_shell_writes_arrives(connect, idea, bob):
    watcher = connect()
    watcher.follow(idea.stream)
    shell = Elsewhere(IN_A_SHELL.format(bob=bob.pk, idea=idea.pk))

    shell.go()

    watcher.hears(idea.stream, "comment.published")
    shell.end()


def test_what_the_worker_does_arrives(connect, group):
    watcher = connect()
    watcher.follow(group.stream)
    worker = Elsewhere(MANAGE + "call_command('worker', '--once', stdout=io.StringIO())")

    worker.go()

    watcher.hears(group.stream, "phase.turned")
    worker.end()


def test_what_a_command_writes_arrives(connect, group, bob):
    watcher = connect(bob)
    watcher.follow(f"user:{bob.pk}")
    asked = [bob.email, "member", "--community", group.community.slug, "--group", group.slug]
    command = Elsewhere(MANAGE + f"call_command('grant_role', *{asked}, stdout=io.StringIO())")

    command.go()

    watcher.hears(f"user:{bob.pk}", "member.joined")
    command.end()
