"""Every hostile string goes once through the JSON door, many to a body, and once more in shares
through every short field; what shows it afterwards is parsed as a browser parses.

(The same through the forms, and the redirects of `next`, are in tests/frontend.)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from typing import Any

import pytest
from django.test import Client

from activity import limits, screening
from config import api_throttles
from notifications.actions.rounds import mail_at_once
from notifications.letters import letter_of
from notifications.models import OutgoingMail
from tests.attacks.hostile import MARK, packed, taken_and_refused
from tests.attacks.judge import harms_in, shapes, wrongs
from tests.cast import ANSWERS

pytestmark = pytest.mark.django_db
LONG = 3_900
SHARE = 80


@dataclass
class Stage:
    """Whose browsers there are, and what they write on."""

    ada: Client
    official: Client
    mod: Client
    idea: int
    comment: int
    department: int
    version: int = 1
    said: int = 1

    def send(self, who: Client, method: str, url: str, **body: Any) -> Any:
        ask = getattr(who, method)
        answer = ask(f"/api/v1/{url}", body, content_type="application/json")
        assert answer.status_code in {200, 201, 204}, f"{url}: {answer.content.decode()[:600]}"
        return answer.json() if answer.content else {}


@pytest.fixture
def stage(ada, bob, official, mod, department, idea, monkeypatch) -> Stage:
    """Nothing is held and nobody is slowed down: everything shall reach the pages."""
    monkeypatch.setattr(screening, "_provider", [])
    monkeypatch.setattr(limits, "spend", lambda *_, **__: None)
    for rate in (api_throttles.VisitorRate, api_throttles.PersonRate):
        monkeypatch.setattr(rate, "allow_request", lambda *_: True)
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
    browsers = [Client(raise_request_exception=False) for _ in range(3)]
    for browser, person in zip(browsers, (ada, official, mod), strict=True):
        browser.force_login(person)
    made = Stage(*browsers, idea.pk, 0, department.pk)
    url = f"ideas/{idea.pk}/comments/"
    made.comment = made.send(made.ada, "post", url, text=MARK, side=0)["id"]
    return made


PAGES = (
    "/",
    "/c/wellbridge/service/",
    "/ideas/{idea}/",
    "/ideas/{idea}/revisions",
    "/ideas/{idea}/edit",
    "/ideas/{idea}/card",
    "/comments/{comment}",
    f"/search/?q={MARK}",
    "/drafts/",
    "/settings",
    "/inbox",
)
ANSWERS_IN_JSON = (
    "/api/v1/ideas/{idea}/",
    "/api/v1/ideas/{idea}/revisions/",
    "/api/v1/ideas/{idea}/answers/",
    "/api/v1/ideas/{idea}/comments/",
    f"/api/v1/search/?q={MARK}",
    "/api/v1/inbox/",
)


def test_every_string_goes_through_the_long_fields_and_harms_nobody(stage: Stage) -> None:
    """Contributions take 10,000 characters, so 40 bodies hold all of the strings."""
    taken, _ = taken_and_refused()
    twins = {url: shapes(page(stage, url)) for url in ("/comments/{comment}",)}
    for body in packed(9_900, taken):
        url = f"comments/{stage.comment}/"
        told = stage.send(stage.ada, "put", url, text=body, version=stage.said)
        stage.said += 1
        assert MARK in told["text"]
        assert harms_in(told) == []
        assert list(wrong_pages(stage, twins)) == []


@pytest.mark.parametrize("share", [SHARE, pytest.param(1, marks=pytest.mark.slow)])
def test_every_field_takes_a_share_and_shows_it_harmlessly(stage: Stage, share: int) -> None:
    """The idea's page is read after every body, the other pages after the last."""
    taken, _ = taken_and_refused()
    speak(stage, MARK, f"{MARK}\n\none\ntwo")
    twins = {url: shapes(page(stage, url)) for url in PAGES}
    short = packed(100, [text for text in taken[::share] if len(text) < 90])
    idea = {"/ideas/{idea}/": twins["/ideas/{idea}/"]}
    for line, body in zip(short, cycle(packed(LONG, taken[::share])), strict=False):
        speak(stage, line, body)
        assert list(wrong_pages(stage, idea)) == []
    assert list(wrong_pages(stage, twins)) == []
    for url in ANSWERS_IN_JSON:
        answer = stage.ada.get(url.format(idea=stage.idea, comment=stage.comment))
        assert harms_in(answer.json()) == [], url


def test_no_mail_carries_what_a_page_would_not(stage: Stage, ada) -> None:
    taken, _ = taken_and_refused()
    lines = [text for text in taken if len(text) < 90][::600]
    for line in lines:
        speak(stage, f"{MARK} {line}", MARK)
        answer(stage, line, line)
    assert mail_at_once() > 0
    letters = [letter_of(mail) for mail in OutgoingMail.objects.filter(person=ada)]
    texts = [letter.html for letter in letters if letter]
    assert len(texts) > 5
    twin = {("br", ""), ("p", ""), ("a", ""), ("a", "href")}
    for html in texts:
        assert not {s for s in shapes(html) - twin if s[0] in FORBIDDEN or s[1].startswith("on")}


FORBIDDEN = {"script", "style", "img", "svg", "iframe", "object", "embed", "form", "input", "base"}


def test_what_is_no_text_is_refused_with_a_sentence(stage: Stage) -> None:
    _, refused = taken_and_refused()
    assert refused
    for text in refused:
        sent = stage.ada.post(
            f"/api/v1/ideas/{stage.idea}/comments/", {"text": text}, content_type="application/json"
        )
        assert sent.status_code == 400, text
        assert sent.json()["errors"]["text"]


def speak(stage: Stage, line: str, body: str) -> None:
    """The author says it in every field that is theirs."""
    answers = dict.fromkeys(ANSWERS, body)
    tags = [line.replace("\n", " ")[:40]]
    fields = dict.fromkeys(("title", "summary", "place", "note"), line)
    stage.send(
        stage.ada,
        "put",
        f"ideas/{stage.idea}/",
        **fields,
        tags=tags,
        answers=answers,
        version=stage.version,
    )
    stage.version += 1
    stage.send(stage.ada, "put", "me/", display_name=line[:80], language="en")


def answer(stage: Stage, text: str, next_step: str) -> None:
    stage.send(
        stage.official,
        "post",
        f"ideas/{stage.idea}/answers/",
        department=stage.department,
        text=f"{MARK} {text}",
        next_step=next_step,
        status="open",
    )


def page(stage: Stage, url: str) -> str:
    given = url.format(idea=stage.idea, comment=stage.comment)
    answer = stage.ada.get(given, follow=True)
    assert answer.status_code == 200, f"{given}: {answer.status_code}"
    return answer.content.decode()


def wrong_pages(stage: Stage, twins: dict[str, set[tuple[str, str]]]) -> Iterator[str]:
    for url, twin in twins.items():
        for wrong in wrongs(page(stage, url), twin):
            yield f"{url}: {wrong}"
