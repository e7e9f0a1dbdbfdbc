"""Voting, writing and marking from a page: whole forms without scripts, fragments with them."""

import pytest

from comments.actions import write_comment
from comments.models import Comment, Mark
from frontend.shapes.cards import idea_url
from ideas.actions import hold_idea
from voting.models import Vote

FRAGMENT = {"HX-Request": "true"}


def test_a_press_votes_and_leads_back_to_where_it_was_pressed(client, idea, bob):
    client.force_login(bob)
    sent = {"stand": "for", "back": "/c/wellbridge/service/?order=newest", "part": "card"}
    response = client.post(f"/ideas/{idea.pk}/vote", sent)
    assert response.status_code == 303
    assert response["Location"] == f"/c/wellbridge/service/?order=newest#idea-{idea.pk}"
    assert Vote.objects.get().stand == 1


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:1"])
def test_the_way_back_never_leads_to_another_site(client, idea, bob, elsewhere):
    client.force_login(bob)
    response = client.post(f"/ideas/{idea.pk}/vote", {"stand": "for", "back": elsewhere})
    assert response["Location"].startswith("/ideas/")


@pytest.mark.parametrize(
    ("part", "root"), [("stand", "stand-"), ("card", "idea-")], ids=["page", "card"]
)
def test_with_scripts_a_vote_answers_the_part_that_changed(client, idea, bob, part, root):
    client.force_login(bob)
    response = client.post(
        f"/ideas/{idea.pk}/vote", {"stand": "against", "part": part}, headers=FRAGMENT
    )
    html = response.content.decode()
    assert response.status_code == 200
    assert f'id="{root}{idea.pk}"' in html
    assert 'value="against" aria-pressed="true"' in html
    assert "<html" not in html


def test_an_empty_stand_takes_the_vote_back(client, idea, bob):
    client.force_login(bob)
    client.post(f"/ideas/{idea.pk}/vote", {"stand": "no_opinion"})
    client.post(f"/ideas/{idea.pk}/vote", {"stand": ""})
    assert not Vote.objects.exists()


def test_a_stand_that_is_none_is_refused(client, idea, bob):
    client.force_login(bob)
    assert client.post(f"/ideas/{idea.pk}/vote", {"stand": "7"}).status_code == 400


def test_a_vote_in_a_closed_phase_is_refused_with_the_reason(client, idea, bob):
    idea.group.phases.filter(kind="vote").delete()
    client.force_login(bob)
    for headers in ({}, FRAGMENT):
        response = client.post(f"/ideas/{idea.pk}/vote", {"stand": "for"}, headers=headers)
        assert response.status_code == 403
        assert "Voting is closed now." in response.content.decode()
    assert not Vote.objects.exists()


