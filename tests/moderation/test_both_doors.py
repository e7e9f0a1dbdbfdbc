"""Each write of moderation through the page and through JSON: the same rows, the same events."""

import json

import pytest
from django.test import Client
from rest_framework.test import APIClient

from comments.actions import write_comment
from moderation.actions import decide, flag
from moderation.models import Case, Decision, Flag

pytestmark = pytest.mark.django_db
WHY = {"rule": "insult", "reason": "It calls a neighbour names."}


def by_page(user, url, body):
    client = Client()
    if user:
        client.force_login(user)
    return client.post(url, body)


def by_json(user, url, body):
    client = APIClient()
    if user:
        client.force_login(user)
    return client.post(url, json.dumps(body), content_type="application/json")


def same_news(heard: list[list[tuple]]) -> None:
    """Apart from which contribution it was about."""
    first, second = ([(stream, kind, idea) for stream, kind, idea, _ in one] for one in heard)
    assert first == second and first


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_flag(ada, bob, idea, news, signed_in):
    said = [write_comment(author=bob, idea=idea, text=f"Words {n}") for n in range(2)]
    heard, who = [], ada if signed_in else None
    body = {"rule": "insult", "explanation": "Rude."}
    with news() as one:
        assert by_page(who, f"/comments/{said[0].pk}/flag", body).status_code == 303
    heard.append(one)
    with news() as one:
        made = by_json(who, f"/api/v1/comments/{said[1].pk}/flags/", body)
        assert made.status_code == 201 and made.json()["rule"] == "insult"
    heard.append(one)
    same_news(heard)
    flags = Flag.objects.values_list("rule", "explanation", "flagger_id")
    assert len(flags) == 2 and len(set(flags)) == 1


def test_a_flag_on_an_idea(ada, bob, idea, group, news):
    body = {"rule": "off_topic", "explanation": ""}
    assert by_page(bob, f"/ideas/{idea.pk}/flag", body).status_code == 303
    assert by_json(None, f"/api/v1/ideas/{idea.pk}/flags/", body).status_code == 201
    assert Case.objects.get().flag_count == 2


@pytest.mark.parametrize("act", ["approve", "hold", "hide"])
def test_a_decision(bob, mod, idea, news, act):
    said = [write_comment(author=bob, idea=idea, text=f"Words {n}") for n in range(2)]
    heard = []
    body = {"act": act, "version": 1, "seen": 0, **WHY}
    with news() as one:
        assert by_page(mod, f"/desk/comments/{said[0].pk}", body).status_code == 303
    heard.append(one)
    with news() as one:
        made = by_json(mod, f"/api/v1/comments/{said[1].pk}/decisions/", body)
        assert made.status_code == 201, made.content
    heard.append(one)
    same_news(heard)
    assert len(set(Decision.objects.values_list("act", "rule", "reason", "was"))) == 1
    for comment in said:
        comment.refresh_from_db()
    assert said[0].state == said[1].state


def test_a_decision_on_an_idea_and_its_undoing(mod, idea):
    body = {"act": "hide", "version": 1, "seen": 0, **WHY}
    assert by_page(mod, f"/desk/ideas/{idea.pk}", body).status_code == 303
    back = {"act": "restore", "version": 1, "seen": Decision.objects.get().pk}
    assert by_json(mod, f"/api/v1/ideas/{idea.pk}/decisions/", back).status_code == 201
    idea.refresh_from_db()
    assert idea.is_shown


def test_the_queue_in_json_names_what_a_decision_must_name(ada, mod, comment, spam):
    flag(flagger=ada, content=comment, rule="insult", explanation="Rude.")
    client = APIClient()
    client.force_login(mod)
    rows = client.get("/api/v1/moderation/cases/").json()["results"]
    assert [row["content"]["id"] for row in rows] == [spam.pk, comment.pk]
    assert rows[0]["held"] and "its author is new here" in rows[0]["why"][0]
    first = rows[0]
    body = {"act": "approve", "version": first["content"]["version"], "seen": first["seen"]}
    url = f"/api/v1/moderation/cases/{first['id']}/decisions/"
    assert client.post(url, body, format="json").status_code == 201
    late = client.post(url, body, format="json")
    assert late.status_code == 409 and late.json()["current"]["state"] == "shown"
    left = client.get(f"/api/v1/moderation/cases/?group={comment.idea.group_id}").json()
    assert [row["id"] for row in left["results"]] == [rows[1]["id"]]


def test_the_queue_asks_the_same_at_one_and_at_many(
    ada, bob, mod, idea, django_assert_max_num_queries
):
    client, counts = APIClient(), []
    client.force_login(mod)
    for number in range(12):
        said = write_comment(author=bob, idea=idea, text=f"Words {number}")
        flag(flagger=ada, content=said, rule="insult")
        with django_assert_max_num_queries(18) as asked:
            client.get("/api/v1/moderation/cases/")
        counts.append(len(asked))
    assert counts[0] == counts[-1]


def test_the_queue_is_closed_to_others(ada, official, comment, spam):
    for who in (ada, official):
        client = APIClient()
        client.force_login(who)
        assert client.get("/api/v1/moderation/cases/").status_code == 404
        case = Case.objects.get()
        assert client.get(f"/api/v1/moderation/cases/{case.pk}/").status_code == 404
        body = {"act": "approve", "version": 1}
        url = f"/api/v1/moderation/cases/{case.pk}/decisions/"
        assert client.post(url, body, format="json").status_code == 404
        refused = client.post(f"/api/v1/comments/{comment.pk}/decisions/", body, format="json")
        assert refused.status_code == 403
    assert APIClient().get("/api/v1/moderation/cases/").status_code == 403


def test_a_statement_is_its_authors_alone(ada, bob, mod, comment):
    decide(moderator=mod, on=comment, act="hide", version=1, **WHY)
    url = f"/api/v1/comments/{comment.pk}/statement/"
    client = APIClient()
    client.force_login(bob)
    told = client.get(url).json()
    assert (told["rule"], told["reason"]) == ("insult or harassment", WHY["reason"])
    assert told["found_by"] == "moderator"
    client.force_login(ada)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"act": "hide", "version": 1},
        {"act": "hide", "version": 1, "rule": "criticism", "reason": "x"},
        {"act": "burn", "version": 1},
        {"act": "approve", "version": 10**30},
        {"act": "approve", "version": 1, "seen": "x"},
        {"act": "hide", "version": 1, "rule": "insult", "reason": "\ud800"},
        {"act": "hide", "version": 1, "rule": "insult", "reason": "a\x00b"},
        {"act": "hide", "version": 1, "rule": "insult", "reason": "x" * 2001},
        [],
        "hide",
    ],
)
def test_what_is_wrong_with_a_decision_is_a_4xx(mod, comment, body):
    made = by_json(mod, f"/api/v1/comments/{comment.pk}/decisions/", body)
    assert made.status_code in {400, 409}, made.content
    assert not Decision.objects.exists()


def test_the_rules_are_open_to_everybody_and_criticism_is_not_among_them():
    rules = APIClient().get("/api/v1/rules/").json()
    assert {"key": "advertising", "name": "advertising or spam"} in rules
    assert not [rule for rule in rules if "critic" in rule["key"]]
