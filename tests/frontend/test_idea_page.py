"""The idea's page: how it stands, what was answered, what it says, and who may do what."""

from datetime import timedelta

import pytest
from django.urls import reverse
from html5lib import parse

from activity import clock
from comments.actions import hide_comment, write_comment
from comments.models import Comment
from frontend.shapes.cards import idea_url
from ideas.actions import answer_idea, edit_idea, hide_idea, hold_idea, withdraw_idea
from ideas.models import Idea
from tests.cast import person, words
from voting.actions import cast_vote


def page(client, idea) -> str:
    response = client.get(idea_url(Idea.objects.get(pk=idea.pk)))
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reads_the_idea_and_is_led_to_vote(client, idea):
    html = page(client, idea)
    assert "Benches at every stop" in html
    assert "A bench at every stop." in html
    assert "What problem does it solve?" in html
    assert f'href="/ideas/{idea.pk}/vote?stand=for"' in html
    assert "Nobody has voted yet." in html


def test_a_signed_in_person_has_three_equal_buttons_and_sees_their_own_vote(client, idea, bob):
    cast_vote(voter=bob, idea=idea, stand=-1)
    client.force_login(bob)
    html = page(client, idea)
    assert html.count('name="stand" value="for"') == 1
    assert 'value="against" aria-pressed="true"' in html
    assert "You voted against this idea." in html
    assert "Take back my vote" in html


def test_the_numbers_stand_in_words_and_in_a_bar(client, idea):
    for number in range(6):
        cast_vote(voter=person(f"V{number}"), idea=idea, stand=1 if number < 3 else 0)
    html = page(client, idea)
    assert '<b><span data-number="share">50</span> % for</b>' in html
    assert '<rect data-share="for" x="0%" width="50.00%"' in html


def test_when_voting_is_closed_the_page_says_so_instead_of_buttons(client, idea, bob):
    idea.group.phases.filter(kind="vote").update(closes_at=clock.now() - timedelta(hours=1))
    for reader in (None, bob):
        if reader:
            client.force_login(reader)
        html = page(client, idea)
        assert "Voting is closed now." in html
        assert 'class="votes' not in html


def test_the_newest_answer_stands_on_top_and_earlier_ones_stay(client, idea, official, department):
    said = {"official": official, "idea": idea, "department": department}
    answer_idea(**said, text="We look at it.", status="under_review")
    answer_idea(**said, text="The first bench stands.", status="done", next_step="Nine more")
    html = page(client, idea)
    assert html.index("The first bench stands.") < html.index("We look at it.")
    assert "1 earlier answer" in html
    assert "Nine more" in html
    assert "Streets answered: done" in html


def test_only_an_official_is_offered_to_answer(client, idea, bob, official):
    address = f"/ideas/{idea.pk}/answers"
    for reader, offered in ((bob, False), (official, True)):
        client.force_login(reader)
        assert (address in page(client, idea)) is offered


def test_an_edit_is_told_with_its_reason(client, idea, ada):
    edit_idea(author=ada, idea=idea, words=words(), version=1, note="A classroom course added")
    html = page(client, idea)
    assert "A classroom course added" in html
    assert f'href="/ideas/{idea.pk}/revisions"' in html


def test_the_author_may_edit_and_withdraw_and_others_may_flag(client, idea, ada, bob):
    client.force_login(ada)
    assert f"/ideas/{idea.pk}/edit" in page(client, idea)
    client.force_login(bob)
    html = page(client, idea)
    assert f"/ideas/{idea.pk}/edit" not in html
    assert f"/ideas/{idea.pk}/flag" in html


def test_strongest_points_take_turns_and_carry_their_side(client, idea, ada, bob):
    for number in range(4):
        write_comment(author=ada, idea=idea, text=f"Good reason {number}", side=1)
        write_comment(author=bob, idea=idea, text=f"Bad reason {number}", side=-1)
    tree = parse(page(client, idea), namespaceHTMLElements=False)
    listed = tree.find(f".//div[@id='points-{idea.pk}']")
    sides = [node.get("class").split("--")[-1] for node in listed if node.get("class")]
    assert sides == ["for", "against"] * 3
    assert "2 more points" in page(client, idea)


def test_deep_replies_are_drawn_flat_and_say_whom_they_answer(client, idea, ada, bob):
    comment = write_comment(author=ada, idea=idea, text="Level 0")
    for level in range(1, 6):
        author = (ada, bob)[level % 2]
        comment = write_comment(author=author, idea=idea, text=f"Level {level}", parent=comment)
    html = page(client, idea)
    assert all(f"Level {level}" in html for level in range(6))
    assert html.count("in reply to") == 2
    assert "in reply to Bob" in html


