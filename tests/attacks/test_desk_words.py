"""What people tell moderators, and what moderators tell people, harms neither."""

import pytest
from django.test import Client

from comments.actions import write_comment
from moderation.models import Decision
from tests.attacks.hostile import MARK, packed, taken_and_refused
from tests.attacks.judge import harms_in, shapes, wrongs

pytestmark = pytest.mark.django_db
SHARE = 60


@pytest.fixture
def browsers(ada, mod, stranger, monkeypatch) -> list[Client]:
    monkeypatch.setattr("activity.screening._provider", [])
    monkeypatch.setattr("activity.limits.spend", lambda *_, **__: None)
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_, **__: None)
    made = [Client(raise_request_exception=False) for _ in range(3)]
    for browser, person in zip(made, (ada, mod, stranger), strict=True):
        browser.force_login(person)
    return made


def test_explanations_and_reasons_are_shown_as_text(browsers, ada, idea) -> None:
    author, moderator, flagger = browsers
    comment = write_comment(author=ada, idea=idea, text=MARK)
    taken, _ = taken_and_refused()
    pages = {
        f"/desk/comments/{comment.pk}": moderator,
        "/desk/": moderator,
        "/inbox": author,
        f"/comments/{comment.pk}": author,
        f"/api/v1/comments/{comment.pk}/statement/": author,
        "/api/v1/moderation/cases/": moderator,
        "/api/v1/inbox/": author,
    }
    bodies = list(packed(950, taken[::SHARE]))
    tell(flagger, moderator, comment, f"{MARK}\n\none\ntwo")
    twins = {url: shapes(told(browser, url)) for url, browser in pages.items()}
    for body in bodies:
        tell(flagger, moderator, comment, "free again")
        tell(flagger, moderator, comment, body)
        for url, browser in pages.items():
            assert MARK in told(browser, url), url
            if url.startswith("/api/"):
                assert harms_in(browser.get(url).json()) == []
            else:
                assert wrongs(told(browser, url), twins[url]) == [], url


def tell(flagger: Client, moderator: Client, comment, text: str) -> None:
    """Somebody flags it in these words; a moderator holds it with them, or frees it."""
    url = f"/api/v1/comments/{comment.pk}"
    last = Decision.objects.filter(comment=comment).order_by("-pk").first()
    held = bool(last and last.act == "hold")
    if not held:
        flag = {"rule": "insult", "explanation": text}
        said = flagger.post(f"{url}/flags/", flag, content_type="application/json")
        assert said.status_code == 201, said.content
    decision = {"act": "restore" if held else "hold", "rule": "insult", "reason": text}
    decision |= {"version": 1, "seen": last.pk if last else 0}
    done = moderator.post(f"{url}/decisions/", decision, content_type="application/json")
    assert done.status_code == 201, done.content


def told(browser: Client, url: str) -> str:
    answer = browser.get(url, follow=True)
    assert answer.status_code == 200, f"{url}: {answer.status_code}"
    return answer.content.decode()
