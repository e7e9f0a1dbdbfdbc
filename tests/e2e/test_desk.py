"""A moderator at the desk in a real browser: by mouse, by keyboard, and while news comes in."""

import re

import pytest
from playwright.sync_api import expect

from comments.actions import write_comment
from comments.models import Comment
from ideas.actions import propose_idea
from moderation.actions import flag
from moderation.models import Decision
from tests.cast import person, words
from tests.e2e.browser import PHONE

SOON = 6000


@pytest.fixture
def lamp(ada, group):
    return propose_idea(author=ada, group=group, words=words("A lamp at the ferry"))


def flagged(bob, lamp, text: str) -> Comment:
    said = write_comment(author=bob, idea=lamp, text=text)
    flag(flagger=person(text.split(maxsplit=1)[0]), content=said, rule="insult")
    return said


def test_what_a_moderator_has_begun_survives_what_comes_in(visit, ada, bob, mod, lamp):
    page = visit(mod).go("/desk/")
    expect(page.locator("html")).to_have_attribute("data-live", "on", timeout=SOON)
    expect(page.get_by_text("Nothing waits")).to_be_visible()

    first = flagged(bob, lamp, "Rude words about a neighbour.")
    opened = page.locator("#case")
    expect(opened).to_contain_text("Rude words", timeout=SOON)
    expect(page).to_have_url(re.compile(r"case=\d+"))
    page.get_by_label("insult or harassment").check()

    held = write_comment(
        author=bob, idea=lamp, text="Visit my website https://lamps.example and https://x.example"
    )
    assert held.held_at
    expect(page.locator(".desk__row", has_text="lamps.example")).to_be_visible(timeout=SOON)
    expect(opened).to_contain_text("Rude words")
    expect(page.get_by_label("insult or harassment")).to_be_checked()

    page.get_by_label("What do you tell the author?").fill("It calls a neighbour names.")
    page.get_by_role("button", name="Take it off").click()
    expect(page.get_by_text("Decided.", exact=False)).to_be_visible()
    expect(opened).to_contain_text("lamps.example")
    assert Comment.objects.get(pk=first.pk).hidden_at


def test_by_keyboard_alone_on_a_phone_without_javascript(visit, bob, mod, lamp):
    said = flagged(bob, lamp, "Rude words about a neighbour.")
    page = visit(mod, viewport=PHONE, java_script_enabled=False).go("/desk/")
    assert "#case" in page.url
    reason = page.get_by_label("What do you tell the author?")
    page.get_by_label("threat", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(reason).to_be_focused()
    page.keyboard.type("It threatens a neighbour.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Take it off")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Nothing waits")).to_be_visible()
    made = Decision.objects.get()
    assert (made.comment_id, made.act, made.rule) == (said.pk, "hide", "threat")
