"""A city's ten thousand ideas are read page by page, and its longest debate to the end."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from activity.keyset import page
from comments.models import Comment
from frontend.shapes.cards import idea_url
from ideas.models import Idea
from tests.cast import person
from voting.orders import ORDERS

pytestmark = [pytest.mark.realdata, pytest.mark.django_db]

VISITOR, SIGNED_IN, PAGE = 12, 18, 25


@pytest.fixture
def ada(group) -> User:
    return person("Ada")


@pytest.fixture
def listing(group) -> str:
    return reverse("group", args=[group.community.slug, group.slug])


@pytest.fixture
def largest(group) -> Idea:
    return Idea.objects.order_by("-comment_count").select_related("group__community").first()


def asked(url: str, reader: User | None = None) -> tuple[str, int]:
    """The page, and how many queries it took."""
    client = Client()
    if reader:
        client.force_login(reader)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode(), len(queries)


def token_of(group, order: str, number: int) -> str:
    """Where page `number` of a list begins, found as a reader would: page after page."""
    token = ""
    rows = Idea.objects.listed().filter(group=group).only("id", "imported_support")
    for _page in range(number - 1):
        token = page(rows, ORDERS[order].keys, after=token, size=PAGE).next
    return token


def ideas_on(html: str) -> list[int]:
    found = re.findall(r'href="/ideas/(\d+)-[^"]*"', html)
    return list(dict.fromkeys(int(pk) for pk in found))


@pytest.mark.parametrize("number", [1, 100, 435])
def test_a_page_of_the_list_is_as_cheap_far_back_as_in_front(group, ada, listing, number) -> None:
    url = f"{listing}?after={token_of(group, 'supported', number)}" if number > 1 else listing
    html, visitor = asked(url)
    _html, signed_in = asked(url, ada)
    assert visitor <= VISITOR
    assert signed_in <= SIGNED_IN
    rows = Idea.objects.filter(group=group).order_by("-imported_support", "-id")
    expected = rows[(number - 1) * PAGE : number * PAGE].values_list("pk", flat=True)
    shown = ideas_on(html)
    assert [pk for pk in shown if pk in set(expected)] == list(expected)


def test_the_most_supported_come_first(listing) -> None:
    ideas = Idea.objects.in_bulk(ideas_on(asked(listing)[0]))
    supports = [ideas[pk].imported_support for pk in ideas_on(asked(listing)[0])][:PAGE]
    assert all(one >= other for one, other in pairwise(supports))
    assert supports[0] == Idea.objects.order_by("-imported_support").first().imported_support


def test_the_largest_debate_is_as_cheap_as_a_small_one(largest, ada) -> None:
    small = Idea.objects.filter(comment_count=1).select_related("group__community").first()
    assert largest.comment_count == 337
    _html, visitor = asked(idea_url(largest))
    _html, signed_in = asked(idea_url(largest), ada)
    assert visitor <= VISITOR
    assert signed_in <= SIGNED_IN
    assert visitor - asked(idea_url(small))[1] <= 1
    assert signed_in - asked(idea_url(small), ada)[1] <= 1


def test_the_largest_debate_can_be_read_to_its_last_word(largest) -> None:
    """Every one of the 337 is on the idea's pages, its points' pages or a thread's own page."""
    seen = read_on(idea_url(largest))
    for side in ("for", "against"):
        seen |= read_on(reverse("points", args=[largest.pk, side]))
    waiting = set(largest.comments.values_list("pk", flat=True)) - seen
    for root in set(largest.comments.filter(pk__in=waiting).values_list("root_id", flat=True)):
        if root:
            seen |= contributions_in(asked(reverse("comment", args=[root]))[0])
    assert set(largest.comments.values_list("pk", flat=True)) <= seen


def read_on(url: str) -> set[int]:
    """Contributions of a list, page after page."""
    seen: set[int] = set()
    after = ""
    while True:
        html, queries = asked(f"{url}?after={after}" if after else url)
        assert queries <= VISITOR
        seen |= contributions_in(html)
        following = re.findall(r'href="\?[^"]*?after=([\w-]+)', html)
        if not following or following[-1] == after:
            return seen
        after = following[-1]


def contributions_in(html: str) -> set[int]:
    return {int(pk) for pk in re.findall(r'id="comment-(\d+)"', html)}


def test_the_longest_thread_stands_on_one_page(group, ada) -> None:
    root = Comment.objects.filter(parent=None).order_by("-reply_count").first()
    html, visitor = asked(reverse("comment", args=[root.pk]))
    assert visitor <= VISITOR
    assert asked(reverse("comment", args=[root.pk]), ada)[1] <= SIGNED_IN
    assert len(contributions_in(html)) == root.reply_count + 1


def test_a_search_of_the_whole_city_is_cheap(group, ada) -> None:
    html, visitor = asked(reverse("search") + "?q=bicicleta")
    assert ideas_on(html)
    assert visitor <= VISITOR
    assert asked(reverse("search") + "?q=bicicleta", ada)[1] <= SIGNED_IN
