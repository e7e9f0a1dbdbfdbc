"""Words of one script on the pages of another keep their own direction, marks and all."""

import re

import pytest

PURPOSE = "What should be better at the counter?"
ARABIC = {"accept-language": "ar"}


@pytest.fixture
def asked(group) -> None:
    group.purpose = PURPOSE
    group.save()


@pytest.mark.parametrize("address", ["/", "/c/wellbridge/", "/c/wellbridge/service/"])
def test_what_a_group_asks_stands_in_its_own_direction(client, idea, asked, address):
    html = client.get(address, headers=ARABIC).content.decode()
    assert 'dir="rtl"' in html
    around = re.findall(rf"<(\w+[^>]*)>{re.escape(PURPOSE)}", html)
    assert around
    assert all('dir="auto"' in tag for tag in around)


def test_the_questions_of_an_idea_do_too(client, idea):
    html = client.get(f"/ideas/{idea.pk}/", follow=True, headers=ARABIC).content.decode()
    headings = re.findall(r"<summary><h2([^>]*)>", html)
    assert headings
    assert all('dir="auto"' in heading for heading in headings)
