"""Screening: what each sign weighs, who is queued and who is held, and what nobody else learns."""

import csv
from dataclasses import replace

import pytest

import search
from activity.circumstances import UNKNOWN
from activity.models import Event
from activity.screening import HOLD, PUBLISH, QUEUE, Draft, ask
from comments.actions import edit_comment, write_comment
from comments.models import Comment
from communities.actions import grant_role
from ideas.actions import propose_idea
from ideas.models import Idea
from moderation import queries, sentences, weights
from moderation.models import Case
from tests import realdata
from tests.cast import words
from tests.moderation.conftest import SPAM

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(bob, idea):
    def judging(text, circumstances=UNKNOWN, author=None):
        draft = Draft("comment", (author or bob).pk, idea.group_id, text, idea.pk)
        return ask(draft, circumstances)

    return judging


@pytest.mark.parametrize(
    ("text", "signals"),
    [
        ("More at https://example.org/benches", {"links"}),
        ("See example.com, it is cheap", {"links"}),
        ("cheap things at kidsmedia . com", {"links"}),
        ("look http://bit.ly/abc", {"links", "shortener"}),
        ("Please check out my new channel", {"invitation"}),
        ("Haz clic y compra ahora", {"invitation"}),
        ("Great post, thanks for sharing!", {"praise"}),
        ("THIS IS THE ONLY THING THAT WORKS", {"shouting"}),
        ("Great job with the benches", set()),
        ("The mayor is a fool and this office is a disgrace", set()),
        ("This site is useless and censors people", set()),
        ("It got worse.Be honest about it, e.g. at night", set()),
        ("لا يوجد مقعد واحد في المحطة", set()),
    ],
)
def test_what_counts_as_a_sign_and_what_does_not(judge, text, signals):
    verdict = judge(text)
    assert {signal.name for signal in verdict.signals} == signals
    stored = [{"name": s.name, "values": s.values} for s in verdict.signals]
    assert len(sentences.of_signals(stored)) == len(signals)


def test_no_single_sign_holds(judge):
    assert max([*weights.POINTS.values(), weights.MOST_LINK_POINTS]) < weights.HOLD
    many = " ".join(f"https://example{n}.org" for n in range(30))
    assert judge(many).outcome == QUEUE


def test_a_filled_trap_alone_only_queues_and_with_another_sign_holds(judge):
    trapped = replace(UNKNOWN, trap_filled=True)
    assert judge("Benches are needed.", trapped).outcome == QUEUE
    assert judge("More at https://example.org", trapped).outcome == HOLD
    assert judge("Benches are needed.", replace(UNKNOWN, seconds_to_fill=0.4)).outcome == PUBLISH


def test_the_same_words_again_are_noticed_however_they_are_dressed(bob, idea, judge):
    write_comment(author=bob, idea=idea, text="Benches please, at every single stop.")
    assert {s.name for s in judge("BENCHES, please – at every single STOP!!").signals} >= {
        "repeated"
    }
    assert judge("I agree.").outcome == PUBLISH
    write_comment(author=bob, idea=idea, text="I agree.")
    assert judge("I agree.").outcome == PUBLISH


def test_others_may_say_the_same(ada, bob, idea, judge):
    write_comment(author=bob, idea=idea, text="Benches please, at every single stop.")
    assert judge("Benches please, at every single stop.", author=ada).outcome == PUBLISH


def test_people_known_better_are_queued_but_not_held(ada, bob, mod, idea, judge):
    assert judge(SPAM).outcome == HOLD
    for text in ("One bench.", "Two benches.", "Three benches."):
        write_comment(author=bob, idea=idea, text=text)
    assert judge(SPAM).outcome == QUEUE
    ada.known = "employee"
    ada.save()
    assert judge(SPAM, author=ada).outcome == QUEUE
    assert judge(SPAM, author=mod).outcome == QUEUE
    assert judge("More at https://example.org", author=mod).outcome == PUBLISH


def test_words_that_wait_on_the_desk_make_nobody_known(bob, idea, judge):
    for number in range(4):
        write_comment(author=bob, idea=idea, text=f"More at https://example.org/{number}")
    assert judge(SPAM).outcome == HOLD


def test_a_held_comment_reaches_nobody_but_its_author_and_the_moderators(ada, bob, mod, idea, news):
    before = Idea.objects.get(pk=idea.pk)
    with news() as heard:
        held = write_comment(author=bob, idea=idea, text=SPAM)
    assert {stream for stream, *_ in heard} == {f"moderation:{idea.group_id}", f"user:{bob.pk}"}
    assert [u for u in (ada, bob, mod) if Comment.objects.visible_to(u).exists()] == [bob, mod]
    now = Idea.objects.get(pk=idea.pk)
    assert (now.comment_count, now.debater_count) == (before.comment_count, before.debater_count)
    assert not search.query("cheap", group_ids=[idea.group_id])
    assert (
        "may be advertising because it has 2 links"
        in queries.why_held(bob.pk, [held])["comment", held.pk]
    )
    assert queries.why_held(ada.pk, [held]) == {}


def test_a_held_idea_is_in_no_list_and_no_count(ada, bob, group):
    held = propose_idea(author=ada, group=group, words=words("Cheap loans", summary=SPAM))
    group.refresh_from_db()
    assert held.held_at and group.idea_count == 0
    assert not Idea.objects.visible_to(bob).exists()
    assert not Event.objects.filter(stream__key__startswith="group:").exists()


def test_an_edit_is_screened_as_well_and_a_clean_edit_frees_nothing(bob, idea, comment):
    edit_comment(author=bob, comment=comment, text=SPAM, version=1)
    comment.refresh_from_db()
    assert comment.held_at and Case.objects.get().held
    edit_comment(author=bob, comment=comment, text="Benches are dear.", version=2)
    comment.refresh_from_db()
    case = Case.objects.get()
    assert comment.held_at and case.held and case.signals == []


def test_screening_asks_little_of_the_database(bob, idea, judge, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        judge(SPAM)
    with django_assert_max_num_queries(1):
        judge("A quiet sentence about benches and shade.")


def outcomes(judge, file, label):
    with realdata.path("spam").joinpath(file).open(encoding="utf-8") as rows:
        texts = [row["text"] for row in csv.DictReader(rows) if row["label"] == label]
    return [judge(text).outcome for text in texts]


@pytest.mark.realdata
def test_of_honest_civic_words_fewer_than_one_in_a_hundred_are_held(judge, monkeypatch):
    monkeypatch.setattr("moderation.record.recent_texts", lambda *_, **__: [])
    found = outcomes(judge, "civic_ham.csv", "ham")
    assert len(found) > 5000
    assert found.count(HOLD) < 0.01 * len(found)
    assert found.count(QUEUE) < 0.01 * len(found)


@pytest.mark.realdata
def test_of_real_spam_at_least_half_comes_before_a_moderator(judge, monkeypatch):
    monkeypatch.setattr("moderation.record.recent_texts", lambda *_, **__: [])
    found = outcomes(judge, "youtube.csv", "spam")
    assert found.count(PUBLISH) <= 0.5 * len(found)


def test_grants_do_not_outlive_their_end(bob, group, judge):
    from communities.actions import end_role

    role = grant_role(admin=None, person=bob, role="employee", group=group)
    assert judge(SPAM).outcome == QUEUE
    end_role(admin=None, membership=role)
    assert judge(SPAM).outcome == HOLD