def test_of_many_replies_the_later_ones_are_folded(client, idea, ada):
    comment = write_comment(author=ada, idea=idea, text="Ask me")
    for number in range(6):
        write_comment(author=ada, idea=idea, text=f"Reply {number}", parent=comment)
    html = page(client, idea)
    assert "3 more replies" in html
    assert "Reply 5" in html


def test_a_removed_contribution_leaves_a_mark_without_name_or_text(client, idea, bob, mod):
    comment = write_comment(author=bob, idea=idea, text="Buy cheap watches")
    write_comment(author=mod, idea=idea, text="A reply that stays", parent=comment)
    hide_comment(comment=comment, moderator=mod, rule="advertising")
    html = page(client, idea)
    assert "A contribution was removed here on" in html
    assert "advertising or spam" in html
    assert "Buy cheap watches" not in html
    assert "Bob" not in html
    assert "A reply that stays" in html


def test_a_held_idea_is_shown_to_its_author_with_a_sentence_and_to_nobody_else(
    client, idea, ada, bob
):
    hold_idea(idea=idea, moderator=None)
    client.force_login(bob)
    assert client.get(idea_url(idea)).status_code == 404
    client.force_login(ada)
    assert "Waiting for a moderator" in page(client, idea)


def test_a_hidden_idea_answers_gone_to_whoever_could_have_seen_it(client, idea, mod, stranger):
    hide_idea(idea=idea, moderator=mod, rule="insult")
    response = client.get(idea_url(idea))
    assert response.status_code == 410
    assert b"insult or harassment" in response.content
    assert b"Benches" not in response.content
    assert client.get(f"/ideas/{idea.pk}/card").status_code == 404


def test_a_withdrawn_idea_says_why_and_takes_no_votes(client, idea, ada, bob):
    withdraw_idea(author=ada, idea=idea, because="The benches are there.")
    client.force_login(bob)
    html = page(client, idea)
    assert "Withdrawn by its author on" in html
    assert "The benches are there." in html
    assert 'name="stand"' not in html


@pytest.mark.parametrize("address", ["/ideas/{pk}-old-name/", "/ideas/{pk}/"])
def test_an_old_address_leads_to_the_idea(client, idea, address):
    response = client.get(address.format(pk=idea.pk))
    assert response.status_code in {301, 302}
    assert response["Location"] == idea_url(idea)


def test_a_missing_idea_and_an_endless_number_are_not_found(client, db):
    assert client.get("/ideas/999999-x/").status_code == 404
    assert client.get(f"/ideas/{'9' * 30}-x/").status_code == 404
    assert client.get(f"/ideas/{'9' * 5000}/vote").status_code == 404


def test_the_page_names_its_stream_for_live_pages(client, idea):
    html = page(client, idea)
    assert f'data-live-stream="idea:{idea.pk}"' in html
    assert 'data-live-head="1"' in html
    for part in ("card", "head", "stand", "tally", "answer", "timeline"):
        response = client.get(reverse(f"idea_{part}", args=[idea.pk]))
        assert response.status_code == 200
        assert b"<html" not in response.content


def test_an_unknown_order_of_comments_is_refused_with_the_ones_there_are(client, idea):
    assert client.get(idea_url(idea), {"order": "loudest"}).status_code == 400
    assert client.get(idea_url(idea), {"after": "broken"}).status_code == 400


def test_similar_and_another_lead_on(client, idea, ada, group):
    assert "Nothing like it" in client.get(f"/ideas/{idea.pk}/similar").content.decode()
    assert client.get(f"/ideas/{idea.pk}/another")["Location"] == idea_url(idea)


def test_a_long_imported_point_is_folded_behind_its_beginning(client, idea, ada):
    point = write_comment(author=ada, idea=idea, text="Short", side=1)
    long = "A long argument. " * 60
    Comment.objects.filter(pk=point.pk).update(text=long, html=f"<p>{long}</p>")
    assert 'class="fold fold--small"><summary dir="auto">A long argument.' in page(client, idea)


def test_what_answers_a_point_is_folded_below_it(client, idea, ada, bob):
    point = write_comment(author=ada, idea=idea, text="It helps", side=1)
    write_comment(author=bob, idea=idea, text="Does it?", parent=point)
    html = page(client, idea)
    assert "<summary>1 reply</summary>" in html
    assert "Does it?" in html


def test_a_fold_says_how_many_are_in_it_however_deep(client, idea, ada, bob):
    point = write_comment(author=ada, idea=idea, text="It helps", side=1)
    reply = write_comment(author=bob, idea=idea, text="Does it?", parent=point)
    write_comment(author=ada, idea=idea, text="It does", parent=reply)
    assert "<summary>2 replies</summary>" in page(client, idea)
