"""The life of an idea: draft, published, edited, answered, withdrawn, hidden."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activity.errors import EditConflict
from ideas.actions import (
    answer_idea,
    edit_idea,
    hide_idea,
    propose_idea,
    publish_idea,
    restore_idea,
    save_draft,
    start_draft,
    withdraw_idea,
)
from ideas.models import Idea
from ideas.words import Words
from tests.cast import words

pytestmark = pytest.mark.django_db


def test_a_draft_is_its_authors_alone_until_it_is_published(ada, bob, mod, group):
    draft = start_draft(author=ada, group=group, words=Words(title="Half a thought"))
    assert Idea.objects.visible_to(ada).count() == 1
    assert not Idea.objects.visible_to(bob).exists() and not Idea.objects.visible_to(mod).exists()
    with pytest.raises(ValidationError):
        publish_idea(author=ada, idea=draft)
    save_draft(author=ada, idea=draft, words=words())
    publish_idea(author=ada, idea=Idea.objects.get(pk=draft.pk))
    assert Idea.objects.visible_to(bob).count() == 1
    group.refresh_from_db()
    assert group.idea_count == 1


def test_every_revision_is_kept_and_an_outdated_edit_shows_both(ada, idea):
    edit_idea(author=ada, idea=idea, words=words("Benches and shade"), version=1, note="shade")
    assert list(idea.revisions.values_list("version", "title")) == [
        (2, "Benches and shade"),
        (1, "Benches at every stop"),
    ]
    with pytest.raises(EditConflict) as caught:
        edit_idea(author=ada, idea=idea, words=words("Only shade"), version=1)
    assert caught.value.current.title == "Benches and shade"


def test_only_an_official_answers_and_the_status_follows(bob, mod, official, department, idea):
    for person in (bob, mod):
        with pytest.raises(PermissionDenied):
            answer_idea(official=person, idea=idea, department=department, text="No", status="done")
    answer_idea(
        official=official, idea=idea, department=department, text="We start.", status="under_way"
    )
    idea.refresh_from_db()
    assert idea.status == "under_way"


def test_a_hidden_idea_is_gone_for_all_but_moderators_and_leaves_a_mark(ada, bob, mod, idea):
    hide_idea(idea=idea, moderator=mod, rule="advertising")
    seen = [u.display_name for u in (ada, bob, mod) if Idea.objects.visible_to(u).exists()]
    assert seen == ["Mod"] and Idea.objects.marked_for(bob).exists()
    restore_idea(idea=idea, moderator=mod)
    assert Idea.objects.visible_to(bob).exists()


def test_a_withdrawn_idea_stays_readable_and_leaves_the_lists(ada, bob, idea):
    withdraw_idea(author=ada, idea=idea, because="It is done already.")
    assert Idea.objects.visible_to(bob).exists() and not Idea.objects.listed().exists()


def test_the_same_key_proposes_once(ada, group):
    made = {propose_idea(author=ada, group=group, words=words(), key="k").pk for _ in range(2)}
    assert len(made) == 1 and Idea.objects.count() == 1


def test_all_that_is_wrong_with_an_idea_is_said_at_once(ada, group):
    with pytest.raises(ValidationError) as caught:
        propose_idea(author=ada, group=group, words=Words(title="x" * 121, category_id=99))
    assert {"title", "summary", "category", "answer_problem"} <= set(caught.value.message_dict)
