"""The pages of moderation: flag, decide, and what stands where something was."""

import json
import re
from base64 import urlsafe_b64encode

import pytest
from django.test import Client

from comments.actions import write_comment
from comments.models import Comment
from communities.actions import create_community, grant_role
from ideas.actions import propose_idea
from ideas.models import Idea
from moderation.actions import decide, flag
from moderation.models import Case, Decision, Flag
from tests.cast import open_group, person, words
from tests.moderation.conftest import SPAM

pytestmark = pytest.mark.django_db
WHY = {"rule": "insult", "reason": "It calls a neighbour names."}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(content, seen=0, **more):
    return {"version": content.version, "seen": seen, "key": "k1", **more}


def page(response, status=200) -> str:
    assert response.status_code == status, response.content[:800]
    return response.content.decode()


@pytest.fixture
def desk(mod, group) -> str:
    return f"/c/wellbridge/{group.slug}/desk"


def test_a_visitor_flags_without_an_account_and_without_javascript(comment):
    visitor = Client()
    url = f"/comments/{comment.pk}/flag"
    assert "Benches cost too much" in page(visitor.get(url))
    done = visitor.post(url, {"rule": "insult", "explanation": "Rude."})
    assert done.status_code == 303 and done["Location"].endswith(f"#comment-{comment.pk}")
    assert Flag.objects.get().explanation == "Rude."


def test_a_flag_without_a_rule_comes_back_with_its_words(ada, comment):
    body = page(
        signed_in(ada).post(f"/comments/{comment.pk}/flag", {"explanation": "So rude."}), 400
    )
    assert "So rude." in body and "field__error" in body and not Flag.objects.exists()


def test_one_cannot_flag_ones_own_words_and_the_page_says_so(bob, comment):
    assert "your own words" in page(signed_in(bob).get(f"/comments/{comment.pk}/flag"), 403)


def test_the_desk_is_not_there_for_who_moderates_nothing(ada, official, group, desk, comment):
    elsewhere = create_community(slug="elsewhere", name="Elsewhere")
    away = person("Away")
    grant_role(admin=None, person=away, role="moderator", community=elsewhere)
    open_group(elsewhere, "other")
    for who in (Client(), signed_in(ada), signed_in(official)):
        for url in (
            "/desk/",
            desk,
            f"/desk/comments/{comment.pk}",
            f"/desk/ideas/{comment.idea_id}",
        ):
            assert who.get(url).status_code == 404, url
    assert signed_in(away).get("/desk/").status_code == 200
    assert signed_in(away).get(desk).status_code == 404
    assert signed_in(away).get(f"/desk/comments/{comment.pk}").status_code == 404
    refused = signed_in(away).post(f"/desk/comments/{comment.pk}", sent(comment, act="approve"))
    assert refused.status_code == 404


def test_the_desk_shows_what_why_and_the_words_in_their_thread(ada, bob, mod, idea, desk):
    above = write_comment(author=ada, idea=idea, text="Steel lasts longest.")
    said = write_comment(author=bob, idea=idea, text="Only a fool says so.", parent=above)
    flag(flagger=ada, content=said, rule="insult", explanation="He means me.")
    body = page(signed_in(mod).get(desk, follow=True))
    for shown in ("Only a fool says so.", "Steel lasts longest.", "flagged once", "He means me."):
        assert shown in body
    assert "Ada" in body and "1 contribution on the page" in body
    assert f'data-live-stream="moderation:{idea.group_id}"' in body


def test_a_moderator_hides_previews_and_undoes_on_the_page(bob, mod, comment, desk):
    moderator, url = signed_in(mod), f"/desk/comments/{comment.pk}"
    preview = page(moderator.post(url, sent(comment, act="preview", **WHY)))
    assert "The author would read" in preview and WHY["reason"] in preview
    assert not Decision.objects.exists()
    done = moderator.post(url, sent(comment, act="hide", **WHY))
    assert done.status_code == 303 and done["Location"] == desk
    comment.refresh_from_db()
    assert comment.hidden_at and "look again or undo" in page(moderator.get(desk, follow=True))
    seen = Decision.objects.get().pk
    moderator.post(url, sent(comment, seen=seen, act="restore") | {"key": "k2"})
    comment.refresh_from_db()
    assert comment.is_shown


