"""What each part of a page does by itself, seen in a real browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from comments.actions import hide_comment, write_comment
from ideas.actions import answer_idea, edit_idea, hide_idea, propose_idea
from moderation.actions import flag
from tests.cast import person, words
from voting.actions import cast_vote

SOON = 6000
NO_SOCKETS = """window.WebSocket = class {
  readyState = 3;
  constructor() { setTimeout(() => this.onclose?.(), 50); }
  close() {}
};"""


@pytest.fixture
def lamp(ada, group):
    return propose_idea(author=ada, group=group, words=words("A lamp at the ferry"))


def address(idea) -> str:
    return f"/ideas/{idea.pk}-{idea.slug}/"


def live(page: Page) -> Page:
    expect(page.locator("html")).to_have_attribute("data-live", "on", timeout=SOON)
    return page


def test_an_answer_and_its_status_appear(visit, lamp, official, department):
    page = live(visit().go(address(lamp)))

    answer_idea(
        official=official,
        idea=lamp,
        department=department,
        text="We put it up in March.",
        status="under_way",
    )

    expect(page.locator(f"#answer-{lamp.pk}")).to_contain_text(
        "We put it up in March", timeout=SOON
    )
    expect(page.locator(f"#idea-{lamp.pk}")).to_contain_text("Under way", timeout=SOON)
    expect(page.locator(f"#timeline-{lamp.pk}")).to_contain_text("Streets", timeout=SOON)


def test_a_tally_moves_in_place_and_the_bar_with_it(visit, lamp):
    voters = [person(f"Voter{n}") for n in range(9)]
    for voter in voters[:6]:
        cast_vote(voter=voter, idea=lamp, stand=1)
    page = live(visit().go(address(lamp)))
    bar = page.locator(f"#tally-{lamp.pk} [data-share=for]")
    expect(bar).to_have_attribute("width", re.compile("^100"))

    for voter in voters[6:]:
        cast_vote(voter=voter, idea=lamp, stand=-1)

    tally = page.locator(f"#tally-{lamp.pk}")
    expect(tally.locator("[data-number=total]")).to_have_text("9", timeout=SOON)
    expect(tally.locator("[data-number=share]")).to_have_text("67")
    assert float((bar.get_attribute("width") or "").strip("%")) == pytest.approx(66.67, abs=0.01)


def test_the_inbox_count_rises_by_itself(visit, ada, bob, lamp):
    page = live(visit(ada).go("/"))
    count = page.locator("#inbox-count")
    expect(count).to_have_text("")

    write_comment(author=bob, idea=lamp, text="Where exactly?")

    expect(count).to_contain_text("1", timeout=SOON)


def test_a_flag_appears_in_the_queue(visit, bob, mod, lamp):
    comment = write_comment(author=bob, idea=lamp, text="Buy cheap lamps from me.")
    page = live(visit(mod).go("/desk"))
    expect(page.get_by_text("Buy cheap lamps from me.")).to_have_count(0)

    flag(flagger=person("Wanda"), content=comment, rule="advertising")

    expect(page.get_by_text("Buy cheap lamps from me.").first).to_be_visible(timeout=SOON)


def test_a_removed_idea_is_replaced_by_its_mark(visit, mod, lamp):
    page = live(visit().go(address(lamp)))

    hide_idea(idea=lamp, moderator=mod, rule="advertising")

    expect(page.get_by_role("heading", name="A lamp at the ferry")).to_have_count(0, timeout=SOON)
    expect(page.locator("#main")).not_to_be_empty()


def test_words_being_written_survive_everything_that_comes(visit, ada, bob, mod, lamp):
    page = live(visit(bob).go(address(lamp)))
    box = page.locator("#comments textarea").first
    box.fill("I have been thinking about this for a")

    said = write_comment(author=ada, idea=lamp, text="A comment of mine.")
    expect(page.get_by_text("A comment of mine.")).to_have_count(1, timeout=SOON)
    hide_comment(comment=said, moderator=mod, rule="advertising")
    edit_idea(author=ada, idea=lamp, words=words("A lamp at the old ferry"), version=lamp.version)

    heading = page.get_by_role("heading", name="A lamp at the old ferry")
    expect(heading).to_be_visible(timeout=SOON)
    expect(page.get_by_text("A comment of mine.")).to_have_count(0, timeout=SOON)
    expect(box).to_have_value("I have been thinking about this for a")


def test_new_comments_are_told_politely_and_once(visit, ada, lamp):
    page = live(visit().go(address(lamp)))

    for number in range(3):
        write_comment(author=ada, idea=lamp, text=f"Number {number}.")

    news = page.locator("#live-news")
    expect(news).to_have_attribute("aria-live", "polite")
    expect(news.locator(".toast")).to_have_text("3 new contributions", timeout=SOON)


def test_without_websockets_the_page_asks_the_same_log(visit, ada, lamp):
    visitor = visit()
    visitor.page.add_init_script(NO_SOCKETS)
    page = visitor.go(address(lamp))
    expect(page.locator("html")).to_have_attribute("data-live", "lost", timeout=SOON)

    write_comment(author=ada, idea=lamp, text="Seen without a socket.")

    expect(page.get_by_text("Seen without a socket.")).to_have_count(1, timeout=30_000)


def test_a_page_of_an_older_epoch_reads_itself_anew(visit, ada, lamp):
    from live import epoch

    page = live(visit().go(address(lamp)))
    epoch.renew()
    with_words = write_comment(author=ada, idea=lamp, text="After the restore.")

    expect(page.locator(f"#comment-{with_words.pk}")).to_be_visible(timeout=20_000)
