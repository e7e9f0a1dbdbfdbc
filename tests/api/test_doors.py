"""The JSON door: the same actions as the pages, errors in one shape, never a 500."""

import json

import pytest
from openapi_spec_validator import validate
from rest_framework.test import APIClient

from comments.actions import write_comment
from comments.models import Comment
from communities.actions import grant_role
from tests.cast import ANSWERS
from voting.models import Vote

pytestmark = pytest.mark.django_db
PROPOSAL = {"title": "Benches", "summary": "To sit.", "answers": ANSWERS, "tags": ["Streets"]}


@pytest.fixture
def as_bob(bob) -> APIClient:
    client = APIClient()
    client.force_authenticate(bob)
    return client


def problem(response, status: int) -> dict:
    assert response.status_code == status, response.content[:500]
    assert response["Content-Type"].startswith("application/problem+json")
    body = response.json()
    assert {"type", "title", "status", "detail"} <= set(body) and body["status"] == status
    return body


def test_a_person_proposes_votes_argues_and_reads_it_back(as_bob, group):
    made = as_bob.post(f"/api/v1/groups/{group.pk}/ideas/", PROPOSAL)
    assert made.status_code == 201, made.content
    pk = made.json()["id"]
    assert as_bob.put(f"/api/v1/ideas/{pk}/vote/", {"stand": 1}).json()["numbers"]["votes_for"] == 1
    point = {"text": "It helps.", "side": 1}
    assert as_bob.post(f"/api/v1/ideas/{pk}/comments/", point).status_code == 201
    seen = APIClient().get(f"/api/v1/ideas/{pk}/").json()
    assert seen["votes"]["votes_for"] == 1 and seen["my_vote"] is None and seen["points_for"] == 1
    assert seen["tags"] == ["streets"]


def test_reading_is_open_and_writing_is_closed_to_visitors(idea, group):
    visitor = APIClient()
    assert visitor.get(f"/api/v1/groups/{group.pk}/ideas/").status_code == 200
    problem(visitor.put(f"/api/v1/ideas/{idea.pk}/vote/", {"stand": 1}), 403)
    problem(visitor.get("/api/v1/me/"), 403)


def test_the_same_key_creates_once(as_bob, idea):
    for _ in range(2):
        sent = as_bob.post(
            f"/api/v1/ideas/{idea.pk}/comments/", {"text": "Once"}, headers={"Idempotency-Key": "a"}
        )
    assert sent.status_code == 201 and Comment.objects.count() == 1


def test_an_outdated_edit_is_a_409_with_what_is_there_now(as_bob, bob, idea):
    comment = write_comment(author=bob, idea=idea, text="First")
    url = f"/api/v1/comments/{comment.pk}/"
    assert as_bob.put(url, {"text": "Second", "version": 1}).status_code == 200
    body = problem(as_bob.put(url, {"text": "Third", "version": 1}), 409)
    assert body["current"]["text"] == "Second" and body["current"]["version"] == 2


def test_a_vote_in_the_wrong_phase_is_a_403_that_says_why(as_bob, idea):
    idea.group.phases.filter(kind="vote").delete()
    body = problem(as_bob.put(f"/api/v1/ideas/{idea.pk}/vote/", {"stand": 1}), 403)
    assert "Voting" in body["detail"] and not Vote.objects.exists()


def test_pages_by_key_reach_every_idea_once(as_bob, group):
    for number in range(7):
        as_bob.post(f"/api/v1/groups/{group.pk}/ideas/", PROPOSAL | {"title": f"No {number}"})
    for order in ("shuffle", "newest", "debated", "top"):
        url, seen = f"/api/v1/groups/{group.pk}/ideas/?page_size=3&order={order}", []
        while url:
            page = as_bob.get(url).json()
            seen += [row["id"] for row in page["results"]]
            url = page["next"]
        assert len(seen) == 7 == len(set(seen))


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"[" * 100_000, "application/json", 400),
        (b'{"stand": ' + b"9" * 10_000 + b"}", "application/json", 400),
        (b'{"stand": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"<vote/>", "application/xml", 415),
        (b'"1"', "application/json", 400),
        (b'{"stand": true}', "application/json", 400),
        (b'{"stand": 7}', "application/json", 400),
        (b"", "application/json", 400),
    ],
)
def test_broken_bodies_are_told_apart(as_bob, idea, body, content_type, status):
    url = f"/api/v1/ideas/{idea.pk}/vote/"
    problem(as_bob.generic("PUT", url, body, content_type=content_type), status)
    assert not Vote.objects.exists()


