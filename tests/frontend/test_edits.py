"""Changing, comparing and taking back what one wrote."""

import pytest
from django.urls import reverse

from comments.actions import write_comment
from communities.actions import create_group
from ideas.actions import edit_idea
from tests.cast import running, words


def sent(idea, **rest):
    given = {
        "title": "Benches with a roof",
        "summary": "Somewhere dry to sit.",
        "answer_problem": "Waiting hurts.",
        "answer_solution": "A bench under a roof.",
        "answer_impact": "",
        "tags": "",
        "place": "",
        "note": "It rains",
        "version": idea.version,
    }
    return given | rest


@pytest.fixture
def edit_url(idea):
    return reverse("idea_edit", args=[idea.pk])


def test_an_author_edits_and_both_versions_can_be_compared(client, ada, bob, idea, edit_url):
    client.force_login(ada)
    page = client.get(edit_url).content.decode()
    assert 'name="version" value="1"' in page
    assert "Waiting hurts." in page
    answer = client.post(edit_url, sent(idea))
    idea.refresh_from_db()
    assert answer.url == reverse("idea", args=[idea.pk, idea.slug])
    assert (idea.title, idea.version) == ("Benches with a roof", 2)
    client.force_login(bob)
    page = client.get(reverse("revisions", args=[idea.pk])).content.decode()
    assert "It rains" in page
    assert "<del>at every stop</del>" in page
    assert "<ins>with a roof</ins>" in page
    first = client.get(reverse("revision", args=[idea.pk, 1])).content.decode()
    assert "As it was proposed" in first
    assert "<ins>" not in first
    assert client.get(reverse("revision", args=[idea.pk, 3])).status_code == 404


def test_the_difference_shows_markup_as_text(client, ada, idea, edit_url):
    client.force_login(ada)
    client.post(edit_url, sent(idea, answer_problem="<script>alert(1)</script> **x**"))
    page = client.get(reverse("revisions", args=[idea.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def test_two_editors_meet_both_texts_and_nobodys_is_lost(client, ada, idea, edit_url):
    client.force_login(ada)
    mine = sent(idea, title="My own title")
    edit_idea(author=ada, idea=idea, words=words("Saved in another tab"), version=1)
    answer = client.post(edit_url, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Saved in another tab" in page
    assert 'value="My own title"' in page
    assert 'name="version" value="2"' in page
    again = client.post(edit_url, mine | {"version": 2})
    idea.refresh_from_db()
    assert again.status_code == 303
    assert (idea.title, idea.version) == ("My own title", 3)


def test_a_refused_edit_keeps_its_text_and_names_the_field(client, ada, idea, edit_url):
    client.force_login(ada)
    answer = client.post(edit_url, sent(idea, summary="", title="Kept in the form"))
    page = answer.content.decode()
    assert answer.status_code == 400
    assert 'value="Kept in the form"' in page
    assert 'href="#id_summary"' in page


@pytest.mark.parametrize("version", ["", "x", "9" * 5000, "-1", "1\x00"])
def test_a_broken_version_is_refused(client, ada, idea, edit_url, version):
    client.force_login(ada)
    assert client.post(edit_url, sent(idea, version=version)).status_code == 400


def test_nobody_else_edits_or_withdraws(client, bob, mod, idea, edit_url):
    urls = [edit_url, reverse("idea_withdrawal", args=[idea.pk])]
    for url in urls:
        assert client.get(url).url.startswith(reverse("account_login"))
    for other in (bob, mod):
        client.force_login(other)
        for url in urls:
            assert client.get(url).status_code == 403
            assert "author" in client.post(url, sent(idea)).content.decode()
    idea.refresh_from_db()
    assert idea.version == 1
    assert idea.withdrawn_at is None


def test_in_a_vote_nothing_is_edited(client, ada, community, idea):
    idea.group = create_group(community=community, slug="v", name="V", phases=running("vote"))
    idea.save()
    client.force_login(ada)
    answer = client.get(reverse("idea_edit", args=[idea.pk]))
    assert answer.status_code == 403
    assert "no longer be edited in this phase" in answer.content.decode()


def test_withdrawing_asks_why_and_shows_the_reason(client, ada, idea):
    client.force_login(ada)
    url = reverse("idea_withdrawal", args=[idea.pk])
    assert client.get(url).status_code == 200
    empty = client.post(url, {"because": " "})
    assert empty.status_code == 400
    idea.refresh_from_db()
    assert idea.withdrawn_at is None
    answer = client.post(url, {"because": "The stops have benches now."})
    assert answer.url == reverse("idea", args=[idea.pk, idea.slug])
    idea.refresh_from_db()
    assert idea.withdrawn_because == "The stops have benches now."
    assert client.post(url, {"because": "again"}).status_code == 303


@pytest.fixture
def comment(bob, idea):
    return write_comment(author=bob, idea=idea, text="Only with a **roof**.")


def test_a_contribution_is_edited_and_a_conflict_shows_both(client, bob, comment):
    client.force_login(bob)
    url = reverse("comment_edit", args=[comment.pk])
    assert "Only with a **roof**." in client.get(url).content.decode()
    done = client.post(url, {"text": "Only with a wide roof.", "version": 1})
    assert done.url.endswith(f"#comment-{comment.pk}")
    late = client.post(url, {"text": "Without one.", "version": 1})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Only with a wide roof." in page
    assert "Without one.</textarea>" in page
    assert 'name="version" value="2"' in page
    comment.refresh_from_db()
    assert comment.text == "Only with a wide roof."


def test_a_contribution_is_taken_back_after_asking(client, bob, comment):
    client.force_login(bob)
    url = reverse("comment_withdrawal", args=[comment.pk])
    assert client.get(url).status_code == 200
    comment.refresh_from_db()
    assert comment.withdrawn_at is None
    assert client.post(url).status_code == 303
    comment.refresh_from_db()
    assert comment.withdrawn_at
    assert client.get(url).status_code == 404


def test_others_words_are_not_for_changing(client, ada, comment):
    client.force_login(ada)
    for name in ("comment_edit", "comment_withdrawal"):
        url = reverse(name, args=[comment.pk])
        assert client.get(url).status_code == 403
        assert client.post(url, {"text": "mine now", "version": 1}).status_code == 403
    comment.refresh_from_db()
    assert comment.text == "Only with a **roof**."
