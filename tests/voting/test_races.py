"""The same person votes fifty times at once: one row, an exact tally, and nobody sees a 500.

Threads meet at a barrier inside the action, after everything that could be checked was checked, so
that without the unique constraint two of them would insert.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from activity import limits
from comments.actions import write_comment
from ideas.actions import propose_idea, withdraw_idea
from tests.cast import person, words
from voting import actions
from voting.actions import cast_vote, take_back_vote
from voting.models import Vote
from voting.queries import exact

pytestmark = pytest.mark.django_db(transaction=True)
THREADS, ROUNDS, PROCESSES = 50, 20, 4
EXPECTED = (PermissionDenied, ValidationError)


@pytest.fixture(autouse=True)
def _no_allowance(monkeypatch):
    """The allowance's row would stand one person's votes in a queue, and hide what is tested."""
    monkeypatch.setattr(limits, "spend", lambda *_: None)


def at_once(calls: list[Callable[[], object]]) -> list[BaseException]:
    """Run every call in a thread with a connection of its own; answer what they raised."""
    raised: list[BaseException] = []

    def run(call: Callable[[], object]) -> None:
        try:
            call()
        except EXPECTED:
            pass
        except BaseException as error:  # noqa: BLE001 - the test is about any
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return raised


def meet_in_the_action(monkeypatch, parties: int) -> None:
    """Hold every thread back just before it takes its vote row, as far as the database lets them:
    on SQLite the write lock already stands them in a queue, so there they meet before it."""
    barrier = threading.Barrier(parties)
    name = "_votable" if connection.vendor == "postgresql" else "writing"
    real = getattr(actions, name)

    def after(*args, **kwargs):
        found = real(*args, **kwargs)
        barrier.wait(60)
        return found

    monkeypatch.setattr(actions, name, after)


def rows_and_tally(idea) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    stands = list(Vote.objects.filter(idea=idea).values_list("stand", flat=True))
    counted = (stands.count(1), stands.count(-1), stands.count(0))
    return counted, exact([idea.pk]).get(idea.pk, (0, 0, 0, 0))[:3]


def test_fifty_threads_leave_one_vote_and_an_exact_tally(monkeypatch, bob, idea, pool_of_sixty):
    for turn in range(ROUNDS):
        with monkeypatch.context() as patch:
            meet_in_the_action(patch, THREADS)
            stands = [(1, -1, 0)[(turn + n) % 3] for n in range(THREADS)]
            raised = at_once([lambda s=s: cast_vote(voter=bob, idea=idea, stand=s) for s in stands])
        assert not raised, raised[:3]
        counted, tally = rows_and_tally(idea)
        assert sum(counted) == 1 and counted == tally


def test_votes_and_their_taking_back_cross_without_drift(bob, idea, pool_of_sixty):
    people = [bob, *(person(f"Voter{n}") for n in range(4))]
    for turn in range(5):
        calls: list[Callable[[], object]] = []
        for n, voter in enumerate(people * 6):
            if (n + turn) % 3:
                calls.append(
                    lambda v=voter, s=(1, -1)[n % 2]: cast_vote(voter=v, idea=idea, stand=s)
                )
            else:
                calls.append(lambda v=voter: take_back_vote(voter=v, idea=idea))
        assert not at_once(calls)
        counted, tally = rows_and_tally(idea)
        assert counted == tally and sum(counted) <= len(people)


def test_votes_race_with_the_end_of_voting(ada, bob, idea, pool_of_sixty):
    voters = [person(f"Late{n}") for n in range(20)]
    calls: list[Callable[[], object]] = [
        lambda v=v: cast_vote(voter=v, idea=idea, stand=1) for v in voters
    ]
    calls.insert(10, lambda: withdraw_idea(author=ada, idea=idea, because="Enough"))
    assert not at_once(calls)
    counted, tally = rows_and_tally(idea)
    assert counted == tally


def test_actions_that_cross_on_two_ideas_do_not_deadlock(ada, bob, group, idea, pool_of_sixty):
    other = propose_idea(author=ada, group=group, words=words("Shade at every stop"))
    calls: list[Callable[[], object]] = []
    for n in range(24):
        pair = (idea, other) if n % 2 else (other, idea)
        calls.append(lambda p=pair, n=n: _cross(p, bob if n % 3 else ada, n))
    assert not at_once(calls)
    for one in (idea, other):
        one.refresh_from_db()
        assert one.comment_count == 24


def _cross(pair, who, n) -> None:
    for one in pair:
        write_comment(author=who, idea=one, text=f"Thought {n}", side=1)
        cast_vote(voter=who, idea=one, stand=1)


CHILD = """
import json, sys, django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from accounts.models import User
from ideas.models import Idea
from voting.actions import cast_vote
voter, idea = User.objects.get(pk=sys.argv[2]), Idea.objects.get(pk=sys.argv[3])
print("ready", flush=True)
sys.stdin.readline()
for n in range(25):
    cast_vote(voter=voter, idea=idea, stand=(1, -1, 0)[(n + int(sys.argv[4])) % 3])
print(json.dumps("done"))
"""


def test_four_processes_leave_one_vote_and_an_exact_tally(bob, idea):
    name = str(connection.settings_dict["NAME"])
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, name, str(bob.pk), str(idea.pk), str(number)],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
            cwd=settings.BASE_DIR,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(PROCESSES)
    ]
    for child in children:
        assert child.stdout and child.stdout.readline().strip() == "ready", child.communicate()
    answers = []
    for child in children:
        assert child.stdin
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        out, err = child.communicate(timeout=120)
        answers.append(out.strip() and json.loads(out))
        assert child.returncode == 0, err[-2000:]
    assert answers == ["done"] * PROCESSES
    counted, tally = rows_and_tally(idea)
    assert sum(counted) == 1 and counted == tally
