"""Without a websocket a page asks the same log and is answered the same."""

import pytest

from activity import log
from comments.actions import write_comment
from live import journal
from tests.cast import open_group

pytestmark = pytest.mark.django_db


def ask(client, *streams: str, ideas: str = "", since: int | None = None, **rest):
    here = journal.position(*streams)
    wanted = [
        f"{key},{here.epoch},{here.heads[key] if since is None else since}" for key in streams
    ]
    return client.get("/live", {"stream": wanted, "ideas": ideas}, **rest)


def test_a_page_without_websockets_gets_what_it_missed(client, idea, bob):
    before = journal.position(idea.stream).heads[idea.stream]
    write_comment(author=bob, idea=idea, text="Yes.")

    answer = ask(client, idea.stream, ideas=str(idea.pk), since=before).json()

    subscribed, numbers = answer["messages"]
    assert [event["kind"] for event in subscribed["events"]] == ["comment.published"]
    assert numbers["ideas"][0]["comments"] == 1
    assert answer["again_in"] >= 1


def test_nothing_new_is_a_304(client, idea, bob):
    first = ask(client, idea.stream, ideas=str(idea.pk))

    again = ask(client, idea.stream, ideas=str(idea.pk), headers={"If-None-Match": first["ETag"]})
    write_comment(author=bob, idea=idea, text="Yes.")
    third = ask(
        client, idea.stream, since=0, ideas=str(idea.pk), headers={"If-None-Match": first["ETag"]}
    )

    assert (again.status_code, third.status_code) == (304, 200)


def test_an_outsider_gets_nothing_of_a_secret_group(client, community, idea):
    secret = open_group(community, "quiet", visibility="secret")
    with log.writing():
        log.record("group.changed", [secret.stream])

    answer = ask(client, secret.stream, "group:999999", since=0).json()

    assert answer["messages"] == [
        {"type": "refused", "stream": secret.stream},
        {"type": "refused", "stream": "group:999999"},
    ]


@pytest.mark.parametrize(
    "query",
    [
        "stream=group:1",
        "stream=group:1,a,-1",
        "stream=group:1,a,1e9",
        "stream=secret:1,a,1",
        "stream=group:1,a,1,1",
        "ideas=x",
        "ideas=" + "9" * 5000,
        "&".join(["stream=group:1,a,1"] * 65),
    ],
)
def test_a_wrong_question_is_a_400_that_says_so(client, query):
    answer = client.get(f"/live?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"]
