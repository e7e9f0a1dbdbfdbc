"""No title and no name begins a header of its own, in a mail or in an answer."""

import json

import pytest
from django.test import Client
from django.utils.encoding import force_str

from activity import screening
from ideas.actions import answer_idea
from notifications.actions import follow_idea
from notifications.actions.rounds import mail_at_once
from notifications.letters import as_message, letter_of
from notifications.models import OutgoingMail
from tests.cast import ANSWERS
from tests.realdata import path as realdata

pytestmark = pytest.mark.django_db
OURS = {
    *("content-type", "mime-version", "subject", "from", "to", "date", "message-id"),
    *("list-unsubscribe", "list-unsubscribe-post", "auto-submitted", "content-transfer-encoding"),
}


def attacks() -> list[str]:
    return json.loads(realdata("attacks/headers/crlf-injection.json").read_text("utf-8"))


@pytest.fixture
def as_ada(ada, monkeypatch) -> Client:
    monkeypatch.setattr(screening, "_provider", [])
    monkeypatch.setattr("activity.limits.spend", lambda *_, **__: None)
    monkeypatch.setattr("config.api_throttles.PersonRate.allow_request", lambda *_: True)
    made = Client(raise_request_exception=False)
    made.force_login(ada)
    return made


def test_no_header_of_a_mail_is_begun_by_a_title_or_a_name(
    as_ada, bob, official, department, idea
) -> None:
    follow_idea(person=bob, idea=idea)
    version = 1
    for attack in attacks()[::2]:
        words = {"title": f"x {attack}", "summary": attack, "answers": ANSWERS}
        url = f"/api/v1/ideas/{idea.pk}/"
        kind = {"content_type": "application/json"}
        sent = as_ada.put(url, words | {"version": version}, **kind)
        assert sent.status_code in {200, 400}, attack
        if sent.status_code == 400:
            assert "\x00" in attack
            continue
        version += 1
        name = {"display_name": f"x {attack}", "language": "en"}
        assert as_ada.put("/api/v1/me/", name, **kind).status_code == 200
        answer_idea(official=official, idea=idea, department=department, text="Yes.", status="open")
    assert mail_at_once()
    mails = OutgoingMail.objects.filter(person=bob).select_related("person")
    assert len(mails) > 40
    for mail in mails:
        letter = letter_of(mail)
        assert letter
        sent = as_message(mail, letter, ["bob@example.org"]).message()
        assert {name.lower() for name in sent} <= OURS
        assert [force_str(to) for to in sent.get_all("To", [])] == ["bob@example.org"]


def test_no_header_of_an_answer_is_begun_by_an_address_or_a_word(as_ada, idea) -> None:
    """What is led on to keeps its line: slugs, the address after signing in, languages."""
    for attack in attacks()[::2]:
        answers = [
            as_ada.get("/search/", {"q": attack, "kind": attack}),
            as_ada.post("/i18n/language", {"language": attack, "next": f"/{attack}"}),
            Client().get("/about/", headers={"accept-language": attack.replace("\x00", "")}),
            Client().get("/settings", {"next": attack}),
        ]
        for answer in answers:
            assert answer.status_code in {200, 301, 302, 400, 404}, attack
            lines = [f"{name}: {value}" for name, value in answer.headers.items()]
            assert not [line for line in lines if "\n" in line or "\r" in line], attack
            assert not {"X", "Bcc", "X-Injected"} & set(answer.headers), attack
