"""Two moderators decide at once: one decision stands, and the other one is told."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from activity.errors import EditConflict
from communities.actions import grant_role
from ideas.models import Idea
from moderation.actions import decide, flag
from moderation.models import Case, Decision, Flag
from tests.cast import person

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS, PEOPLE = 5, 8


def at_once(calls: list[Callable[[], object]]) -> list[BaseException]:
    """Run every call in a thread with a connection of its own; answer what they raised."""
    raised: list[BaseException] = []
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        try:
            barrier.wait(30)
            call()
        except BaseException as error:  # noqa: BLE001 - the test is about any
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return raised


def test_two_moderators_decide_at_once(mod, community, comment):
    other = person("Maria")
    grant_role(admin=None, person=other, role="moderator", community=community)
    seen = made = 0
    for _round in range(ROUNDS):
        raised = at_once(
            [
                lambda act=act, who=who, seen=seen: decide(
                    moderator=who,
                    on=comment,
                    act=act,
                    version=1,
                    seen=seen,
                    rule="insult",
                    reason="Names.",
                )
                for act, who in (("hide", mod), ("approve", other))
            ]
        )
        assert [type(error) for error in raised] == [EditConflict]
        made += 1
        assert Decision.objects.count() == made
        seen = Decision.objects.order_by("-pk").values_list("pk", flat=True)[0]
        comment.refresh_from_db()
        assert Idea.objects.get(pk=comment.idea_id).comment_count == comment.is_shown
        if not comment.is_shown:
            back = decide(moderator=mod, on=comment, act="restore", version=1, seen=seen)
            made, seen = made + 1, back.pk


def test_many_people_flag_at_once(comment):
    people = [person(f"Flagger{number}") for number in range(PEOPLE)]
    calls = [lambda who=who: flag(flagger=who, content=comment, rule="insult") for who in people]
    assert at_once(calls + calls) == []
    case = Case.objects.get()
    assert case.flag_count == Flag.objects.count() == PEOPLE


def test_a_decision_and_a_flag_at_once_leave_no_open_question_unseen(ada, mod, comment):
    raised = at_once(
        [
            lambda: decide(moderator=mod, on=comment, act="approve", version=1),
            lambda: flag(flagger=ada, content=comment, rule="insult"),
        ]
    )
    assert raised == []
    assert Decision.objects.count() == 1 and Flag.objects.count() == 1
    assert Case.objects.count() in {1, 2}
