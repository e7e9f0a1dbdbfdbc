"""Search finds what one may see, marks the words safely, and never breaks on punctuation."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comments.actions import write_comment
from communities.actions import create_group
from frontend.shapes.found import excerpt_of, parts_of
from ideas.actions import answer_idea, hide_idea, propose_idea
from search.words import asked
from tests.cast import open_group, person, running, words
from tests.realdata import path as realdata

URL = "/search/"


def test_ideas_points_and_answers_are_found_with_their_words_marked(
    client, bob, official, department, idea
):
    comment = write_comment(author=bob, idea=idea, text="A bench costs less than a knee.", side=1)
    answer_idea(
        official=official, idea=idea, department=department, text="Ten benches.", status="done"
    )
    page = client.get(URL, {"q": "bench"}).content.decode()
    assert "<mark>Benches</mark> at every stop" in page
    assert reverse("comment", args=[comment.pk]) in page
    assert "A <mark>bench</mark> costs" in page
    assert f"#answer-{idea.pk}" in page
    only = client.get(URL, {"q": "bench", "kind": "answer"}).content.decode()
    assert "Ten <mark>benches</mark>." in only
    assert "a knee" not in only


def test_what_people_wrote_is_shown_as_text(client, ada, group):
    propose_idea(author=ada, group=group, words=words("<img src=x> roof", summary="<b>roof</b>"))
    page = client.get(URL, {"q": "roof"}).content.decode()
    assert "&lt;img src=x&gt; <mark>roof</mark>" in page
    assert "&lt;b&gt;<mark>roof</mark>&lt;/b&gt;" in page


def test_where_nothing_is_found_the_words_become_a_proposal(client, group):
    page = client.get(URL, {"q": "solar chairs"}).content.decode()
    assert f"{reverse('propose_somewhere')}?title=solar+chairs" in page


def test_what_one_may_not_see_is_not_found(client, ada, mod, community, idea):
    create_group(community=community, slug="x", name="X", phases=running("propose"))
    secret = open_group(community, "inner", visibility="secret")
    root = person("Root", is_superuser=True)
    propose_idea(author=root, group=secret, words=words("Benches in secret"))
    hide_idea(idea=idea, moderator=mod, rule="spam")
    client.force_login(ada)
    page = client.get(URL, {"q": "benches"}).content.decode()
    assert "Nothing here says that yet" in page
    assert "secret" not in page


def test_many_results_cost_no_more_queries_than_one(client, ada, bob, group, idea):
    client.force_login(bob)

    def asked_for() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(URL, {"q": "benches"})
        assert page.content.decode().count("card--plain") == count
        return len(queries)

    count = 1
    one = asked_for()
    for n in range(14):
        propose_idea(author=ada, group=group, words=words(f"Benches {n}"))
    count = 15
    assert asked_for() <= one <= 12


def test_every_hostile_question_is_answered(client, idea):
    lines = realdata("attacks/blns/blns.json").read_text("utf-8")
    hostile = [*lines.splitlines(), '"', "a OR", "NEAR(", "*", "a" * 5000, "é" * 300, "%", "' --"]
    for question in hostile:
        if "\x00" not in question:
            assert client.get(URL, {"q": question}).status_code == 200, question


@pytest.mark.parametrize("text", ["", "plain", "Élan élan ELAN!", "בַּיִת x", "x" * 3000, "a b  c\n"])
def test_marked_parts_join_to_the_text(text):
    assert "".join(part.text for part in parts_of(text, asked("elan x"))) == text


def test_accents_and_case_do_not_matter_for_the_marks():
    parts = parts_of("Élan and elan, ELAN.", asked("elan"))
    assert [part.text for part in parts if part.hit] == ["Élan", "elan", "ELAN"]


def test_an_excerpt_stands_around_the_first_match():
    text = "one " * 200 + "needle " + "two " * 200
    cut = "".join(part.text for part in excerpt_of(text, asked("needle")))
    assert cut.startswith("… ")
    assert cut.endswith(" …")
    assert "needle" in cut
    assert len(cut) < 300
