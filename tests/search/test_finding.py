"""People find what they may see, by the words they know, on either database."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet

import search
from communities.models import Community, Group

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = 7, 8


def put(
    object_id: int,
    title: str = "",
    words: str = "",
    *,
    kind: str = "idea",
    group_id: int = HERE,
    idea_id: int = 0,
    shown: bool = True,
) -> None:
    search.index(
        kind,
        object_id,
        group_id=group_id,
        idea_id=idea_id or object_id,
        title=title,
        words=words,
        shown=shown,
    )


def found(text: str, groups=(HERE,), **rest) -> list[int]:
    return [hit.object_id for hit in search.query(text, group_ids=list(groups), **rest)]


@pytest.fixture
def towns() -> None:
    put(1, "More trees in the Straße", "Shade for the café on hot days")
    put(2, "A bicycle lane", "Trees would have to go")
    put(3, "Millorem els col·lectius", "L'aigua és de tothom")
    put(4, "图书馆 周末 开放", "市民希望图书馆在周末开放")
    put(5, "पुस्तकालय रविवार को खुला रहे")
    put(6, "اَلْمَكْتَبَةُ مفتوحة")


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ("trees", [1, 2]),
        ("TREES shade", [1]),
        ("cafe", [1]),
        ("strasse", [1]),
        ("STRASSE", [1]),
        ("collectius", [3]),
        ("col·lectius", [3]),
        ("aigua", [3]),
        ("l’aigua es", [3]),
        ("图书馆", [4]),
        ("书", [4]),
        ("馆", [4]),
        ("पुस्तकालय", [5]),
        ("पुस्त", [5]),
        ("المكتبة", [6]),
        ("bicy", [2]),
        ("bicycle la", [2]),
        ("bicy lane", [2]),
        ("zebra", []),
        ("zebra trees", [1, 2]),
    ],
)
def test_words_are_found_whatever_their_accents_case_or_script(towns, asked, wanted):
    assert sorted(found(asked)) == wanted


def test_only_the_last_word_may_be_half_typed(towns):
    assert found("tre shade") == [1]  # no row holds both, so either will do
    assert found("sha trees") == [1, 2]


def test_a_word_in_the_title_counts_more_than_one_below_it(towns):
    assert found("trees") == [1, 2]
    ranks = [hit.rank for hit in search.query("trees", group_ids=[HERE])]
    assert ranks == sorted(ranks, reverse=True)


def test_nothing_of_another_group_is_found(towns):
    put(20, "Trees elsewhere", group_id=ELSEWHERE)
    assert found("trees") == [1, 2]
    assert found("trees", [ELSEWHERE]) == [20]
    assert sorted(found("trees", [HERE, ELSEWHERE])) == [1, 2, 20]
    assert found("trees", []) == []
    assert search.similar("trees", group_ids=[ELSEWHERE]) == [20]


def test_the_groups_may_be_a_queryset_and_cost_no_query_of_their_own(
    django_assert_num_queries, towns
):
    community = Community.objects.create(name="Town", slug="town")
    mine = Group.objects.create(community=community, name="Mine", slug="mine")
    other = Group.objects.create(community=community, name="Other", slug="other")
    put(20, "Trees of mine", group_id=mine.pk)
    put(21, "Trees of others", group_id=other.pk)
    visible = Group.objects.filter(slug="mine", created_at__isnull=False).order_by("name")
    sets: list[QuerySet] = [visible, visible.values("pk"), visible.values_list("pk", flat=True)]
    for groups in sets:
        with django_assert_num_queries(1):
            assert [hit.object_id for hit in search.query("trees", group_ids=groups)] == [20]
        assert search.similar("trees", group_ids=groups) == [20]
    assert search.query("trees", group_ids=Group.objects.none()) == []
    assert search.similar("trees", group_ids=Group.objects.none().values("pk")) == []


def test_kinds_may_be_chosen(towns):
    put(30, words="Trees need water", kind="comment", idea_id=1)
    put(31, words="Trees are coming in spring", kind="answer", idea_id=1)
    assert sorted(found("trees")) == [1, 2, 30, 31]
    assert found("trees", kinds=["comment"]) == [30]
    assert sorted(found("trees", kinds={"comment", "answer"})) == [30, 31]
    assert found("trees", kinds=[]) == []
    hit = search.query("water", group_ids=[HERE])[0]
    assert (hit.kind, hit.object_id, hit.idea_id) == ("comment", 30, 1)


def test_an_unknown_kind_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        put(1, kind="poem")


def test_what_is_hidden_is_never_found(towns):
    put(1, "More trees in the Straße", shown=False)
    assert found("trees") == [2]
    assert search.similar("trees", group_ids=[HERE]) == []
    search.show("idea", 1, shown=True)
    assert sorted(found("trees")) == [1, 2]


def test_an_idea_takes_all_below_it_out_of_sight_and_back(towns):
    put(30, words="Trees need water", kind="comment", idea_id=1)
    put(31, words="Trees are expensive", kind="comment", idea_id=1, shown=False)
    search.show_idea(1, shown=False)
    assert found("trees") == [2]
    put(32, words="Trees, said late", kind="comment", idea_id=1)
    put(30, words="Trees need much water", kind="comment", idea_id=1)
    assert found("trees") == [2]
    search.show_idea(1, shown=True)
    assert sorted(found("trees")) == [1, 2, 30, 32]


def test_changed_words_replace_the_old_ones(towns):
    put(1, "More trees in the Straße", "Cool air on hot days")
    assert found("shade") == []
    assert found("cool air") == [1]
    put(2, "A tram", "Faster than a bus")
    assert found("bicycle") == []
    assert found("tram") == [2]
    assert search.similar("bicycle", group_ids=[HERE]) == []
    assert search.faults() == []


def test_what_is_dropped_is_not_found(towns):
    put(20, "Trees elsewhere", group_id=ELSEWHERE)
    search.drop("idea", 1)
    assert found("trees") == [2]
    search.drop_group(HERE)
    assert found("trees", [HERE, ELSEWHERE]) == [20]
    assert search.faults() == []


def test_the_index_goes_back_with_the_write_it_belongs_to(towns):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        put(1, "Fountains")
        search.drop("idea", 2)
        put(40, "Fountains too")
        raise ZeroDivisionError
    assert sorted(found("trees")) == [1, 2]
    assert found("fountains") == []
    assert search.faults() == []


@pytest.mark.django_db(transaction=True)
def test_nothing_of_an_earlier_test_stays_in_the_index():
    put(1, "Trees")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_entry")
    assert found("trees") == []
    assert search.faults() == []


def test_a_limit_is_kept(towns):
    assert len(found("trees", limit=1)) == 1


def test_only_the_newest_are_weighed(monkeypatch):
    monkeypatch.setattr("search.finding._CANDIDATES", 2)
    for number in range(1, 5):
        put(number, words="trees")
    assert sorted(found("trees")) == [3, 4]


def test_a_small_group_is_not_crowded_out_by_a_large_one(monkeypatch):
    monkeypatch.setattr("search.finding._CANDIDATES", 2)
    put(1, words="trees")
    for number in range(2, 8):
        put(number, words="trees", group_id=ELSEWHERE)
    assert found("trees") == [1]
