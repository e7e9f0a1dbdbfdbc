"""An official answers in a department's name; nobody else does."""

import pytest
from django.urls import reverse

from communities.actions import grant_role
from communities.models import Department
from tests.cast import person


@pytest.fixture
def url(idea):
    return reverse("idea_answers", args=[idea.pk])


def sent(department, **rest):
    given = {
        "department": department.pk,
        "status": "under_way",
        "text": "We build **ten** in spring.",
        "next_step": "The first one in March",
        "due_on": "2027-03-01",
        "key": "made-with-the-form",
    }
    return given | rest


def test_an_answer_changes_the_status_and_is_given_once(client, official, department, idea, url):
    client.force_login(official)
    assert "Streets" in client.get(url).content.decode()
    for _press in range(2):
        answer = client.post(url, sent(department))
        assert answer.url.endswith(f"#answer-{idea.pk}")
    row = idea.answers.get()
    idea.refresh_from_db()
    assert idea.status == "under_way"
    assert (row.department, row.official) == (department, official)
    assert str(row.due_on) == "2027-03-01"


def test_an_official_answers_for_their_own_department_only(
    client, official, department, community, idea, url
):
    parks = Department.objects.create(community=community, name="Parks")
    client.force_login(official)
    assert "Parks" not in client.get(url).content.decode()
    assert client.post(url, sent(parks)).status_code == 400
    assert not idea.answers.exists()


def test_an_official_without_a_department_chooses_one(client, community, department, url):
    Department.objects.create(community=community, name="Parks")
    olaf = person("Olaf")
    grant_role(admin=None, person=olaf, role="official", community=community)
    client.force_login(olaf)
    page = client.get(url).content.decode()
    assert "Parks" in page
    assert "Streets" in page


def test_a_refused_answer_keeps_its_text(client, official, department, idea, url):
    client.force_login(official)
    wrong = {"status": "great", "due_on": "soon", "department": "9" * 40, "next_step": "x" * 301}
    for name, value in wrong.items():
        answer = client.post(url, sent(department) | {name: value})
        assert answer.status_code == 400, name
        assert "We build **ten** in spring.</textarea>" in answer.content.decode()
    assert not idea.answers.exists()


def test_nobody_else_answers(client, ada, mod, department, idea, url):
    assert client.get(url).url.startswith(reverse("account_login"))
    for other in (ada, mod):
        client.force_login(other)
        assert client.get(url).status_code == 403
        assert client.post(url, sent(department)).status_code == 403
    assert not idea.answers.exists()