@pytest.mark.parametrize("path", ["vote", "comments"])
def test_a_visitor_sees_the_form_and_is_led_to_sign_in(client, idea, path):
    address = f"/ideas/{idea.pk}/{path}"
    html = client.get(address).content.decode()
    assert f"/accounts/login/?next={address}" in html
    response = client.post(address, {"stand": "for", "text": "x"})
    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={address}"
    with_scripts = client.post(address, {"stand": "for"}, headers=FRAGMENT)
    assert with_scripts["HX-Redirect"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize(("side", "number"), [("for", 1), ("against", -1), ("", 0)])
def test_a_contribution_is_written_and_shown_in_its_place(client, idea, bob, side, number):
    client.force_login(bob)
    form = client.get(f"/ideas/{idea.pk}/comments", {"side": side}).content.decode()
    assert f'name="side" value="{side}"' in form or (not side and 'name="side"' in form)
    response = client.post(f"/ideas/{idea.pk}/comments", {"side": side, "text": "It *helps*"})
    made = Comment.objects.get()
    assert (made.side, made.author) == (number, bob)
    assert response.status_code == 303
    assert response["Location"] == f"{idea_url(idea)}#comment-{made.pk}"
    assert "<em>helps</em>" in client.get(idea_url(idea)).content.decode()


def test_pressing_twice_says_it_once(client, idea, bob):
    client.force_login(bob)
    sent = {"text": "Once", "key": "a" * 32}
    for _press in range(2):
        assert client.post(f"/ideas/{idea.pk}/comments", sent).status_code == 303
    assert Comment.objects.count() == 1


def test_a_form_keeps_its_text_when_it_is_too_long(client, idea, bob):
    client.force_login(bob)
    text = "long " * 200
    for headers in ({}, FRAGMENT):
        response = client.post(
            f"/ideas/{idea.pk}/comments", {"side": "for", "text": text}, headers=headers
        )
        assert response.status_code == 400
        assert text.strip() in response.content.decode()
        assert "field__error" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", "   \n ", "nul\x00", "lone \ud800 half"])
def test_words_that_are_none_are_refused_with_a_sentence(client, idea, bob, text):
    client.force_login(bob)
    body = {"text": text.encode("utf-8", "surrogatepass")}
    response = client.post(f"/ideas/{idea.pk}/comments", body)
    assert response.status_code in {303, 400}
    assert (response.status_code == 303) == Comment.objects.exists()
    assert "\x00" not in "".join(Comment.objects.values_list("text", flat=True))


def test_an_unknown_side_is_refused(client, idea, bob):
    client.force_login(bob)
    for ask in (client.get, client.post):
        assert ask(f"/ideas/{idea.pk}/comments", {"side": "both"}).status_code == 400


def test_words_in_a_closed_discussion_are_refused_and_kept_in_the_form(client, idea, bob):
    idea.group.phases.filter(kind="discuss").delete()
    client.force_login(bob)
    response = client.post(f"/ideas/{idea.pk}/comments", {"text": "Too late, but dear to me"})
    html = response.content.decode()
    assert response.status_code == 403
    assert "The discussion is closed now." in html
    assert "Too late, but dear to me" in html
    assert "The discussion is closed now." in client.get(idea_url(idea)).content.decode()


def test_with_scripts_a_new_point_comes_with_its_place_and_a_fresh_button(client, idea, bob):
    client.force_login(bob)
    response = client.post(
        f"/ideas/{idea.pk}/comments", {"side": "for", "text": "It helps"}, headers=FRAGMENT
    )
    html = response.content.decode()
    assert f'id="write-for-{idea.pk}"' in html
    assert f'hx-swap-oob="beforeend:#points-{idea.pk}"' in html
    assert f'id="comment-{Comment.objects.get().pk}"' in html


def test_a_reply_goes_below_what_it_answers(client, idea, ada, bob):
    first = write_comment(author=ada, idea=idea, text="And in winter?")
    client.force_login(bob)
    address = f"/comments/{first.pk}/replies"
    assert "And in winter?" in client.get(address).content.decode()
    html = client.post(address, {"text": "Warm wood"}, headers=FRAGMENT).content.decode()
    reply = Comment.objects.get(parent=first)
    assert f'hx-swap-oob="beforeend:#replies-{first.pk}"' in html
    assert f'data-list="replies-{first.pk}"' in html
    assert reply.text == "Warm wood"


def test_a_press_says_that_words_convince_and_a_second_one_takes_it_back(client, idea, ada, bob):
    point = write_comment(author=ada, idea=idea, text="It helps", side=1)
    client.force_login(bob)
    address = f"/comments/{point.pk}/convincing"
    html = client.post(address, {"convincing": "yes"}, headers=FRAGMENT).content.decode()
    assert 'name="convincing" value="" aria-pressed="true"' in html
    assert Mark.objects.get().convincing
    response = client.post(address, {"convincing": ""})
    assert response["Location"] == f"{idea_url(idea)}#comment-{point.pk}"
    assert not Mark.objects.exists()
    assert client.post(address, {"convincing": "very"}).status_code == 400


def test_nobody_marks_their_own_words(client, idea, ada):
    point = write_comment(author=ada, idea=idea, text="It helps", side=1)
    client.force_login(ada)
    address = f"/comments/{point.pk}/convincing"
    response = client.post(address, {"convincing": "yes"}, headers=FRAGMENT)
    assert response.status_code == 403
    assert "Others say whether your words convince." in response.content.decode()
    assert 'name="convincing"' not in client.get(idea_url(idea)).content.decode()


def test_what_one_cannot_see_is_not_found_for_every_act(client, idea, ada, bob):
    point = write_comment(author=ada, idea=idea, text="It helps", side=1)
    hold_idea(idea=idea, moderator=None)
    client.force_login(bob)
    for path in (f"ideas/{idea.pk}/vote", f"ideas/{idea.pk}/comments", f"ideas/{idea.pk}/card"):
        assert client.get(f"/{path}").status_code == 404
        assert client.post(f"/{path}", {"text": "x", "stand": "for"}).status_code in {404, 405}
    for path in ("convincing", "replies", "fragment"):
        assert client.get(f"/comments/{point.pk}/{path}").status_code == 404
    assert client.get(f"/comments/{point.pk}").status_code == 404


def test_a_permanent_page_points_at_its_contribution(client, idea, ada):
    first = write_comment(author=ada, idea=idea, text="First")
    reply = write_comment(author=ada, idea=idea, text="Second", parent=first)
    html = client.get(f"/comments/{reply.pk}").content.decode()
    assert html.index("First") < html.index("Second")
    assert html.count("is-here") == 1
    assert f'href="{idea_url(idea)}#comment-{first.pk}"' in html


def test_a_removed_contributions_own_page_is_gone_and_shows_its_mark(client, idea, bob, mod):
    from comments.actions import hide_comment

    comment = write_comment(author=bob, idea=idea, text="Buy cheap watches")
    hide_comment(comment=comment, moderator=mod, rule="advertising")
    response = client.get(f"/comments/{comment.pk}")
    assert response.status_code == 410
    assert b"Buy cheap watches" not in response.content
    assert b"advertising" in response.content


def test_every_form_carries_a_key_of_its_own(client, idea, bob):
    client.force_login(bob)
    pages = [client.get(f"/ideas/{idea.pk}/comments").content.decode() for _visit in range(2)]
    keys = {page.partition('name="key" value="')[2].partition('"')[0] for page in pages}
    assert len(keys) == 2
    assert all(len(key) == 32 for key in keys)


def test_a_permanent_page_folds_nothing_away(client, idea, ada, bob):
    point = write_comment(author=ada, idea=idea, text="It helps", side=1)
    reply = write_comment(author=bob, idea=idea, text="Does it?", parent=point)
    html = client.get(f"/comments/{reply.pk}").content.decode()
    assert "Does it?" in html
    assert "<details" not in html