def test_a_removal_without_a_reason_comes_back_with_what_was_chosen(mod, comment):
    url = f"/desk/comments/{comment.pk}"
    body = page(signed_in(mod).post(url, sent(comment, act="hide", rule="threat")), 400)
    assert re.search(r'value="threat"[^>]*checked', body) and "field__error" in body
    assert not Decision.objects.exists()


def test_a_decision_that_came_too_late_is_told_and_keeps_its_words(mod, community, comment):
    other = person("Maria")
    grant_role(admin=None, person=other, role="moderator", community=community)
    decide(moderator=other, on=comment, act="hold", version=1, **WHY)
    url = f"/desk/comments/{comment.pk}"
    body = page(
        signed_in(mod).post(url, sent(comment, act="hide", rule="threat", reason="Mine")), 409
    )
    assert "moved meanwhile" in body and "Mine" in body and "Maria" in body
    assert f'name="seen" value="{Decision.objects.get().pk}"' in body
    assert Decision.objects.count() == 1


def test_what_is_open_stays_open_when_something_more_urgent_comes(ada, mod, bob, idea, desk):
    said = write_comment(author=bob, idea=idea, text="Only a fool says so.")
    case = flag(flagger=ada, content=said, rule="insult").case
    moderator = signed_in(mod)
    here = moderator.get(desk)["Location"]
    assert f"case={case.pk}" in here
    write_comment(author=bob, idea=idea, text=SPAM)
    assert f'action="/desk/comments/{said.pk}"' in page(moderator.get(here))
    decide(moderator=mod, on=case, act="approve", version=1)
    assert f'action="/desk/comments/{said.pk}"' in page(moderator.get(here))
    for wrong in ("999999", "x", "9" * 40):
        assert moderator.get(f"{desk}?case={wrong}").status_code == 200


def test_after_approving_the_next_case_is_open(ada, mod, comment, spam, desk):
    moderator = signed_in(mod)
    flag(flagger=ada, content=comment, rule="insult")
    first = page(moderator.get(desk, follow=True))
    assert first.index("cheap.example.com") < first.index("Benches cost too much")
    moderator.post(f"/desk/comments/{spam.pk}", sent(spam, act="approve"))
    body = page(moderator.get(desk, follow=True))
    assert f'action="/desk/comments/{comment.pk}"' in body
    spam.refresh_from_db()
    assert spam.is_shown


def test_an_empty_desk_offers_two_at_random(mod, comment, desk):
    moderator = signed_in(mod)
    assert "Nothing waits" in page(moderator.get(desk, follow=True))
    assert f"/desk/comments/{comment.pk}" in page(moderator.get(f"{desk}?look=two"))


def test_a_page_of_the_queue_follows_by_key_and_a_broken_token_is_a_400(mod, ada, idea, bob, desk):
    for number in range(26):
        said = write_comment(author=bob, idea=idea, text=f"Number {number}")
        flag(flagger=ada, content=said, rule="insult")
    moderator = signed_in(mod)
    following = re.search(r'rel="next" href="([^"]+)"', page(moderator.get(desk, follow=True)))
    assert following
    body = page(moderator.get(desk + following[1].replace("&amp;", "&")))
    assert body.count('class="desk__row"') == 1
    assert moderator.get(f"{desk}?after=nonsense").status_code == 400


@pytest.mark.parametrize("url", ["/desk/", None])
def test_the_desk_asks_the_same_at_one_and_at_25_cases(
    mod, ada, bob, idea, desk, url, django_assert_max_num_queries
):
    def add(number):
        author = person(f"Author{number}")
        said = write_comment(author=author, idea=idea, text=f"Number {number}")
        flag(flagger=ada, content=said, rule="insult")

    moderator, counts = signed_in(mod), []
    add(0)
    for more in (range(1), range(1, 25)):
        for number in more:
            add(number) if number else None
        first = moderator.get(url or desk)["Location"]
        with django_assert_max_num_queries(18) as asked:
            page(moderator.get(first))
        counts.append(len(asked))
    assert Case.objects.open().count() == 25
    assert counts[0] == counts[1]