@pytest.mark.parametrize("text", ["\ud800", "a\x00b", "", "x" * 10_001])
def test_words_that_cannot_be_kept_are_refused_with_a_sentence(as_bob, idea, text):
    body = json.dumps({"text": text}).encode()
    sent = as_bob.generic(
        "POST", f"/api/v1/ideas/{idea.pk}/comments/", body, content_type="application/json"
    )
    assert problem(sent, 400)["errors"] and not Comment.objects.exists()


@pytest.mark.parametrize(
    "query",
    [
        "after=%00",
        "after=AAAA",
        "page_size=0",
        "page_size=9e9",
        "order=nope",
        "status=nope",
        "category=" + "9" * 50,
        "category=x",
        "tag=%00",
        "after=WzFd",
    ],
)
def test_broken_parameters_are_a_400_or_an_empty_page(as_bob, idea, query):
    answer = as_bob.get(f"/api/v1/groups/{idea.group_id}/ideas/?{query}")
    assert answer.status_code == 200 or problem(answer, 400)


def test_a_forbidden_object_answers_exactly_as_a_missing_one(as_bob, idea, group):
    group.visibility = "secret"
    group.save()
    hidden = as_bob.get(f"/api/v1/ideas/{idea.pk}/")
    missing = as_bob.get(f"/api/v1/ideas/{10**9}/")
    assert problem(hidden, 404) == problem(missing, 404)
    problem(as_bob.get("/api/v1/nowhere/"), 404)
    problem(as_bob.get(f"/api/v1/ideas/{'9' * 30}/"), 404)


def test_the_document_is_openapi_31(client):
    document = client.get("/api/v1/schema/").json()
    assert document["openapi"].startswith("3.1")
    validate(document)
    assert "/api/v1/ideas/{id}/vote/" in document["paths"]


def test_a_flood_of_requests_is_told_when_to_come_back(client, monkeypatch, group):
    from config.api_throttles import VisitorRate

    monkeypatch.setattr(VisitorRate, "rate", "2/min", raising=False)
    answers = [client.get("/api/v1/groups/") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert problem(answers[2], 429) and int(answers[2]["Retry-After"]) > 0


def test_a_view_that_says_nothing_is_closed_and_throttled():
    from rest_framework.settings import api_settings

    names = {c.__name__ for c in api_settings.DEFAULT_PERMISSION_CLASSES}
    assert names == {"IsAuthenticated"} and len(api_settings.DEFAULT_THROTTLE_CLASSES) == 2


def test_an_admin_invites_by_mail_and_the_addressee_enters(as_bob, bob, ada, group, mailoutbox):
    url = f"/api/v1/groups/{group.pk}/invitations/"
    problem(as_bob.post(url, {"email": ada.email}), 403)
    grant_role(admin=None, person=bob, role="admin", group=group)
    for _ in range(2):
        sent = as_bob.post(url, {"email": ada.email}, headers={"Idempotency-Key": "i"})
        assert sent.status_code == 202, sent.content
    assert len(mailoutbox) == 1
    token = mailoutbox[0].body.split("/invitations/")[1].split("/")[0].split()[0]
    as_ada = APIClient()
    as_ada.force_authenticate(ada)
    assert as_ada.post("/api/v1/invitations/accepted/", {"token": token}).status_code == 200
    problem(as_ada.post("/api/v1/invitations/accepted/", {"token": token}), 403)
