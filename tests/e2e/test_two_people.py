"""Two people and a moderator in three browsers: each sees the others' work appear and go."""

import re

import pytest
from playwright.sync_api import Page, expect

from comments.actions import write_comment
from comments.models import Comment
from ideas.actions import hide_idea, propose_idea
from ideas.models import Idea
from tests.cast import words

SOON = 4000
POINT = "The steps are slippery in the dark."


@pytest.fixture
def lamp(ada, group):
    return propose_idea(author=ada, group=group, words=words("A lamp at the ferry"))


def address(idea) -> str:
    return f"/ideas/{idea.pk}-{idea.slug}/"


def live(page: Page) -> Page:
    expect(page.locator("html")).to_have_attribute("data-live", "on", timeout=SOON)
    return page


def test_a_proposes_and_b_sees_it_appear_in_the_list(visit, ada, bob, group):
    listed = live(visit(bob).go(f"/c/{group.community.slug}/{group.slug}/"))
    propose(visit(ada).go(f"/c/{group.community.slug}/{group.slug}/propose"))
    idea = Idea.objects.published().get()
    card = listed.locator(f"#idea-{idea.pk}")
    waiting = listed.get_by_role("button", name=re.compile("1 new idea"))
    expect(card.or_(waiting).first).to_be_visible(timeout=SOON)
    if not card.is_visible():
        waiting.click()
    expect(card).to_contain_text("A lamp at the ferry", timeout=SOON)


def test_the_front_page_shows_what_moves_and_drops_what_was_taken_off(visit, ada, bob, mod, lamp):
    page = live(visit(bob).go("/"))
    write_comment(author=ada, idea=lamp, text="And one at the pier.")
    expect(page.locator("#moving")).to_contain_text("1 contribution", timeout=SOON)
    other = propose_idea(author=ada, group=lamp.group, words=words("A bell for the fog"))
    expect(page.locator("#moving")).to_contain_text("A bell for the fog", timeout=SOON)
    hide_idea(idea=other, moderator=mod, rule="advertising")
    expect(page.get_by_text("A bell for the fog")).to_have_count(0, timeout=SOON)


def test_a_vote_and_a_point_appear_and_a_moderator_takes_the_point_away(visit, ada, bob, mod, lamp):
    mine, moderator = live(visit(ada).go(address(lamp))), visit(mod)
    theirs = live(visit(bob).go(address(lamp)))

    theirs.locator(f"#stand-{lamp.pk}").get_by_role("button", name="For", exact=True).click()
    for page in (theirs, mine):
        expect(page.locator(f"#tally-{lamp.pk}")).to_contain_text("1 for", timeout=SOON)

    add_point(theirs, POINT)
    for page in (theirs, mine):
        expect(page.get_by_text(POINT)).to_have_count(1, timeout=SOON)

    hide(moderator.page, moderator.house.origin, Comment.objects.get())
    for page in (theirs, mine):
        expect(page.get_by_text(POINT)).to_have_count(0, timeout=SOON)


def test_a_page_whose_connection_was_cut_misses_nothing(visit, ada, bob, lamp):
    visitor = visit(bob)
    page = live(visitor.go(address(lamp)))
    visitor.context.set_offline(True)
    visitor.house.cut_all()
    expect(page.locator("html")).not_to_have_attribute("data-live", "on", timeout=SOON)
    said = [f"Said while you were away, number {n}." for n in range(3)]
    for text in said:
        write_comment(author=ada, idea=lamp, text=text)
    visitor.context.set_offline(False)
    for text in said:
        expect(page.get_by_text(text)).to_have_count(1, timeout=45_000)


def propose(page: Page) -> None:
    """One screen after the other, each with its one question, to the last press."""
    page.locator("[name=title]").fill("A lamp at the ferry")
    publish = page.get_by_role("button", name="Publish", exact=True)
    for _ in range(8):
        for box in page.locator("main textarea:visible").all():
            box.fill("The ferry leaves before dawn half the year.")
        page.locator("main .button--primary").first.click()
        page.wait_for_load_state()
        if publish.count():
            publish.click()
            expect(page.get_by_role("heading", level=1)).to_contain_text("published")
            return
    raise AssertionError("There was no end to the questions.")


def add_point(page: Page, text: str) -> None:
    opener = page.get_by_role("link", name="Add a point for")
    opener.or_(page.get_by_role("button", name="Add a point for")).first.click()
    page.locator("form.write textarea").first.fill(text)
    page.locator("form.write").first.get_by_role("button").first.click()


def hide(page: Page, origin: str, comment: Comment) -> None:
    page.goto(f"{origin}/desk/comments/{comment.pk}")
    page.get_by_text("insult or harassment").click()
    page.locator("[name=reason]").fill("It names a neighbour.")
    page.locator("button[name=act][value=hide]").click()
    page.wait_for_load_state()