def test_the_author_reads_on_the_page_why_their_words_wait(ada, bob, idea, spam, group):
    own = page(signed_in(bob).get(f"/comments/{spam.pk}"))
    assert "A program thinks this may be advertising because it has 2 links" in own
    assert signed_in(ada).get(f"/comments/{spam.pk}").status_code == 404
    held = propose_idea(author=bob, group=group, words=words("Cheap loans", summary=SPAM))
    url = f"/ideas/{held.pk}-{held.slug}/"
    assert "A program thinks this may be advertising" in page(signed_in(bob).get(url))
    assert Client().get(url).status_code == 404


def test_a_removed_idea_answers_410_with_the_mark_alone(ada, bob, mod, idea):
    url = f"/ideas/{idea.pk}-{idea.slug}/"
    decide(moderator=mod, on=idea, act="hide", version=1, **WHY)
    for who in (Client(), signed_in(bob)):
        for address in (url, f"/ideas/{idea.pk}/"):
            body = page(who.get(address), 410)
            assert "insult or harassment" in body
            assert not [
                w for w in ("Benches", "Waiting hurts", "Ada", WHY["reason"], "Mod") if w in body
            ]
    own = page(signed_in(ada).get(url), 410)
    assert WHY["reason"] in own and "Waiting hurts." in own
    assert "appeal" not in own and page(signed_in(mod).get(url))


def test_a_removed_comment_answers_410_with_the_mark_alone(ada, bob, mod, idea, comment):
    url = f"/comments/{comment.pk}"
    made = decide(moderator=mod, on=comment, act="hide", version=1, **WHY)
    body = page(signed_in(ada).get(url), 410)
    assert "insult or harassment" in body
    assert "Benches cost" not in body and "Bob" not in body and WHY["reason"] not in body
    own = page(signed_in(bob).get(url), 410)
    assert WHY["reason"] in own and "Benches cost" in own
    decide(moderator=mod, on=comment, act="restore", version=1, seen=made.pk)
    assert "Benches cost" in page(Client().get(url))


def test_contributions_go_with_their_idea(ada, mod, idea, comment):
    decide(moderator=mod, on=idea, act="hide", version=1, **WHY)
    body = page(Client().get(f"/comments/{comment.pk}"), 410)
    assert "This idea was taken off the page" in body and "Benches" not in body


def test_what_was_removed_in_a_secret_group_is_not_there_for_others(ada, mod, stranger, community):
    secret = open_group(community, "secret", visibility="secret")
    for who, role in ((ada, "member"), (mod, "moderator")):
        grant_role(admin=None, person=who, role=role, group=secret)
    hidden = propose_idea(author=ada, group=secret, words=words())
    said = write_comment(author=ada, idea=hidden, text="Quiet.")
    decide(moderator=mod, on=hidden, act="hide", version=1, **WHY)
    for url in (f"/ideas/{hidden.pk}-{hidden.slug}/", f"/comments/{said.pk}"):
        assert signed_in(stranger).get(url).status_code == 404
        assert signed_in(ada).get(url).status_code == 410


def test_moderators_find_the_way_to_decide_on_every_contribution(mod, ada, idea, comment):
    url = f"/ideas/{idea.pk}-{idea.slug}/"
    assert f"/desk/comments/{comment.pk}" in page(signed_in(mod).get(url))
    assert "/desk/" not in page(signed_in(ada).get(url))


def test_bad_numbers_from_a_form_are_a_400(mod, comment):
    url = f"/desk/comments/{comment.pk}"
    for wrong in ({"version": "9" * 400}, {"seen": "x"}, {"act": "burn"}, {"rule": "criticism"}):
        response = signed_in(mod).post(url, sent(comment, act="hide", **WHY) | wrong)
        assert response.status_code == 400, wrong
    assert not Decision.objects.exists() and Comment.objects.get(pk=comment.pk).is_shown
    assert Idea.objects.count() == 1


@pytest.mark.parametrize(
    "values", [["a"] * 5, [1, 2, 3, 4, 5], [{"at": "x"}] * 5, [2, 1, 1.0, 7, 1], [None] * 5, [2]]
)
def test_a_page_token_of_other_types_is_a_400(mod, ada, comment, desk, values):
    flag(flagger=ada, content=comment, rule="insult")
    token = urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert signed_in(mod).get(f"{desk}?after={token}").status_code == 400
